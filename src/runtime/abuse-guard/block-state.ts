import { Block, PastBlock } from './blocks';
import { Clock } from './clock';
import { Settings } from './config';

const VERSION = 1;

export interface BlockState {
  readonly blocks: Block[];
  readonly past: Map<string, PastBlock>;
}

/**
 * The blocks as text, with the times of day in seconds. At the most that may be configured, 5000 blocks and as many past ones, it has less
 * than 700 KB; a ConfigMap takes 1 MiB.
 */
export function writeState(blocks: readonly Block[], past: ReadonlyMap<string, PastBlock>, clock: Clock): string {
  const stamp = (steady: number) => Math.round((steady + clock.wall() - clock.steady()) / 1000);
  return JSON.stringify({
    version: VERSION,
    blocks: blocks.map(({ client, since, until, repetition, score }) => [client, stamp(since), stamp(until), repetition, score]),
    past: [...past].map(([client, { repetition, ended }]) => [client, stamp(ended), repetition]),
  });
}

/**
 * Reads what `writeState` has written, and leaves out what does not look like it. A block does not last longer than it was made for,
 * whatever the clock says now.
 *
 * @throws if the text as a whole is something else
 */
export function readState(text: string, clock: Clock, limits: Settings['blocks'], isClient: (client: string) => boolean): BlockState {
  const state = JSON.parse(text);
  if (state?.version !== VERSION || !Array.isArray(state.blocks) || !Array.isArray(state.past)) {
    throw new Error(`the version of the state is ${JSON.stringify(state?.version)}: expected ${VERSION}, written by this guard`);
  }
  const now = clock.steady();
  const steady = (stamp: number) => stamp * 1000 - clock.wall() + now;
  const blocks: Block[] = [];
  for (const row of state.blocks) {
    const [client, since, until, repetition, score] = Array.isArray(row) ? row : [];
    if (typeof client === 'string' && isClient(client) && [since, until, repetition, score].every(Number.isFinite) && repetition >= 1) {
      const length = Math.min(until - since, limits.maxSeconds) * 1000;
      blocks.push({ client, since: Math.min(now, steady(since)), until: Math.min(steady(until), now + length), repetition, score });
    }
  }
  const past = new Map<string, PastBlock>();
  for (const row of state.past) {
    const [client, ended, repetition] = Array.isArray(row) ? row : [];
    if (typeof client === 'string' && isClient(client) && [ended, repetition].every(Number.isFinite) && repetition >= 1) {
      past.set(client, { repetition, ended: Math.min(now, steady(ended)) });
    }
  }
  return { blocks, past };
}
