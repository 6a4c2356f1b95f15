import type { CheckContext, EntityCheck } from '../check-context';
import type { ConfigView } from '../config-view';
import { isHeaderName, isPath } from '../formats';
import { quote } from '../texts';

const PERIODS = ['second', 'minute', 'hour', 'day', 'month', 'year'];
const PERIOD_LIST = PERIODS.join(', ');

type Fail = (text: string) => void;

/** At least one period, and no longer one that allows less than a shorter one (schema.lua, validate_periods_order). */
function checkPeriods(view: ConfigView, prefix: string, fail: Fail): void {
  const shown = prefix === '' ? '' : `config.${prefix.slice(0, -1)} `;
  if (!PERIODS.some((period) => view.has(prefix + period))) {
    return fail(`${shown}sets no period; expected one or more of ${PERIOD_LIST}; set for instance minute`);
  }
  let shorter: string | undefined;
  let least = 0;
  for (const period of PERIODS) {
    const limit = view.number(prefix + period);
    if (limit === undefined) continue;
    if (shorter !== undefined && limit < least) {
      fail(`config.${prefix}${period} is ${limit}, less than the ${least} of ${shorter}; expected a longer period to allow as much or more; raise ${period} or lower ${shorter}`);
    }
    shorter = period;
    least = limit;
  }
}

function checkRedisHost(view: ConfigView, context: CheckContext, field: string, fail: Fail): void {
  // The form of another version is an error of its own.
  if (view.text(field) !== 'redis' || view.isFilled('redis.host') || view.isFilled('redis_host')) return;
  fail(`config.${field} is redis without a host; expected config.${context.minor >= 6 ? 'redis.host' : 'redis_host'}; set it`);
}

function checkNoCluster(view: ConfigView, context: CheckContext, field: string, fail: Fail): void {
  if (context.dbless && view.text(field) === 'cluster') {
    fail(`config.${field} is cluster; this gateway has no database to count in; use redis, or local for a limit per pod`);
  }
}

/** What counts by a header or a path must say by which. */
function checkCountedBy(view: ConfigView, values: readonly unknown[], fail: Fail): void {
  for (const [by, field] of [['header', 'header_name'], ['path', 'path']]) {
    if (values.includes(by) && !view.isFilled(field)) fail(`counts by ${by} without config.${field}; expected one; set it`);
  }
  const header = view.text('header_name');
  if (header && !isHeaderName(header)) fail(`config.header_name is ${quote(header)}; expected letters, digits, - and _; rename it`);
  const path = view.text('path');
  if (path && !isPath(path)) fail(`config.path is ${quote(path)}; expected a path from / on without //; write it so`);
}

export const rateLimiting: EntityCheck = (view, context, fail) => {
  checkPeriods(view, '', fail);
  checkNoCluster(view, context, 'policy', fail);
  checkRedisHost(view, context, 'policy', fail);
  checkCountedBy(view, [view.get('limit_by')], fail);
  const rate = view.number('sync_rate');
  if (rate === undefined || rate === -1) return;
  if (view.text('policy') !== 'redis' && !view.isPatched('policy')) {
    fail(`config.sync_rate is ${rate} without policy redis; expected -1, or policy redis; leave it out`);
  } else if (rate < 0.02) {
    fail(`config.sync_rate is ${rate}; expected -1 or at least 0.02 seconds; leave it out to count each request at once`);
  }
};

/** Shape from kong-facts B.8; Enterprise's own Lua is not public. */
export const rateLimitingAdvanced: EntityCheck = (view, context, fail) => {
  const limits = view.list('limit');
  const windows = view.list('window_size');
  if (!view.isPatched('limit') && !view.isPatched('window_size')) {
    if (Array.isArray(view.get('limit')) && limits.length === 0) {
      fail('config.limit is an empty list; expected one limit or more; add one');
    } else if (limits.length !== windows.length) {
      fail(`config.limit has ${limits.length} and config.window_size ${windows.length}; expected as many of both; pair them`);
    }
  }
  windows.forEach((size, i) => {
    if (typeof size === 'number' && size <= 0) fail(`config.window_size[${i}] is ${size}; expected seconds above 0; raise it`);
  });
  checkNoCluster(view, context, 'strategy', fail);
  checkCountedBy(view, [view.get('identifier'), ...view.list('compound_identifier')], fail);
  const rate = view.number('sync_rate');
  if (rate !== undefined && rate !== -1 && rate !== 0 && rate < 0.02) {
    fail(`config.sync_rate is ${rate}; expected 0, -1 or at least 0.02 seconds; use 0 to count each request at once`);
  }
  if (view.text('strategy') !== 'redis') return;
  if (!view.has('sync_rate')) fail('config.strategy is redis without sync_rate; expected seconds between syncs, or 0; set config.sync_rate');
  // From 3.9 on the schema's default is 127.0.0.1, where a gateway's pod has no redis (B.9).
  const targets = ['redis.host', 'redis.sentinel_nodes', 'redis.sentinel_addresses', 'redis.cluster_nodes', 'redis.cluster_addresses'];
  if (!targets.some((target) => view.isFilled(target))) fail('config.strategy is redis without a host; expected config.redis.host; set it');
};

export const responseRatelimiting: EntityCheck = (view, context, fail) => {
  const limits = view.get('limits');
  if (limits === undefined) {
    if (!view.isPatched('limits')) fail('has no config.limits; expected one or more named limits; set for instance limits.video.minute');
  } else if (typeof limits === 'object') {
    for (const name of Object.keys(limits as object)) if (!name.includes('.')) checkPeriods(view, `limits.${name}.`, fail);
  }
  checkNoCluster(view, context, 'policy', fail);
  checkRedisHost(view, context, 'policy', fail);
};

/** basic-auth from 3.13 on (kong-facts B.3). */
export const bruteForceProtection: EntityCheck = (view, context, fail) => {
  checkNoCluster(view, context, 'brute_force_protection.strategy', fail);
  if (view.text('brute_force_protection.strategy') === 'redis' && !view.isFilled('brute_force_protection.redis.host')) {
    fail('config.brute_force_protection.strategy is redis without a host; expected config.brute_force_protection.redis.host; set it');
  }
};
