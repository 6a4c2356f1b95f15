/** How many buckets a window has: it moves by a twelfth, five seconds of a minute. */
export const BUCKETS = 12;
/** Paths are told apart by so many marks; of more than that, some count as seen. */
export const PATH_MARKS = 256;

/** How many candidates wait at most; who is left out is found again by its next event. */
export const CANDIDATES = 10_000;
/** How long they wait for a leader, in milliseconds: a block of the usual length would be over by then. */
export const CANDIDATES_KEPT = 3_600_000;

/** What was seen of one client since rows were taken the last time. */
export interface Row {
  readonly client: string;
  /** Threes: the bucket, the place of the signal, how often. */
  readonly cells: number[];
  /** Pairs: the bucket, the mark of a path that is unknown. */
  readonly paths: number[];
  /** A few of the requests, as text. */
  readonly samples: string[];
}

/** A client that has more points than the threshold. */
export interface Candidate {
  readonly client: string;
  readonly score: number;
  /** What was counted within the window, by place among the signals. */
  readonly counts: readonly number[];
  readonly samples: readonly string[];
}

/** Counts over the window, and keeps who exceeds the threshold until that has been dealt with. */
export interface Store {
  /** Adds rows whose buckets are those of this process. It never throws; what cannot be kept is counted as lost. */
  add(rows: readonly Row[], bucket: number): Promise<void>;
  /** Who exceeds the threshold, seen by any replica. */
  candidates(): Promise<Candidate[]>;
  /** These have been dealt with: they are no candidates any more, and their counts begin anew. */
  taken(clients: readonly string[]): Promise<void>;
  /** What these do is not counted for so many milliseconds. */
  quiet(clients: ReadonlyMap<string, number>): Promise<void>;
  /** Undefined if all is well; otherwise what is wrong, in words. */
  trouble(): string | undefined;
  close(): Promise<void>;
}
