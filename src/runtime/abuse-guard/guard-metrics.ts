import { PUSH_RESULTS } from './deny-list';
import { OUTCOMES } from './entry-scorer';
import { Counter, exposition, Gauge, Histogram } from './metrics';

const PREFIX = 'gatewarden_abuse_guard_';

/** Why a request of the log source was not taken in. */
export const REFUSALS = ['unauthenticated', 'too_large', 'media_type', 'malformed', 'other'] as const;
export const SHED = ['queue', 'memory', 'stopping'] as const;

/** What is read when metrics are. */
export interface Readings {
  blocks(): number;
  leader(): boolean;
  queue(): number;
  addresses(): number;
  forgotten(): number;
  redisUp(): boolean | undefined;
  kubernetesUp(): boolean;
  relayQueue(): number;
}

/** The series of the guard. */
export class GuardMetrics {
  public readonly entries = new Counter(`${PREFIX}entries_total`, 'Log entries, by what became of them.', OUTCOMES.map(outcome => ({ outcome })));
  public readonly refused = new Counter(`${PREFIX}requests_refused_total`, 'Requests of log sources that were refused.', REFUSALS.map(reason => ({ reason })));
  public readonly shed = new Counter(`${PREFIX}shed_total`, 'Requests answered 503, to be sent again.', SHED.map(reason => ({ reason })));
  public readonly blocked = new Counter(`${PREFIX}blocks_total`, 'Blocks made by this replica.');
  public readonly released = new Counter(`${PREFIX}releases_total`, 'Blocks ended by this replica.', ['expired', 'capped', 'exempt'].map(reason => ({ reason })));
  public readonly pushes = new Counter(`${PREFIX}pushes_total`, 'Deny lists looked at, by result.', PUSH_RESULTS.map(result => ({ result })));
  public readonly rounds = new Counter(`${PREFIX}rounds_total`, 'Rounds over all deny lists, by result.', ['done', 'failed'].map(result => ({ result })));
  public readonly latency = new Histogram(`${PREFIX}push_latency_seconds`, 'How long a round over all deny lists takes.', [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]);
  public readonly relayed = new Counter(`${PREFIX}relayed_total`, 'Bodies for the other collector, by result.', ['sent', 'dropped'].map(result => ({ result })));
  private readonly gauges: Gauge[];

  constructor(readings: Readings) {
    const gauge = (name: string, help: string, read: () => number) => new Gauge(PREFIX + name, help, read);
    this.gauges = [
      gauge('blocks', 'Addresses that are blocked, as the leader knows.', () => readings.blocks()),
      gauge('leader', 'Whether this replica is the one that blocks.', () => Number(readings.leader())),
      gauge('queue_length', 'Events that wait for the store.', () => readings.queue()),
      gauge('tracked_addresses', 'Addresses that are counted in memory.', () => readings.addresses()),
      gauge('forgotten_addresses', 'Addresses that still counted and had to make room, since the start.', () => readings.forgotten()),
      gauge('kubernetes_up', 'Whether the API server has answered lately.', () => Number(readings.kubernetesUp())),
      gauge('relay_queue_bytes', 'Bytes that wait for the other collector.', () => readings.relayQueue()),
    ];
    if (readings.redisUp() !== undefined) {
      this.gauges.push(gauge('redis_up', 'Whether Redis answers.', () => Number(readings.redisUp())));
    }
  }

  public text(): string {
    return exposition([
      this.entries, this.refused, this.shed, this.blocked, this.released, this.pushes, this.rounds, this.latency, this.relayed, ...this.gauges,
    ]);
  }
}
