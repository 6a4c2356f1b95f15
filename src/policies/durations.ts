import { Duration } from 'cdk8s';
import { expectDuration } from '../values/kinds';

/**
 * A duration in seconds, for settings that have no smaller unit.
 *
 * @throws when it is no whole number of seconds
 */
export function wholeSeconds(what: string, duration: Duration): number {
  const milliseconds = expectDuration(what, duration).toMilliseconds();
  if (milliseconds % 1000 !== 0) {
    throw new Error(`${what} is ${milliseconds} milliseconds: expected whole seconds; write Duration.seconds(${Math.ceil(milliseconds / 1000)})`);
  }
  return milliseconds / 1000;
}
