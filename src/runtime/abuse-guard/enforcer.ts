import { readState, writeState } from './block-state';
import { BlockList, Release } from './blocks';
import { ClientAddresses, isClient } from './client-addresses';
import { Clock } from './clock';
import { Settings } from './config';
import { DenyList } from './deny-list';
import { blockRecord, releaseRecord } from './evidence';
import { GuardMetrics } from './guard-metrics';
import { Log, Told } from './log';
import { StateConflict, StateObject } from './state-object';
import { Candidate, Store } from './store';

export interface EnforcerParts {
  readonly settings: Settings;
  readonly store: Store;
  readonly state: StateObject;
  readonly denyLists: readonly DenyList[];
  readonly addresses: ClientAddresses;
  readonly metrics: GuardMetrics;
  readonly clock: Clock;
  readonly log: Log;
}

/** Deny lists that are looked at together. */
const TOGETHER = 8;
/** The longest pause after failures, in milliseconds. */
const LONGEST_PAUSE = 30_000;
/** A clock that was set by more than this has the state written again, in milliseconds. */
const CLOCK_SET = 5_000;

/**
 * What the leader does: candidates become blocks, blocks end, and the deny lists follow, in rounds of which each is at most one change of
 * the gateway's configuration.
 *
 * A round first decides, then keeps the decision in the state, and only then tells the store that its candidates are dealt with, writes the
 * audit and changes the deny lists. Wherever it breaks off, the next round, of whichever replica, finds either the candidate or the block,
 * so that none is lost and none is made twice.
 */
export class Enforcer {
  private readonly blocks: BlockList;
  private readonly told = new Told();
  private readonly troubles = new Map<string, string>();
  private loaded = false;
  private dirty = true;
  private lastRound = -Infinity;
  private failures = 0;
  private offset = 0;

  constructor(private readonly parts: EnforcerParts) {
    this.blocks = new BlockList(parts.settings.blocks);
  }

  public get size(): number {
    return this.blocks.size;
  }

  /** Why nothing can be blocked; undefined if it can. */
  public get problem(): string | undefined {
    return this.troubles.get('round');
  }

  /** The deny lists that cannot be kept. */
  public get degraded(): string[] {
    return [...this.troubles].filter(([subject]) => subject !== 'round').map(([subject, problem]) => `${subject}: ${problem}`);
  }

  /** Whether what a client does is not counted: while it is blocked, and until the gateway knows that it is not any more. */
  public isQuiet(client: string): boolean {
    return this.blocks.isQuiet(client, this.parts.clock.steady(), this.grace);
  }

  /** Called when another replica leads: what is known here may be old. */
  public resign(): void {
    this.loaded = false;
    this.troubles.clear();
  }

  /**
   * Does what is due; at the end of the process, what waits. It never throws.
   *
   * @param leads asked before each step that others could undo
   */
  public async step(leads: () => boolean, atEnd: boolean = false): Promise<void> {
    const now = this.parts.clock.steady();
    const { pushSeconds, pollSeconds } = this.parts.settings;
    const since = now - this.lastRound;
    const pause = Math.min(LONGEST_PAUSE, pushSeconds * 1000 * 2 ** this.failures);
    if (!leads() || (since < pause && !atEnd)) {
      return;
    }
    const candidates = await this.parts.store.candidates();
    const ending = this.blocks.active.some(({ until }) => until <= now);
    if (!this.loaded || this.dirty || candidates.length > 0 || ending || since >= pollSeconds * 1000) {
      await this.round(candidates, leads);
    }
  }

  private get grace(): number {
    return 10_000 + 2000 * this.parts.settings.pushSeconds;
  }

  private async round(candidates: readonly Candidate[], leads: () => boolean): Promise<void> {
    const { clock, metrics, log } = this.parts;
    const began = clock.steady();
    this.lastRound = began;
    try {
      const unloaded = this.loaded ? [] : await this.load();
      await this.decide(candidates, unloaded, leads);
      const failed = leads() ? await this.push() : 1;
      this.dirty = failed > 0;
      this.failures = failed > 0 ? Math.min(this.failures + 1, 10) : 0;
      metrics.rounds.add(1, { result: failed > 0 ? 'failed' : 'done' });
      this.troubles.delete('round');
      this.told.over('round', () => log.info('deny lists can be kept again', { blocks: this.blocks.size }));
    } catch (error) {
      // What was decided may not have been kept: the state and the candidates are read anew.
      this.loaded = false;
      this.dirty = true;
      this.failures = error instanceof StateConflict ? 0 : Math.min(this.failures + 1, 10);
      metrics.rounds.add(1, { result: 'failed' });
      const problem = (error as Error).message;
      this.troubles.set('round', problem);
      this.told.once('round', problem, () => log.error('the deny lists stay as they are', { error: problem }));
    } finally {
      metrics.latency.observe((clock.steady() - began) / 1000);
    }
  }

  private async load(): Promise<Release[]> {
    const { state, clock, addresses, log, store, denyLists } = this.parts;
    denyLists.forEach(list => list.forget());
    const text = await state.read();
    const now = clock.steady();
    const { blocks, past } = text === undefined ? await this.adopted() : this.readable(text);
    this.offset = text === undefined && blocks.length > 0 ? -Infinity : clock.wall() - now;
    const released = [...this.blocks.restore(blocks, past, now), ...this.blocks.releaseIf(client => !addresses.mayBlock(client), now)];
    await store.quiet(new Map(this.blocks.active.map(({ client, until }) => [client, until - now + this.grace])));
    this.loaded = true;
    this.dirty = true;
    log.info('blocks are taken over', { blocks: this.blocks.size, from: text === undefined ? 'deny lists' : 'state' });
    return released;
  }

  private readable(text: string): ReturnType<typeof readState> {
    const { clock, settings } = this.parts;
    try {
      return readState(text, clock, settings.blocks, isClient);
    } catch (error) {
      const { name, namespace } = settings.state;
      throw new Error(`the state in configmap ${namespace}/${name} cannot be read: ${(error as Error).message}; remove its data, and the blocks are taken from the deny lists`);
    }
  }

  /** Without a state, whoever is in a deny list of this guard is blocked from now: a state that was lost must not block for ever. */
  private async adopted(): Promise<ReturnType<typeof readState>> {
    const { denyLists, clock, settings } = this.parts;
    const lists = settings.dryRun ? [] : await Promise.all(denyLists.map(list => list.own()));
    const since = clock.steady();
    const until = since + settings.blocks.seconds * 1000;
    const clients = [...new Set(lists.flat())].filter(isClient);
    return { blocks: clients.map(client => ({ client, since, until, repetition: 1, score: 0 })), past: new Map() };
  }

  private async decide(candidates: readonly Candidate[], unloaded: readonly Release[], leads: () => boolean): Promise<void> {
    const { settings, addresses, clock, store, metrics, log } = this.parts;
    const now = clock.steady();
    const released = [...unloaded, ...this.blocks.expire(now)];
    const made = [];
    for (const candidate of candidates) {
      const due = candidate.score > settings.scoring.threshold && addresses.mayBlock(candidate.client) && !this.isQuiet(candidate.client);
      const result = due ? this.blocks.block(candidate, now) : undefined;
      if (result) {
        made.push({ block: result.block, candidate });
        released.push(...result.released);
      }
    }
    const offset = clock.wall() - now;
    if ((made.length > 0 || released.length > 0 || Math.abs(offset - this.offset) > CLOCK_SET) && !settings.dryRun) {
      if (!leads()) {
        throw new StateConflict('the lease has ended');
      }
      await this.parts.state.write(writeState(this.blocks.active, this.blocks.past, clock));
      this.offset = offset;
    }
    this.dirty ||= made.length > 0 || released.length > 0;
    await store.quiet(new Map([
      ...released.map(({ block }): [string, number] => [block.client, this.grace]),
      ...made.map(({ block }): [string, number] => [block.client, block.until - now + this.grace]),
    ]));
    await store.taken(candidates.map(({ client }) => client));

    made.forEach(({ block, candidate }) => log.audit('address blocked', blockRecord(block, candidate, clock, settings.dryRun)));
    released.forEach(release => log.audit('address released', releaseRecord(release, clock, settings.dryRun)));
    metrics.blocked.add(made.length);
    released.forEach(({ reason }) => metrics.released.add(1, { reason }));
  }

  /** Returns how many deny lists are not as they should be. */
  private async push(): Promise<number> {
    const { denyLists, settings, metrics, log } = this.parts;
    const list = settings.dryRun ? [] : this.blocks.active.map(({ client }) => client).sort();
    const known = (client: string) => this.blocks.has(client) || this.blocks.past.has(client);
    let failed = 0;
    let applied = 0;
    for (let i = 0; i < denyLists.length; i += TOGETHER) {
      await Promise.all(denyLists.slice(i, i + TOGETHER).map(async denyList => {
        const { result, problem } = await denyList.push(list, known)
          .catch(error => ({ result: 'failed' as const, problem: (error as Error).message }));
        metrics.pushes.add(1, { result });
        applied += result === 'applied' ? 1 : 0;
        // One that is missing or foreign waits for a person; it is looked at with every poll.
        failed += result === 'failed' ? 1 : 0;
        this.note(denyList.name, problem);
      }));
    }
    if (applied > 0) {
      log.info('deny lists changed', { changed: applied, of: denyLists.length, entries: list.length, dryRun: settings.dryRun });
    }
    return failed;
  }

  private note(subject: string, problem: string | undefined): void {
    const { log } = this.parts;
    if (problem === undefined) {
      this.troubles.delete(subject);
      this.told.over(subject, () => log.info('a deny list can be kept again', { object: subject }));
    } else {
      this.troubles.set(subject, problem);
      this.told.once(subject, problem, () => log.error('a deny list cannot be kept: who is blocked may go on there', { object: subject, problem }));
    }
  }
}
