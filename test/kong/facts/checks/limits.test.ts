import { EE_3_14, EE_3_9, errors, OSS_3_4, OSS_3_9 } from '../targets';

describe('rate-limiting', () => {
  test('needs a period', () => {
    expect(errors('rate-limiting', { policy: 'local' })).toEqual([
      'rate-limiting sets no period; expected one or more of second, minute, hour, day, month, year; set for instance minute',
    ]);
  });

  test('a longer period allows as much or more', () => {
    expect(errors('rate-limiting', { second: 5, minute: 100, day: 50 })).toEqual([
      'rate-limiting config.day is 50, less than the 100 of minute; expected a longer period to allow as much or more; raise day or lower minute',
    ]);
    expect(errors('rate-limiting', { minute: 5, hour: 5 })).toEqual([]);
  });

  test('redis needs a host, in the form of the version', () => {
    expect(errors('rate-limiting', { minute: 5, policy: 'redis' })).toEqual([
      'rate-limiting config.policy is redis without a host; expected config.redis.host; set it',
    ]);
    expect(errors('rate-limiting', { minute: 5, policy: 'redis' }, OSS_3_4)).toEqual([
      'rate-limiting config.policy is redis without a host; expected config.redis_host; set it',
    ]);
  });

  test('cluster needs a database', () => {
    expect(errors('rate-limiting', { minute: 5, policy: 'cluster' })).toEqual([
      'rate-limiting config.policy is cluster; this gateway has no database to count in; use redis, or local for a limit per pod',
    ]);
    expect(errors('rate-limiting', { minute: 5, policy: 'cluster' }, { ...OSS_3_9, dbless: false })).toEqual([]);
  });

  test('to count by a header or a path takes one', () => {
    expect(errors('rate-limiting', { minute: 5, limit_by: 'header' })).toEqual(['rate-limiting counts by header without config.header_name; expected one; set it']);
    expect(errors('rate-limiting', { minute: 5, limit_by: 'path' })).toEqual(['rate-limiting counts by path without config.path; expected one; set it']);
    expect(errors('rate-limiting', { minute: 5, limit_by: 'header', header_name: 'X A' })).toEqual([
      'rate-limiting config.header_name is "X A"; expected letters, digits, - and _; rename it',
    ]);
    expect(errors('rate-limiting', { minute: 5, limit_by: 'path', path: 'a//b' })).toEqual([
      'rate-limiting config.path is "a//b"; expected a path from / on without //; write it so',
    ]);
    expect(errors('rate-limiting', { minute: 5, limit_by: 'path', path: '/a' })).toEqual([]);
  });

  test('sync_rate goes with redis and is not below 20 ms', () => {
    expect(errors('rate-limiting', { minute: 5, sync_rate: 1 })).toEqual([
      'rate-limiting config.sync_rate is 1 without policy redis; expected -1, or policy redis; leave it out',
    ]);
    expect(errors('rate-limiting', { minute: 5, policy: 'redis', redis: { host: 'redis' }, sync_rate: 0 })).toEqual([
      'rate-limiting config.sync_rate is 0; expected -1 or at least 0.02 seconds; leave it out to count each request at once',
    ]);
    expect(errors('rate-limiting', { minute: 5, sync_rate: -1 })).toEqual([]);
  });
});

describe('rate-limiting-advanced', () => {
  const redis = { strategy: 'redis', sync_rate: 0, redis: { host: 'redis' } };

  test('limits and windows go in pairs', () => {
    expect(errors('rate-limiting-advanced', { limit: [1, 2], window_size: [60] }, EE_3_9)).toEqual([
      'rate-limiting-advanced config.limit has 2 and config.window_size 1; expected as many of both; pair them',
    ]);
    expect(errors('rate-limiting-advanced', { limit: [], window_size: [] }, EE_3_9)).toEqual([
      'rate-limiting-advanced config.limit is an empty list; expected one limit or more; add one',
    ]);
    expect(errors('rate-limiting-advanced', {}, EE_3_9)).toEqual([
      'rate-limiting-advanced config.limit is missing; kong requires it; set it',
      'rate-limiting-advanced config.window_size is missing; kong requires it; set it',
    ]);
    expect(errors('rate-limiting-advanced', { limit: [1], window_size: [0] }, EE_3_9)).toEqual([
      'rate-limiting-advanced config.window_size[0] is 0; expected seconds above 0; raise it',
    ]);
  });

  test('redis needs sync_rate and somewhere to count', () => {
    expect(errors('rate-limiting-advanced', { limit: [1], window_size: [60], strategy: 'redis' }, EE_3_14)).toEqual([
      'rate-limiting-advanced config.strategy is redis without sync_rate; expected seconds between syncs, or 0; set config.sync_rate',
      'rate-limiting-advanced config.strategy is redis without a host; expected config.redis.host; set it',
    ]);
    const sentinel = { ...redis, redis: { sentinel_master: 'm', sentinel_role: 'any', sentinel_nodes: [{ host: 'a', port: 26379 }] } };
    expect(errors('rate-limiting-advanced', { limit: [1], window_size: [60], ...sentinel }, EE_3_14)).toEqual([]);
    expect(errors('rate-limiting-advanced', { limit: [1], window_size: [60], ...redis, sync_rate: 0.01 }, EE_3_9)).toEqual([
      'rate-limiting-advanced config.sync_rate is 0.01; expected 0, -1 or at least 0.02 seconds; use 0 to count each request at once',
    ]);
  });

  test('cluster needs a database', () => {
    expect(errors('rate-limiting-advanced', { limit: [1], window_size: [60], strategy: 'cluster' }, EE_3_9)).toEqual([
      'rate-limiting-advanced config.strategy is cluster; this gateway has no database to count in; use redis, or local for a limit per pod',
    ]);
  });

  test('to count by a header or a path takes one, in a compound too', () => {
    expect(errors('rate-limiting-advanced', { limit: [1], window_size: [60], identifier: 'header' }, EE_3_9)).toEqual([
      'rate-limiting-advanced counts by header without config.header_name; expected one; set it',
    ]);
    expect(errors('rate-limiting-advanced', { limit: [1], window_size: [60], compound_identifier: ['ip', 'path'] }, EE_3_9)).toEqual([
      'rate-limiting-advanced counts by path without config.path; expected one; set it',
    ]);
  });

  test('the redis fields follow the version', () => {
    expect(errors('rate-limiting-advanced', { limit: [1], window_size: [60], ...redis, redis: { host: 'a', timeout: 5 } }, EE_3_9)).toEqual([
      'rate-limiting-advanced config.redis.timeout is the form of kong up to 3.7; this gateway is enterprise 3.9; write connect_timeout, send_timeout and read_timeout',
    ]);
  });
});

describe('response-ratelimiting', () => {
  test('needs limits, each with a period in order', () => {
    expect(errors('response-ratelimiting', {})).toEqual([
      'response-ratelimiting has no config.limits; expected one or more named limits; set for instance limits.video.minute',
    ]);
    expect(errors('response-ratelimiting', { limits: { video: {} } })).toEqual([
      'response-ratelimiting config.limits.video sets no period; expected one or more of second, minute, hour, day, month, year; set for instance minute',
    ]);
    expect(errors('response-ratelimiting', { limits: { video: { minute: 5, hour: 1 } } })).toEqual([
      'response-ratelimiting config.limits.video.hour is 1, less than the 5 of minute; expected a longer period to allow as much or more; raise hour or lower minute',
    ]);
    expect(errors('response-ratelimiting', { limits: { video: { minute: 0 } } })).toEqual([
      'response-ratelimiting config.limits.video.minute is 0; expected more than 0; raise it or leave it out',
    ]);
  });

  test('cluster and redis are as with rate-limiting', () => {
    expect(errors('response-ratelimiting', { limits: { a: { minute: 5 } }, policy: 'cluster' })).toHaveLength(1);
    expect(errors('response-ratelimiting', { limits: { a: { minute: 5 } }, policy: 'redis' })).toEqual([
      'response-ratelimiting config.policy is redis without a host; expected config.redis.host; set it',
    ]);
  });
});

test('brute force protection of basic-auth needs a redis with a host, and no cluster', () => {
  expect(errors('basic-auth', { brute_force_protection: { strategy: 'redis' } }, EE_3_14)).toEqual([
    'basic-auth config.brute_force_protection.strategy is redis without a host; expected config.brute_force_protection.redis.host; set it',
  ]);
  expect(errors('basic-auth', { brute_force_protection: { strategy: 'cluster' } }, EE_3_14)).toEqual([
    'basic-auth config.brute_force_protection.strategy is cluster; this gateway has no database to count in; use redis, or local for a limit per pod',
  ]);
});
