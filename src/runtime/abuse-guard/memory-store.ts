import { Candidate, CANDIDATES, CANDIDATES_KEPT, Row, Store } from './store';
import { WindowCounters } from './window-counters';
import { abuseScore, AbuseScoring } from '../../scoring/abuse-scoring';


/** Counters of one replica, which a restart begins anew. */
export class MemoryStore implements Store {
  private readonly counters: WindowCounters;
  private readonly found = new Map<string, { readonly candidate: Candidate; readonly at: number }>();
  private readonly quietUntil = new Map<string, number>();

  constructor(private readonly scoring: AbuseScoring, addresses: number, private readonly now: () => number) {
    this.counters = new WindowCounters(addresses);
  }

  public get size(): number {
    return this.counters.size;
  }

  public get forgotten(): number {
    return this.counters.forgotten;
  }

  public async add(rows: readonly Row[], bucket: number): Promise<void> {
    for (const row of rows) {
      if (!this.isQuiet(row.client)) {
        this.addRow(row, bucket);
      }
    }
  }

  public async candidates(): Promise<Candidate[]> {
    const now = this.now();
    this.found.forEach(({ at }, client) => now - at > CANDIDATES_KEPT && this.found.delete(client));
    return [...this.found.values()].map(({ candidate }) => candidate);
  }

  public async taken(clients: readonly string[]): Promise<void> {
    for (const client of clients) {
      this.found.delete(client);
      this.counters.forget(client);
    }
  }

  public async quiet(clients: ReadonlyMap<string, number>): Promise<void> {
    const now = this.now();
    this.quietUntil.forEach((until, client) => until <= now && this.quietUntil.delete(client));
    clients.forEach((ms, client) => this.quietUntil.set(client, now + ms));
  }

  /** For how long whom is not counted. */
  public quieted(): Map<string, number> {
    const now = this.now();
    return new Map([...this.quietUntil].filter(([, until]) => until > now).map(([client, until]) => [client, until - now]));
  }

  /** Hands over all that was counted and found, for another store. */
  public drain(bucket: number): { rows: Row[]; candidates: Candidate[] } {
    const candidates = [...this.found.values()].map(({ candidate }) => candidate);
    this.found.clear();
    return { rows: this.counters.drain(bucket), candidates };
  }

  public putBack(candidates: readonly Candidate[]): void {
    candidates.forEach(candidate => this.find(candidate));
  }

  public trouble(): string | undefined {
    return undefined;
  }

  public async close(): Promise<void> {
    this.found.clear();
  }

  private addRow(row: Row, bucket: number): void {
    const counts = this.counters.add(row, bucket);
    const score = abuseScore(this.scoring.weights, counts);
    if (score > this.scoring.threshold) {
      this.find({ client: row.client, score, counts, samples: row.samples });
    }
  }

  private find(candidate: Candidate): void {
    if (this.found.size < CANDIDATES || this.found.has(candidate.client)) {
      this.found.set(candidate.client, { candidate, at: this.now() });
    }
  }

  private isQuiet(client: string): boolean {
    const until = this.quietUntil.get(client);
    return until !== undefined && until > this.now();
  }
}
