import { IConstruct } from 'constructs';
import { AppView } from './app-view';

/** What a rule has against one construct. */
export interface Violation {
  /** The construct that is at fault; its path is shown, and an acknowledgement at it or above it counts. */
  readonly at: IConstruct;
  /** Lower-case: what was got, what is expected, what to do. Without the path. */
  readonly message: string;
}

/** One thing that must hold in the final objects of an app. Pure: it reads, and keeps nothing. */
export interface Rule {
  /** The id, as acknowledgements and reports name it; the name of its file. */
  readonly id: string;
  /** What goes wrong at a gateway when it does not hold, in one sentence. */
  readonly why: string;
  /** Everything that is wrong. A rule that throws counts as one violation at the root. */
  check(app: AppView): Violation[];
}
