import { performance } from 'node:perf_hooks';

/** The two times of a machine, in milliseconds. */
export interface Clock {
  /** Runs evenly and never jumps; says nothing outside of this process. Whatever lasts is measured by it. */
  steady(): number;
  /** The time of day, which may be set forward and back. Only what leaves the process has it. */
  wall(): number;
}

export const SYSTEM_CLOCK: Clock = { steady: () => performance.now(), wall: () => Date.now() };
