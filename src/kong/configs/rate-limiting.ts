import { KongVersion } from '../../gateway/kong-version';
import { Redis } from '../../gateway/redis';
import { shownNumber } from '../../values/kinds';
import { isToken } from '../../values/token';
import { ConfigPatch } from '../kong-plugin';

/** The periods of Kong's limiter, shortest first. */
export const PERIODS = ['second', 'minute', 'hour', 'day', 'month', 'year'] as const;

/** Requests per period. */
export type Limits = Partial<Record<typeof PERIODS[number], number>>;

/** What is wrong with limits, as a text that follows `has`; undefined if kong takes them. */
export function limitsProblem(limits: Limits): string | undefined {
  const given = PERIODS.filter(period => limits[period] !== undefined);
  if (given.length === 0) {
    return 'no limit: expected requests for at least one period; write for instance { minute: 100 }';
  }
  for (const [index, period] of given.entries()) {
    const [limit, shorter] = [limits[period]!, given[index - 1]];
    if (isToken(limit)) {
      continue;
    }
    if (!Number.isInteger(limit) || limit < 1) {
      return `${shownNumber(limit)} requests a ${period}: expected an integer from 1; correct it or leave the period out`;
    }
    if (shorter && limits[shorter]! > limit) {
      return `${limit} requests a ${period} and ${limits[shorter]} a ${shorter}: expected the longer period to have at least as many; kong refuses it otherwise; raise the ${period} or lower the ${shorter}`;
    }
  }
  return undefined;
}

/** What a rate-limiting plugin is to do, before versions come in. */
export interface RateLimiting {
  readonly limits: Limits;
  readonly limitBy: string;
  readonly faultTolerant: boolean;
  readonly hideClientHeaders: boolean;
  readonly redis?: Redis;
}

/**
 * The config of a rate-limiting plugin and where its secret comes from. The Redis settings are an object from 3.6 on and flat before;
 * both at once crash a gateway if they differ.
 */
export function rateLimitingConfig(wanted: RateLimiting, version: KongVersion): { config: Record<string, unknown>; patches: ConfigPatch[] } {
  const { redis } = wanted;
  const nested = version.isAtLeast(KongVersion.V3_6);
  return {
    config: {
      ...wanted.limits,
      limit_by: wanted.limitBy,
      policy: redis ? 'redis' : 'local',
      fault_tolerant: wanted.faultTolerant,
      hide_client_headers: wanted.hideClientHeaders,
      error_code: 429,
      error_message: 'API rate limit exceeded',
      ...redis && (nested ? { redis: redisSettings(redis) } : flat(redisSettings(redis))),
    },
    patches: redis?.password ? [{ path: nested ? '/redis/password' : '/redis_password', secret: redis.password }] : [],
  };
}

function redisSettings(redis: Redis): Record<string, unknown> {
  return {
    host: redis.host,
    port: redis.port,
    database: redis.database,
    timeout: redis.timeout.toMilliseconds(),
    ...redis.username && { username: redis.username },
    ssl: redis.tls,
    ...redis.tls && { ssl_verify: redis.verifyTls },
    ...redis.tls && { server_name: redis.serverName ?? redis.host },
  };
}

function flat(settings: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [`redis_${name}`, value]));
}
