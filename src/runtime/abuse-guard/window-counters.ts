/* eslint-disable no-bitwise -- bits are what this is about */
import { LruSlots } from './lru-slots';
import { BUCKETS, PATH_MARKS, Row } from './store';
import { ABUSE_SIGNALS, DISTINCT_PATH } from '../../scoring/abuse-scoring';

const SIGNALS = ABUSE_SIGNALS.length;
const CELLS = BUCKETS * SIGNALS;
/** Marks of a window and of the one before it. */
const MARK_WORDS = PATH_MARKS / 32;
const MOST = 0xffff;

/**
 * Counts by client, bucket and signal over a window that moves. What a client needs lies in arrays that are made once, so that the number
 * of clients is bounded and their memory is known: about 270 bytes each. The client longest unseen makes room for a new one.
 */
export class WindowCounters {
  private readonly slots: LruSlots;
  private readonly counts: Uint16Array;
  private readonly marks: Uint32Array;
  /** The latest bucket of each slot. */
  private readonly latest: Float64Array;
  /** The window that the marks of each slot are of. */
  private readonly markWindow: Float64Array;
  private forgotten_ = 0;

  constructor(capacity: number) {
    this.slots = new LruSlots(capacity);
    this.counts = new Uint16Array(capacity * CELLS);
    this.marks = new Uint32Array(capacity * MARK_WORDS * 2);
    this.latest = new Float64Array(capacity);
    this.markWindow = new Float64Array(capacity);
  }

  public get size(): number {
    return this.slots.size;
  }

  /** How many clients had to make room that still counted. */
  public get forgotten(): number {
    return this.forgotten_;
  }

  /** Adds a row; returns what the client has within the window that ends with the bucket of now. */
  public add({ client, cells, paths }: Row, now: number): number[] {
    const slot = this.slotOf(client, now);
    for (let i = 0; i < cells.length; i += 3) {
      this.count(slot, cells[i], cells[i + 1], cells[i + 2], now);
    }
    for (let i = 0; i < paths.length; i += 2) {
      if (this.mark(slot, paths[i], paths[i + 1])) {
        this.count(slot, paths[i], DISTINCT_PATH, 1, now);
      }
    }
    return this.sums(slot, now);
  }

  public forget(client: string): void {
    this.slots.delete(client);
  }

  /** All that still counts as rows, without the paths: those that were new are counted. Nothing is left here. */
  public drain(now: number): Row[] {
    const rows: Row[] = [];
    for (const [client, slot] of this.slots.entries()) {
      const cells: number[] = [];
      for (let bucket = now - BUCKETS + 1; bucket <= now; bucket++) {
        for (let signal = 0; signal < SIGNALS; signal++) {
          const count = bucket > this.latest[slot] - BUCKETS && bucket <= this.latest[slot] ? this.counts[slot * CELLS + ring(bucket) * SIGNALS + signal] : 0;
          if (count > 0) {
            cells.push(bucket, signal, count);
          }
        }
      }
      if (cells.length > 0) {
        rows.push({ client, cells, paths: [], samples: [] });
      }
    }
    this.slots.clear();
    return rows;
  }

  private slotOf(client: string, now: number): number {
    const known = this.slots.use(client);
    if (known !== undefined) {
      return known;
    }
    const { slot, evicted } = this.slots.add(client);
    this.forgotten_ += evicted && this.latest[slot] > now - BUCKETS ? 1 : 0;
    this.counts.fill(0, slot * CELLS, (slot + 1) * CELLS);
    this.marks.fill(0, slot * MARK_WORDS * 2, (slot + 1) * MARK_WORDS * 2);
    this.latest[slot] = now;
    this.markWindow[slot] = Math.floor(now / BUCKETS);
    return slot;
  }

  private count(slot: number, bucket: number, signal: number, count: number, now: number): void {
    if (bucket > now || bucket <= now - BUCKETS) {
      return;
    }
    const latest = this.latest[slot];
    if (bucket <= latest - BUCKETS) {
      return;
    }
    for (let b = Math.max(latest + 1, bucket - BUCKETS + 1); b <= bucket; b++) {
      this.counts.fill(0, slot * CELLS + ring(b) * SIGNALS, slot * CELLS + (ring(b) + 1) * SIGNALS);
    }
    this.latest[slot] = Math.max(latest, bucket);
    const at = slot * CELLS + ring(bucket) * SIGNALS + signal;
    this.counts[at] = Math.min(MOST, this.counts[at] + count);
  }

  /** Marks a path; whether it was not marked in this window or in the one before. Windows here are those of the calendar. */
  private mark(slot: number, bucket: number, mark: number): boolean {
    const window = Math.max(Math.floor(bucket / BUCKETS), this.markWindow[slot]);
    const at = (half: number) => (slot * 2 + (half & 1)) * MARK_WORDS;
    if (window > this.markWindow[slot]) {
      const stale = window === this.markWindow[slot] + 1 ? [window] : [window, window - 1];
      stale.forEach(half => this.marks.fill(0, at(half), at(half) + MARK_WORDS));
      this.markWindow[slot] = window;
    }
    const bit = 1 << (mark & 31);
    const word = mark >> 5;
    const seen = ((this.marks[at(window) + word] | this.marks[at(window - 1) + word]) & bit) !== 0;
    this.marks[at(window) + word] |= bit;
    return !seen;
  }

  private sums(slot: number, now: number): number[] {
    const sums = new Array<number>(SIGNALS).fill(0);
    const latest = this.latest[slot];
    for (let bucket = Math.max(now, latest) - BUCKETS + 1; bucket <= latest; bucket++) {
      const at = slot * CELLS + ring(bucket) * SIGNALS;
      for (let signal = 0; signal < SIGNALS; signal++) {
        sums[signal] += this.counts[at + signal];
      }
    }
    return sums;
  }
}

/** A slot's cells are a ring of buckets; buckets may be negative only if a clock is. */
function ring(bucket: number): number {
  return ((bucket % BUCKETS) + BUCKETS) % BUCKETS;
}
