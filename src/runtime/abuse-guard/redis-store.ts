import * as fs from 'node:fs';
import Redis from 'ioredis';
import { RedisConfig } from './config';
import { Log, Told } from './log';
import { MemoryStore } from './memory-store';
import { ADD, QUIET, TAKEN } from './redis-scripts';
import { readSecret } from './secret-file';
import { BUCKETS, Candidate, CANDIDATES, Row, Store } from './store';
import { ABUSE_SIGNALS, AbuseScoring, DISTINCT_PATH } from '../../scoring/abuse-scoring';

/** Rows in one call: Redis does nothing else meanwhile. */
const CHUNK = 100;
const NOT_YET = 'redis has not been reached yet';
/** How long a command may take, in milliseconds. */
const PATIENCE = 2000;

/**
 * Counters that all replicas share. While Redis is away each replica counts for itself, in memory; what still counts when Redis is back is
 * added there.
 */
export class RedisStore implements Store {
  private readonly client: Redis;
  private readonly told = new Told();
  /** What could not be taken while Redis was away. */
  private readonly untaken = new Set<string>();
  private problem: string | undefined = NOT_YET;

  constructor(
    private readonly config: RedisConfig,
    private readonly scoring: AbuseScoring,
    /** Counts while Redis is away. */
    private readonly alone: MemoryStore,
    private readonly log: Log,
  ) {
    const { host, port = 6379, database: db = 0, tls } = config;
    const credentials = () => ({ username: secret(config.usernameFile), password: secret(config.passwordFile) });
    this.client = new Redis({
      host, port, db, ...credentials(),
      ...tls && { tls: { ca: tls.caFile && fs.readFileSync(tls.caFile), servername: tls.serverName ?? host } },
      enableOfflineQueue: false, maxRetriesPerRequest: 0, autoResendUnfulfilledCommands: false, connectTimeout: PATIENCE, commandTimeout: PATIENCE,
      retryStrategy: times => {
        // A password that was changed is read again.
        Object.assign(this.client.options, credentials());
        return Math.min(200 * times, 2000);
      },
    });
    // Each try that fails says so; what is told is told by `watched`.
    this.client.on('error', (error: Error) => this.problem = `redis: ${error.message}`);
  }

  public async add(rows: readonly Row[], bucket: number): Promise<void> {
    const away = this.problem !== undefined;
    const left = await this.addAll(rows, bucket);
    if (left.length > 0 || this.problem !== undefined) {
      await this.alone.add(left, bucket);
      return;
    }
    if (away) {
      await this.catchUp(bucket);
    }
  }

  public async candidates(): Promise<Candidate[]> {
    const shared = this.problem === undefined ? await this.watched(() => this.client.hgetall(this.key('candidates'))) : undefined;
    const all = Object.entries(shared ?? {}).filter(([client]) => !this.untaken.has(client)).map(([client, text]) => candidate(client, text));
    return [...await this.alone.candidates(), ...all];
  }

  public async taken(clients: readonly string[]): Promise<void> {
    await this.alone.taken(clients);
    clients.forEach(client => this.untaken.add(client));
    await this.inChunks(clients, async chunk => {
      await this.client.eval(TAKEN, 1, this.config.prefix!, ...chunk);
      chunk.forEach(client => this.untaken.delete(client));
    });
  }

  public async quiet(clients: ReadonlyMap<string, number>): Promise<void> {
    await this.alone.quiet(clients);
    const entries = [...clients].map(([client, ms]) => [client, `${Math.max(1, Math.round(ms))}`]);
    await this.inChunks(entries, chunk => this.client.eval(QUIET, 1, this.config.prefix!, ...chunk.flat()));
  }

  public trouble(): string | undefined {
    return this.problem;
  }

  public async close(): Promise<void> {
    this.client.disconnect();
  }

  /** Tells Redis, which may have begun anew, what it has missed. */
  private async catchUp(bucket: number): Promise<void> {
    await this.quiet(this.alone.quieted());
    await this.taken([...this.untaken]);
    const { rows: kept, candidates } = this.alone.drain(bucket);
    const lost = await this.addAll(kept, bucket);
    await this.alone.add(lost, bucket);
    const found = candidates.flatMap(({ client, ...rest }) => [client, JSON.stringify(rest)]);
    if (found.length > 0 && await this.watched(() => this.client.hset(this.key('candidates'), ...found)) === undefined) {
      this.alone.putBack(candidates);
    }
  }

  /** Returns the rows that were not added. Some of a chunk that was broken off may be counted twice, by the time limit of one command. */
  private async addAll(rows: readonly Row[], now: number): Promise<Row[]> {
    const { window, weights, threshold } = this.scoring;
    for (let i = 0; i < rows.length || (i === 0 && this.problem !== undefined); i += CHUNK) {
      const aged = (values: readonly number[], group: number) => values.map((value, j) => j % group === 0 ? Math.max(0, now - value) : value);
      const chunk = rows.slice(i, i + CHUNK).map(({ client, cells, paths, samples }) => ({ c: client, k: aged(cells, 3), p: aged(paths, 2), s: samples }));
      const done = await this.watched(() => this.client.eval(
        ADD, 1, this.config.prefix!, Math.round(window * 1000 / BUCKETS), BUCKETS, DISTINCT_PATH, threshold, CANDIDATES,
        JSON.stringify(ABUSE_SIGNALS.map(signal => weights[signal])), JSON.stringify(chunk),
      ));
      if (done === undefined) {
        return rows.slice(i);
      }
    }
    return [];
  }

  private async inChunks<T>(items: readonly T[], run: (chunk: readonly T[]) => Promise<unknown>): Promise<void> {
    for (let i = 0; i < items.length && this.problem === undefined; i += CHUNK) {
      await this.watched(() => run(items.slice(i, i + CHUNK)));
    }
  }

  /** Undefined if Redis did not do it, which is told once. */
  private async watched<T>(run: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await run();
      this.problem = undefined;
      this.told.over('redis', () => this.log.info('redis answers again; what was counted meanwhile is added'));
      return result;
    } catch (error) {
      if (this.problem === NOT_YET && ['connecting', 'connect'].includes(this.client.status)) {
        return undefined;
      }
      const known = this.client.status !== 'ready' && this.problem ? this.problem : `redis: ${(error as Error).message}`;
      this.problem = known;
      this.told.once('redis', 'away', () => this.log.error('redis does not answer; this replica counts for itself', { error: known }));
      return undefined;
    }
  }

  private key(name: string): string {
    return `${this.config.prefix}:${name}`;
  }
}

/** Keys of Redis may be written by others: what cannot be read is a candidate without points, which nobody blocks. */
function candidate(client: string, text: string): Candidate {
  const nothing = { client, score: 0, counts: [], samples: [] };
  try {
    const { score, counts, samples } = JSON.parse(text);
    const sound = typeof score === 'number' && Array.isArray(counts) && counts.every(Number.isFinite);
    return sound ? { client, score, counts, samples: Array.isArray(samples) ? samples.filter(sample => typeof sample === 'string') : [] } : nothing;
  } catch {
    return nothing;
  }
}

function secret(file: string | undefined): string | undefined {
  return file === undefined ? undefined : readSecret(file);
}
