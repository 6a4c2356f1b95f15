import { Duration } from 'cdk8s';
import { wholeSeconds } from '../../src/policies/durations';

test('a duration is given in seconds', () => {
  expect(wholeSeconds('time', Duration.minutes(2))).toBe(120);
});

test('milliseconds that make whole seconds are taken', () => {
  expect(wholeSeconds('time', Duration.millis(3000))).toBe(3);
});

test('fails for a part of a second and says what to write', () => {
  expect(() => wholeSeconds('time', Duration.millis(1500))).toThrow('time is 1500 milliseconds: expected whole seconds; write Duration.seconds(2)');
});
