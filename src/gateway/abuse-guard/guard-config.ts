import { Duration } from 'cdk8s';
import { AbuseGuardProps } from './abuse-guard-props';
import { AbuseGuardBlocks, AbuseGuardScoring } from './abuse-guard-scoring';
import { SECRET_FILES, TLS_FILES, USERNAME_FILE } from './guard-files';
import { LOG_PORT, METRICS_PORT } from './guard-names';
import { Redis } from '../redis';

/** A plugin object whose deny list the guard maintains; without a namespace it is a KongClusterPlugin. */
export interface GuardTarget {
  readonly name: string;
  readonly namespace?: string;
}

/** What the configuration has beside the properties. */
export interface GuardFacts {
  readonly targets: GuardTarget[];
  readonly lease: Required<GuardTarget>;
  readonly state: Required<GuardTarget>;
  readonly redis?: Redis;
  /** The proxies before the gateway, which the entries of a client that nobody vouches for would name. */
  readonly infrastructure: string[];
}

/** The file that the program reads; `src/runtime/abuse-guard/read-config.ts` says what it takes. */
export function guardConfig(props: AbuseGuardProps, facts: GuardFacts): string {
  const { redis } = facts;
  return `${JSON.stringify({
    listen: { port: LOG_PORT, metricsPort: METRICS_PORT, ...props.tlsSecret !== undefined && { tls: TLS_FILES } },
    authentication: { sharedSecretFiles: [SECRET_FILES.logSecret, ...props.formerLogSecret ? [SECRET_FILES.formerLogSecret] : []] },
    targets: facts.targets.map(({ name, namespace }) => namespace === undefined ? { kind: 'KongClusterPlugin', name } : { kind: 'KongPlugin', namespace, name }),
    ...props.scoring && { scoring: scoringConfig(props.scoring) },
    ...props.blocks && { blocks: blocksConfig(props.blocks) },
    never: [...new Set((props.never ?? []).map(String))],
    infrastructure: facts.infrastructure,
    privateRanges: props.blockPrivateRanges ?? false,
    store: redis ? redisConfig(redis, props) : { kind: 'memory' },
    lease: facts.lease,
    state: facts.state,
    ...props.pushInterval && { pushSeconds: props.pushInterval.toMilliseconds() / 1000 },
    ...props.relayTo !== undefined && {
      relay: { url: props.relayTo, ...props.relayAuthorization && { headerFiles: { authorization: SECRET_FILES.relayAuthorization } } },
    },
    dryRun: props.dryRun ?? false,
  }, undefined, 2)}\n`;
}

function scoringConfig({ threshold, window, weights, botScoreFrom, botScoreHeader }: AbuseGuardScoring): unknown {
  return {
    threshold,
    window: seconds(window),
    weights,
    botScoreFrom: botScoreFrom === undefined ? undefined : Math.round(botScoreFrom * 10),
    botScoreHeader: botScoreHeader?.toLowerCase(),
  };
}

function blocksConfig({ duration, maxDuration, memory, maxBlocks, ipv6Prefix }: AbuseGuardBlocks): unknown {
  return { seconds: seconds(duration), maxSeconds: seconds(maxDuration), memorySeconds: seconds(memory), maxBlocks, ipv6Prefix };
}

function redisConfig(redis: Redis, props: AbuseGuardProps): unknown {
  return {
    kind: 'redis',
    host: redis.host,
    port: redis.port,
    database: redis.database,
    ...redis.username !== undefined && { usernameFile: USERNAME_FILE },
    ...redis.password && { passwordFile: SECRET_FILES.redisPassword },
    ...redis.tls && { tls: { ...props.redisAuthority && { caFile: SECRET_FILES.redisAuthority }, serverName: redis.serverName } },
  };
}

function seconds(duration: Duration | undefined): number | undefined {
  return duration?.toSeconds();
}
