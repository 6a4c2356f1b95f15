import { quoted } from '../../monitoring/promql';

/** One alert on a guard. */
export interface GuardAlertRule {
  readonly alert: string;
  /** PromQL. */
  readonly expr: string;
  readonly for: string;
  readonly severity: string;
  readonly summary: string;
  readonly description: string;
  /** What to look at and what to do. */
  readonly runbook: string;
}

/** What the alerts of a guard depend on. */
export interface GuardAlertFacts {
  /** The namespace of the guard's pods. */
  readonly namespace: string;
  /** The namespace of the gateway's pods. */
  readonly gatewayNamespace: string;
  /** How many addresses are blocked at once, at most. */
  readonly maxBlocks: number;
  /** Whether points are counted in a Redis. */
  readonly redis: boolean;
  /** Whether entries are relayed. */
  readonly relay: boolean;
}

/** A tenth of all that can be blocked, within a quarter of an hour: a large attack, or many clients that are none. */
const UNUSUAL = 0.1;
const NEAR_CAP = 0.9;

/** Whether the guard works, whether it is told of requests, and whether what it does is usual. Each is silent at a gateway without traffic. */
export function guardAlerts(facts: GuardAlertFacts): GuardAlertRule[] {
  const series = (name: string, ...matchers: string[]) => `gatewarden_abuse_guard_${name}{${[`namespace=${quoted(facts.namespace)}`, ...matchers].join(',')}}`;
  return [...workAlerts(series), ...logAlerts(series, facts), ...blockAlerts(series, facts.maxBlocks), ...otherAlerts(series, facts)];
}

type SeriesOf = (name: string, ...matchers: string[]) => string;

function workAlerts(series: SeriesOf): GuardAlertRule[] {
  return [
    {
      alert: 'AbuseGuardDown',
      expr: `absent(${series('leader')})`,
      for: '5m',
      severity: 'critical',
      summary: 'The abuse guard does not run, or nothing collects its metrics',
      description: 'There are no series of the abuse guard. Requests go on, whoever is blocked stays blocked, and nobody else will be.',
      runbook: 'See whether its pods run and what they log; a Secret that is not there keeps them from starting. If they run, see whether the PodMonitor has the labels by which Prometheus selects it.',
    },
    {
      alert: 'AbuseGuardWithoutLeader',
      expr: `sum(${series('leader')}) < 1`,
      for: '5m',
      severity: 'critical',
      summary: 'No pod of the abuse guard blocks',
      description: 'None of the pods has the lease: nobody is blocked and nobody is released.',
      runbook: 'See what the pods log about their lease: it must exist, and their role must let them read and update it.',
    },
    {
      alert: 'AbuseGuardNotPushing',
      expr: `sum(increase(${series('rounds_total', 'result="done"')}[10m])) == 0`,
      for: '5m',
      severity: 'critical',
      summary: 'The abuse guard does not keep the deny lists',
      description: 'No round over the deny lists has ended well for ten minutes: nobody is blocked and nobody is released.',
      runbook: 'See what the leader logs. Usual causes: the API server is away, the state could not be written, or an object of its role is missing.',
    },
    {
      alert: 'AbuseGuardDenyListLost',
      expr: `sum by (result) (increase(${series('pushes_total', 'result=~"missing|foreign|failed"')}[10m])) > 0`,
      for: '10m',
      severity: 'critical',
      summary: 'A deny list is not kept: {{ $labels.result }}',
      description: 'At least one ip-restriction is not what the abuse guard would make it, so that blocked addresses may go on calling the routes that it is on.',
      runbook: 'The leader logs which one and why. missing: apply the app that declares it. foreign: somebody else states a deny list there; remove it. failed: see whether the role names the object.',
    },
    {
      alert: 'AbuseGuardApiServerAway',
      expr: `min by (pod) (${series('kubernetes_up')}) == 0`,
      for: '5m',
      severity: 'warning',
      summary: 'A pod of the abuse guard does not reach the API server',
      description: 'Pod {{ $labels.pod }} has had no answer of the API server lately.',
      runbook: 'See whether the API server answers others, and whether apiServers and apiServerPorts of the guard have its addresses and ports: its NetworkPolicy lets it reach no others.',
    },
  ];
}

function logAlerts(series: SeriesOf, { gatewayNamespace }: GuardAlertFacts): GuardAlertRule[] {
  return [
    {
      alert: 'AbuseGuardSeesNothing',
      // What is scraped without the operator has no namespace, and is taken.
      expr: `sum(increase(${series('entries_total')}[15m])) == 0 and sum(increase(kong_http_requests_total{namespace=~${quoted(`${gatewayNamespace}|`)}}[15m])) > 10`,
      for: '5m',
      severity: 'critical',
      summary: 'The abuse guard is not told of requests',
      description: 'The gateway serves requests, and no log entry has reached the abuse guard for a quarter of an hour.',
      runbook: 'See whether the Secret with logSecret is there: the controller leaves out a plugin whose config it cannot complete. Then whether the gateway logs that it cannot send, and whether a NetworkPolicy is between them.',
    },
    {
      alert: 'AbuseGuardRefusesLogs',
      expr: `sum by (reason) (rate(${series('requests_refused_total')}[5m])) > 0`,
      for: '5m',
      severity: 'critical',
      summary: 'The abuse guard refuses log entries: {{ $labels.reason }}',
      description: 'Requests with log entries are refused ({{ $labels.reason }}), and their entries are lost.',
      runbook: 'unauthenticated: the gateway sends another secret than the pods have; give the old one as formerLogSecret while it changes, and look for somebody else who sends. too_large: a client has sent larger headers than Kong takes by default; see whether large_client_header_buffers of the gateway is more than 4 8k, since who can fill a batch is not seen.',
    },
    {
      alert: 'AbuseGuardShedding',
      expr: `sum by (reason) (rate(${series('shed_total', 'reason!="stopping"')}[5m])) > 0`,
      for: '5m',
      severity: 'warning',
      summary: 'The abuse guard has more to count than it can',
      description: 'Requests with log entries are put off ({{ $labels.reason }}); the gateway sends them again for a minute, and then they are lost.',
      runbook: 'See whether Redis is slow. Otherwise give the pods more processor time, or replicas with a Redis.',
    },
  ];
}

function blockAlerts(series: SeriesOf, maxBlocks: number): GuardAlertRule[] {
  return [
    {
      alert: 'AbuseGuardNearCap',
      expr: `max(${series('blocks')}) > ${Math.max(0, Math.floor(maxBlocks * NEAR_CAP))}`,
      for: '5m',
      severity: 'warning',
      summary: 'Almost as many addresses are blocked as can be',
      description: `{{ $value }} addresses are blocked, of ${maxBlocks} at most. Beyond that the oldest block ends.`,
      runbook: 'See in the audit lines of the log who is blocked and for what. If they are attackers, raise blocks.maxBlocks, or have the network keep out whole ranges.',
    },
    {
      alert: 'AbuseGuardBlocksUnusual',
      expr: `sum(increase(${series('blocks_total')}[15m])) > ${Math.max(1, Math.floor(maxBlocks * UNUSUAL))}`,
      for: '1m',
      severity: 'warning',
      summary: 'Unusually many addresses are blocked',
      description: '{{ $value | humanize }} addresses were blocked within a quarter of an hour: a large attack, or many clients that are none.',
      runbook: 'See in the audit lines of the log for what. Many 401 after a release of ours are broken clients: set dryRun: true, which releases everybody, until they are mended.',
    },
  ];
}

function otherAlerts(series: SeriesOf, { redis, relay }: GuardAlertFacts): GuardAlertRule[] {
  return [
    ...redis ? [{
      alert: 'AbuseGuardRedisAway',
      expr: `min by (pod) (${series('redis_up')}) == 0`,
      for: '5m',
      severity: 'warning',
      summary: 'A pod of the abuse guard does not reach its Redis',
      description: 'Pod {{ $labels.pod }} counts for itself meanwhile, so that an address must do more to be blocked.',
      runbook: 'See whether Redis answers others, and whether the password in the Secret of the guard\'s namespace is its.',
    }] : [],
    ...relay ? [{
      alert: 'AbuseGuardRelayLoses',
      expr: `sum(rate(${series('relayed_total', 'result="dropped"')}[5m])) > 0`,
      for: '5m',
      severity: 'warning',
      summary: 'Log entries do not reach the collector',
      description: 'Entries that the abuse guard should relay are lost; blocking goes on.',
      runbook: 'See whether the collector at relayTo answers, and takes the value of relayAuthorization.',
    }] : [],
  ];
}
