import { Settings } from './config';
import { Candidate } from './store';

/** A client that is blocked. Times are those of the steady clock. */
export interface Block {
  readonly client: string;
  readonly since: number;
  readonly until: number;
  /** 1 for the first block of a client. */
  readonly repetition: number;
  readonly score: number;
}

/** A block that has ended lately, for its repetition. */
export interface PastBlock {
  readonly repetition: number;
  readonly ended: number;
}

export type ReleaseReason = 'expired' | 'capped' | 'exempt';

export interface Release {
  readonly block: Block;
  readonly reason: ReleaseReason;
}

/** Who is blocked and who was: blocks end, double on repetition, and are bounded in number. Knows of no other program. */
export class BlockList {
  private readonly active_ = new Map<string, Block>();
  private readonly past_ = new Map<string, PastBlock>();

  constructor(private readonly limits: Settings['blocks']) {}

  /** The blocks, the oldest first. */
  public get active(): readonly Block[] {
    return [...this.active_.values()];
  }

  public get past(): ReadonlyMap<string, PastBlock> {
    return this.past_;
  }

  public get size(): number {
    return this.active_.size;
  }

  public has(client: string): boolean {
    return this.active_.has(client);
  }

  /** Whether a client is blocked, or was until so many milliseconds ago: until then the gateway may not have heard of its release. */
  public isQuiet(client: string, now: number, grace: number): boolean {
    const block = this.active_.get(client);
    const past = this.past_.get(client);
    return (block !== undefined && now - block.until < grace) || (past !== undefined && now - past.ended < grace);
  }

  /** Blocks a client, and releases the oldest ones if there are too many; undefined if it is blocked already. */
  public block({ client, score }: Candidate, now: number): { block: Block; released: Release[] } | undefined {
    if (this.active_.has(client)) {
      return undefined;
    }
    const repetition = this.repetitionOf(client, now) + 1;
    // 2 ** 53 and more seconds are the same bound.
    const seconds = Math.min(this.limits.maxSeconds, this.limits.seconds * 2 ** Math.min(repetition - 1, 53));
    const block = { client, since: now, until: now + seconds * 1000, repetition, score };
    this.active_.set(client, block);
    return { block, released: this.cap(now) };
  }

  /** Releases whose time has come, and forgets who was blocked long ago. */
  public expire(now: number): Release[] {
    this.past_.forEach(({ ended }, client) => now - ended >= this.limits.memorySeconds * 1000 && this.past_.delete(client));
    return this.active.filter(block => block.until <= now).map(block => this.release(block, 'expired', now));
  }

  /** Releases those that may not be blocked. */
  public releaseIf(exempt: (client: string) => boolean, now: number): Release[] {
    [...this.past_.keys()].filter(exempt).forEach(client => this.past_.delete(client));
    return this.active.filter(({ client }) => exempt(client)).map(block => this.release(block, 'exempt', now));
  }

  /** Replaces all; the blocks in the order of their age. */
  public restore(blocks: readonly Block[], past: ReadonlyMap<string, PastBlock>, now: number): Release[] {
    this.active_.clear();
    this.past_.clear();
    [...past].sort(([, a], [, b]) => a.ended - b.ended).forEach(([client, ended]) => this.remember(client, ended));
    [...blocks].sort((a, b) => a.since - b.since).forEach(block => this.active_.set(block.client, block));
    return this.cap(now);
  }

  private repetitionOf(client: string, now: number): number {
    const past = this.past_.get(client);
    return past !== undefined && now - past.ended < this.limits.memorySeconds * 1000 ? past.repetition : 0;
  }

  private cap(now: number): Release[] {
    return this.active.slice(0, Math.max(0, this.active_.size - this.limits.maxBlocks)).map(block => this.release(block, 'capped', now));
  }

  private release(block: Block, reason: ReleaseReason, now: number): Release {
    this.active_.delete(block.client);
    this.remember(block.client, { repetition: block.repetition, ended: now });
    return { block, reason };
  }

  private remember(client: string, past: PastBlock): void {
    this.past_.delete(client);
    this.past_.set(client, past);
    if (this.past_.size > this.limits.maxBlocks) {
      this.past_.delete(this.past_.keys().next().value!);
    }
  }
}
