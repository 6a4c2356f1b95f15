import * as pulumi from '@pulumi/pulumi';
import { PATIENCE, whileWaiting } from '../../src/pulumi/waiting';

beforeEach(() => {
  jest.useFakeTimers();
  jest.spyOn(pulumi.log, 'warn').mockResolvedValue();
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

test('who waits long is told once for what, and how it may never come', async () => {
  void whileWaiting(new Promise(() => {}), () => ['host of SecuredApi b']);
  await jest.advanceTimersByTimeAsync(3 * PATIENCE);
  const { calls } = jest.mocked(pulumi.log.warn).mock;
  expect(calls).toEqual([[expect.stringMatching(/until it is known what these outputs hold: host of SecuredApi b\. If one .* depends on a component/)]]);
});

test('who does not wait long is told nothing', async () => {
  await whileWaiting(Promise.resolve(), () => ['host']);
  await jest.advanceTimersByTimeAsync(3 * PATIENCE);
  expect(pulumi.log.warn).not.toHaveBeenCalled();
});
