import { AbuseScoring } from '../../scoring/abuse-scoring';

/** The configuration of the guard, one JSON document. Secrets are never in it, only the files that hold them. */
export interface AbuseGuardConfig {
  readonly listen: ListenConfig;
  readonly authentication: AuthenticationConfig;
  /** The ip-restriction plugins whose `config.deny` the guard keeps. Nothing else of them is touched. */
  readonly targets: readonly TargetConfig[];
  /**
   * How addresses are scored; what is left out is as in ABUSE_SCORING.
   *
   * @default ABUSE_SCORING
   */
  readonly scoring?: ScoringConfig;
  /** @default - an hour, doubled on repetition up to a day, 1000 addresses */
  readonly blocks?: BlocksConfig;
  /** Ranges that are never blocked: allow lists, partners, monitoring. `@default []` */
  readonly never?: readonly string[];
  /** The gateway's own addresses and those of the proxies before it, never blocked either. `@default []` */
  readonly infrastructure?: readonly string[];
  /** Whether private addresses (RFC 1918, carrier-grade NAT, unique local) may be blocked. `@default false` */
  readonly privateRanges?: boolean;
  /** Where counters are kept. Several replicas need Redis. `@default memory` */
  readonly store?: StoreConfig;
  /** The Lease by which one replica becomes the one that blocks. It must exist, empty. */
  readonly lease: LeaseConfig;
  /** The ConfigMap that keeps the blocks over restarts. It must exist, empty; the guard owns its `data`. */
  readonly state: ObjectName;
  /** @default - the service account of the pod */
  readonly kubernetes?: KubernetesConfig;
  /** The least time between two changes of deny lists, in seconds, 0.2 to 60: each is a configuration push of the gateway. `@default 5` */
  readonly pushSeconds?: number;
  /** How often the deny lists are read and mended if someone has changed them, in seconds, 1 to 3600. `@default 30` */
  readonly pollSeconds?: number;
  /** Another collector that gets each accepted body as it came. `@default - none` */
  readonly relay?: RelayConfig;
  /** Decide and log, block nobody: the deny lists are kept empty. `@default false` */
  readonly dryRun?: boolean;
  /** @default - see LimitsConfig */
  readonly limits?: LimitsConfig;
}

export interface ListenConfig {
  /** Takes the entries of http-log, as POST /logs. */
  readonly port: number;
  /** Serves /metrics, /healthz and /readyz, always in clear. */
  readonly metricsPort: number;
  /** The address to listen on. `@default - all` */
  readonly host?: string;
  /** Serves the entries' port over TLS. Changed files are taken up within a minute. `@default - in clear` */
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
}

/** How the gateway proves that it is the gateway: one of the two, or both. */
export interface AuthenticationConfig {
  /**
   * Files that hold a value of the header, one or two (two while it is rotated), in clear or as a JSON string, as a Secret for Kong's
   * `configPatches` has it. A value has at least 16 characters.
   */
  readonly sharedSecretFiles?: readonly string[];
  /** Which header holds the shared secret. `@default authorization` */
  readonly header?: string;
  /** The authority that has issued the gateway's client certificate; needs `listen.tls`. */
  readonly mtls?: { readonly caFile: string; readonly subjectNames?: readonly string[] };
}

export interface ObjectName {
  readonly name: string;
  readonly namespace: string;
}

export interface TargetConfig {
  readonly kind: 'KongClusterPlugin' | 'KongPlugin';
  readonly name: string;
  /** Of a KongPlugin. */
  readonly namespace?: string;
}

export type ScoringConfig = Partial<Omit<AbuseScoring, 'weights'>> & {
  readonly weights?: Partial<AbuseScoring['weights']>;
  /** The request header in which the gateway's BotScore says the score of a suspicious request. `@default x-bot-score` */
  readonly botScoreHeader?: string;
};

export interface BlocksConfig {
  /** How long the first block of an address lasts, in seconds. `@default 3600` */
  readonly seconds?: number;
  /** Each repetition doubles it, up to this, in seconds. `@default 86400` */
  readonly maxSeconds?: number;
  /** How long after a block another one is a repetition, in seconds. `@default 86400` */
  readonly memorySeconds?: number;
  /** How many addresses are blocked at once, at most 5000; the oldest block goes first. `@default 1000` */
  readonly maxBlocks?: number;
  /** How many leading bits of an IPv6 address are one client, 48 to 128. `@default 64` */
  readonly ipv6Prefix?: number;
}

export type StoreConfig = { readonly kind: 'memory' } | RedisConfig;

/** One Redis, which may be a primary behind a name; not a Redis Cluster. Without TLS the password crosses the network in clear. */
export interface RedisConfig {
  readonly kind: 'redis';
  readonly host: string;
  /** @default 6379 */
  readonly port?: number;
  /** @default 0 */
  readonly database?: number;
  readonly usernameFile?: string;
  readonly passwordFile?: string;
  /** TLS with a verified certificate; `{}` for one of a public authority. `@default - in clear` */
  readonly tls?: { readonly caFile?: string; readonly serverName?: string };
  /** What all keys begin with. `@default gatewarden:abuse` */
  readonly prefix?: string;
}

export interface LeaseConfig extends ObjectName {
  /** How long a leader that is not heard of stays leader, in seconds, 2 to 300. `@default 15` */
  readonly seconds?: number;
}

export interface KubernetesConfig {
  /** As `https://10.0.0.1:443`. */
  readonly server: string;
  readonly tokenFile: string;
  readonly caFile: string;
}

export interface RelayConfig {
  readonly url: string;
  /** Header values by the file that holds each. */
  readonly headerFiles?: { readonly [header: string]: string };
  /** How many bytes may wait; more are dropped and counted. `@default 16777216` */
  readonly queueBytes?: number;
}

export interface LimitsConfig {
  /**
   * The largest body, in bytes. A body that is too large is lost with all its entries, so that a client which can make one is not seen. Kong
   * takes 32 KB of headers by default; as JSON, control characters take six bytes each and slashes two, and the path is in an entry four
   * times: give 256 KB for each entry of a batch. `@default 8388608`
   */
  readonly bodyBytes?: number;
  /** How many counted events may wait for the store; more are answered 503. `@default 100000` */
  readonly queueEntries?: number;
  /** How many addresses are counted at once; the one longest unseen is forgotten first. `@default 100000` */
  readonly addresses?: number;
  /** How many connections are served at once. `@default 1000` */
  readonly connections?: number;
}

type Full<T> = { readonly [K in keyof T]-?: Exclude<T[K], undefined> };

/** A configuration that has been checked and completed. */
export type Settings = Omit<AbuseGuardConfig, 'scoring' | 'blocks' | 'limits' | 'lease'> & {
  readonly scoring: AbuseScoring & { readonly botScoreHeader: string };
  readonly blocks: Full<BlocksConfig>;
  readonly limits: Full<LimitsConfig>;
  readonly lease: Full<LeaseConfig>;
  readonly never: readonly string[];
  readonly infrastructure: readonly string[];
  readonly privateRanges: boolean;
  readonly store: StoreConfig;
  readonly pushSeconds: number;
  readonly pollSeconds: number;
  readonly dryRun: boolean;
};
