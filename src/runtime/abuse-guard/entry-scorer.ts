import { ClientAddresses } from './client-addresses';
import { Clock } from './clock';
import { Settings } from './config';
import { Pending } from './pending';
import { BUCKETS } from './store';
import { ABUSE_SIGNALS, BOT, isBotEvent, NOT_FOUND, statusSignal, UNKNOWN_PATH } from '../../scoring/abuse-scoring';

/** What became of an entry. */
export type Outcome =
  /** It has at least one event. */
  | 'counted'
  /** It has none. */
  | 'harmless'
  /** Its address is never blocked. */
  | 'exempt'
  /** Its address is blocked, or was until a moment ago. */
  | 'blocked'
  /** It is no entry of http-log. */
  | 'invalid';

export const OUTCOMES: readonly Outcome[] = ['counted', 'harmless', 'exempt', 'blocked', 'invalid'];

/** Longer paths are told apart by their beginning. */
const LONGEST_PATH = 2048;
const LONGEST_SAMPLE = 120;

/**
 * Reads the entries of http-log, and adds up those that count. An entry is what clients have sent in part, so every field may be anything.
 *
 * The client is `client_ip`, the address that the gateway has worked out, and never a header.
 */
export class EntryScorer {
  private readonly counts: boolean[];
  private readonly countsPaths: boolean;
  private readonly bucketMs: number;

  constructor(
    private readonly scoring: Settings['scoring'],
    private readonly addresses: ClientAddresses,
    private readonly pending: Pending,
    private readonly clock: Clock,
    /** Whether what a client does is not counted now: a blocked one, which would stay blocked for ever by being refused. */
    private readonly isQuiet: (client: string) => boolean,
  ) {
    this.counts = ABUSE_SIGNALS.map(signal => scoring.weights[signal] > 0);
    this.countsPaths = scoring.weights.distinctPath > 0;
    this.bucketMs = scoring.window * 1000 / BUCKETS;
  }

  /** The bucket of now. */
  public get bucket(): number {
    return Math.floor(this.clock.steady() / this.bucketMs);
  }

  public observe(entry: any): Outcome {
    const status = entry?.response?.status;
    if (!Number.isInteger(status) || status < 100 || status > 599) {
      return 'invalid';
    }
    const signal = statusSignal({ status, routed: isObject(entry.route) });
    const path = signal === UNKNOWN_PATH || (signal === NOT_FOUND && this.counts[NOT_FOUND]);
    const byStatus = signal >= 0 && (this.counts[signal] || (path && this.countsPaths));
    const byBot = this.counts[BOT] && this.isBot(entry);
    if (!byStatus && !byBot) {
      return typeof entry.client_ip === 'string' ? 'harmless' : 'invalid';
    }
    if (typeof entry.client_ip !== 'string') {
      return 'invalid';
    }
    const verdict = this.addresses.verdict(entry.client_ip);
    if (typeof verdict === 'string') {
      return verdict;
    }
    if (this.isQuiet(verdict.client)) {
      return 'blocked';
    }
    this.count(verdict.client, entry, byStatus ? signal : -1, byBot, path);
    return 'counted';
  }

  private count(client: string, entry: any, signal: number, bot: boolean, unknownPath: boolean): void {
    const bucket = this.bucketOf(entry.started_at);
    let row;
    if (signal >= 0) {
      row = this.pending.add(client, bucket, signal);
    }
    if (bot) {
      row = this.pending.add(client, bucket, BOT);
    }
    if (unknownPath && this.countsPaths) {
      this.pending.addPath(row!, bucket, pathOf(entry, LONGEST_PATH));
    }
    this.pending.addSample(row!, () => `${textOf(entry.request?.method, 10)} ${pathOf(entry, LONGEST_SAMPLE)} ${entry.response.status}`);
  }

  /**
   * An entry counts for the time at which the request came, as the gateway's queue may have held it. If that is no time of the current
   * window the clocks disagree, and it counts for now: a clock that is set must not blind the guard.
   */
  private bucketOf(startedAt: unknown): number {
    const age = typeof startedAt === 'number' ? this.clock.wall() - startedAt : 0;
    const plausible = age > 0 && age < this.bucketMs * (BUCKETS - 1);
    return Math.floor((this.clock.steady() - (plausible ? age : 0)) / this.bucketMs);
  }

  private isBot(entry: any): boolean {
    const score = entry.request?.headers?.[this.scoring.botScoreHeader];
    return typeof score === 'string' && /^(0\.\d|1\.0)$/.test(score)
      && isBotEvent(this.scoring, { botScore: Math.round(Number(score) * 10), authenticated: isObject(entry.authenticated_entity) });
  }
}

/** Without the query, which may hold secrets. */
function pathOf(entry: any, longest: number): string {
  const uri = textOf(entry.request?.uri, longest);
  const query = uri.indexOf('?');
  return query < 0 ? uri : uri.slice(0, query);
}

function textOf(value: unknown, longest: number): string {
  return typeof value === 'string' ? value.slice(0, longest) : '';
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
