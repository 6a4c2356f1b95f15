import { Clock } from '../../../../src/runtime/abuse-guard/clock';

/** A clock that stands until it is moved, and a time of day that can be set. */
export class ManualClock implements Clock {
  private now = 1_000_000_000;
  private offset = 1_700_000_000_000 - this.now;

  public readonly steady = () => this.now;
  public readonly wall = () => this.now + this.offset;

  public advance(seconds: number): void {
    this.now += seconds * 1000;
  }

  /** Somebody sets the time of day. */
  public set(seconds: number): void {
    this.offset += seconds * 1000;
  }
}
