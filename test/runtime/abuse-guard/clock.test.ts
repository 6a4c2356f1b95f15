import { SYSTEM_CLOCK } from '../../../src/runtime/abuse-guard/clock';

test('the steady clock does not follow the time of day', () => {
  const [steady, wall] = [SYSTEM_CLOCK.steady(), SYSTEM_CLOCK.wall()];
  jest.useFakeTimers({ now: 0, doNotFake: ['performance'] });
  try {
    expect(SYSTEM_CLOCK.wall()).toBeLessThan(wall);
    expect(SYSTEM_CLOCK.steady()).toBeGreaterThanOrEqual(steady);
  } finally {
    jest.useRealTimers();
  }
});
