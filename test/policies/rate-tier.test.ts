import { App, Chart } from 'cdk8s';
import { attached, BACKEND, configOf, enterprise, OSS, pluginsOf, render, scene } from './render';
import {
  ApiConsumer, ApiKeyCredential, Authentication, KongGateway, KongGatewayProps, KongVersion, LimitBy, OnCounterFailure, PublicAccess, RateTier, RateTierProps,
  Redis, SecretRef, SecuredApi, Tls,
} from '../../src';
import { find, ofKind, synth, testChart } from '../support/app';

const REDIS = Redis.at('redis', { password: SecretRef.of('redis-auth', 'password') });

/** The limiter of an api with a tier. */
function limiter(props: RateTierProps, gateway: KongGatewayProps = OSS, publicly: boolean = false): any {
  const { chart, api } = withTier(props, gateway);
  api.addRoute('/', { backend: BACKEND, ...publicly && { authentication: PublicAccess.because('the status page is for everybody') } });
  return pluginsOf(synth(chart), 'rate-limiting')[0];
}

function withTier(props: RateTierProps, gateway: KongGatewayProps = OSS): { chart: Chart; api: SecuredApi; tier: RateTier } {
  const chart = testChart();
  new KongGateway(chart, 'gateway', gateway);
  const tier = new RateTier(chart, 'standard', props);
  const api = new SecuredApi(chart, 'api', { host: 'api.example.com', tls: Tls.fromSecret('api-tls'), authentication: Authentication.apiKey(), tier });
  return { chart, api, tier };
}

/** The objects of a consumer with a tier, whatever routes there are. */
function consumer(props: RateTierProps, gateway: KongGatewayProps = OSS): any[] {
  const { chart, api, tier } = withTier(props, gateway);
  api.addRoute('/', { backend: BACKEND });
  new ApiConsumer(chart, 'acme', { credentials: [ApiKeyCredential.fromSecret('acme-key')], tier });
  return synth(chart);
}

test('limits are counted by consumer in each pod, and explicit where Kong has defaults', () => {
  expect(limiter({ minute: 100 })).toMatchObject({
    metadata: { name: 'standard-rate-limiting', namespace: 'shop' },
    config: {
      minute: 100, limit_by: 'consumer', policy: 'local', fault_tolerant: false, hide_client_headers: false,
      error_code: 429, error_message: 'API rate limit exceeded',
    },
  });
});

test('all properties', () => {
  const { chart, api, tier: included } = withTier({ second: 1 }, { ...enterprise(KongVersion.V3_9), redis: REDIS });
  const props: Required<RateTierProps> = {
    second: 1, minute: 2, hour: 3, day: 4, month: 5, year: 6, limitBy: LimitBy.CREDENTIAL, onCounterFailure: OnCounterFailure.ALLOW,
    hideClientHeaders: true, name: 'gold', openToAll: false, includes: [included], consumerGroup: true,
  };
  const tier = new RateTier(chart, 'premium', props);
  api.addRoute('/premium', { backend: BACKEND, tier });
  api.addRoute('/', { backend: BACKEND });
  new ApiConsumer(chart, 'acme', { credentials: [ApiKeyCredential.fromSecret('acme-key')], tier });
  const objects = synth(chart);
  expect(find(objects, 'KongPlugin', 'premium-rate-limiting').config).toMatchObject({
    second: 1, minute: 2, hour: 3, day: 4, month: 5, year: 6, limit_by: 'credential', policy: 'redis', fault_tolerant: true, hide_client_headers: true,
  });
  expect(find(objects, 'KongPlugin', 'premium-acl').config.allow).toEqual(['gold']);
  expect(find(objects, 'KongConsumer', 'acme')).toMatchObject({ consumerGroups: ['premium'], credentials: ['acme-key', 'premium-group', 'standard-group'] });
});

test('requests pass uncounted only where that is chosen', () => {
  const passes = (onCounterFailure: OnCounterFailure) => limiter({ minute: 1, onCounterFailure }).config.fault_tolerant;
  expect([OnCounterFailure.ALLOW, OnCounterFailure.REFUSE].map(passes)).toEqual([true, false]);
});

test('a hundred routes have one limiter', () => {
  const { chart, api } = withTier({ minute: 100 });
  for (let i = 0; i < 100; i++) {
    api.addRoute(`/v${i}`, { backend: BACKEND });
  }
  expect(pluginsOf(synth(chart), 'rate-limiting').map(plugin => plugin.metadata.name)).toEqual(['standard-rate-limiting']);
});

test('consumers have an object of their own, which is on no route', () => {
  const objects = consumer({ minute: 100 });
  expect(pluginsOf(objects, 'rate-limiting').map(plugin => plugin.metadata.name)).toEqual(['standard-consumer-rate-limiting', 'standard-rate-limiting']);
  expect(find(objects, 'KongConsumer', 'acme').metadata.annotations['konghq.com/plugins']).toBe('standard-consumer-rate-limiting');
  expect(attached(objects, 'api-root')).not.toContain('standard-consumer-rate-limiting');
});

test('a consumer is in the access group of its tier', () => {
  const objects = consumer({ minute: 100 });
  expect(find(objects, 'Secret', 'standard-group')).toMatchObject({
    metadata: { labels: { 'konghq.com/credential': 'acl' } }, stringData: { group: 'standard' },
  });
  expect(find(objects, 'KongConsumer', 'acme').credentials).toEqual(['acme-key', 'standard-group']);
});

test('two consumers share limiter and group', () => {
  const { chart, api, tier } = withTier({ minute: 100 });
  api.addRoute('/', { backend: BACKEND });
  ['a', 'b'].forEach(id => new ApiConsumer(chart, id, { credentials: [ApiKeyCredential.fromSecret(`${id}-key`)], tier }));
  const objects = synth(chart);
  expect([ofKind(objects, 'Secret').length, pluginsOf(objects, 'rate-limiting').length]).toEqual([1, 2]);
});

test.each([LimitBy.CONSUMER, LimitBy.CREDENTIAL])('a public route is limited by address instead of by %s', limitBy => {
  expect(limiter({ minute: 100, limitBy }, OSS, true)).toMatchObject({ metadata: { name: 'standard-anonymous-rate-limiting' }, config: { limit_by: 'ip' } });
});

test.each([LimitBy.SERVICE, LimitBy.IP])('what is counted by %s is counted so on a public route as well, by the same object', limitBy => {
  expect(limiter({ minute: 100, limitBy }, OSS, true)).toMatchObject({ metadata: { name: 'standard-rate-limiting' }, config: { limit_by: limitBy } });
});

test('the tier of the api admits everybody', () => {
  const { chart, api } = withTier({ minute: 100 });
  api.addRoute('/', { backend: BACKEND });
  expect(pluginsOf(synth(chart), 'acl')).toEqual([]);
});

test('a tier given to a route admits its consumers alone', () => {
  const { chart, api } = withTier({ minute: 100 });
  api.addRoute('/premium', { backend: BACKEND, tier: new RateTier(chart, 'premium', { minute: 1000 }) });
  const objects = synth(chart);
  expect(configOf(objects, 'acl')).toEqual({ allow: ['premium'], hide_groups_header: true });
  expect(attached(objects, 'api-premium')).toEqual(['api-pre-function', 'api-key-auth', 'premium-acl', 'premium-rate-limiting', 'api-response-transformer', 'api-post-function']);
});

test('a consumer of a tier that includes another one may call its routes', () => {
  const { chart, api, tier } = withTier({ minute: 100 });
  api.addRoute('/', { backend: BACKEND });
  const premium = new RateTier(chart, 'premium', { minute: 1000, includes: [tier] });
  new ApiConsumer(chart, 'acme', { credentials: [ApiKeyCredential.fromSecret('acme-key')], tier: premium });
  expect(find(synth(chart), 'KongConsumer', 'acme').credentials).toEqual(['acme-key', 'premium-group', 'standard-group']);
});

describe('with redis', () => {
  test('settings are an object from 3.6 on, and the password comes from its Secret', () => {
    const plugin = limiter({ minute: 1 }, { ...enterprise(KongVersion.V3_6), redis: REDIS });
    expect(plugin.config).toMatchObject({ policy: 'redis', redis: { host: 'redis', port: 6379, database: 0, timeout: 2000, ssl: false } });
    expect(plugin.configPatches).toEqual([{ path: '/redis/password', valueFrom: { secretKeyRef: { name: 'redis-auth', key: 'password' } } }]);
  });

  test('settings are flat before 3.6', () => {
    const plugin = limiter({ minute: 1 }, { ...OSS, version: KongVersion.V3_5, redis: REDIS });
    expect(plugin.config).toMatchObject({ policy: 'redis', redis_host: 'redis', redis_port: 6379 });
    expect(plugin.config).not.toHaveProperty('redis');
    expect(plugin.configPatches[0].path).toBe('/redis_password');
  });
});

describe('across namespaces', () => {
  function twoCharts(): { a: any[]; b: any[] } {
    const app = new App();
    new KongGateway(app, 'gateway', OSS);
    const [a, b] = [new Chart(app, 'a', { namespace: 'shop' }), new Chart(app, 'b', { namespace: 'billing' })];
    const tier = new RateTier(a, 'standard', { minute: 100 });
    for (const chart of [b, a]) {
      const api = new SecuredApi(chart, 'api', { host: `${chart.node.id}.example.com`, tls: Tls.fromSecret('api-tls'), authentication: Authentication.jwt(), tier });
      api.addRoute('/', { backend: BACKEND });
    }
    return { a: synth(a), b: synth(b) };
  }

  test('a tier has an object in each namespace, all in the file of the tier', () => {
    const { a, b } = twoCharts();
    expect(pluginsOf(a, 'rate-limiting').map(plugin => [plugin.metadata.namespace, plugin.metadata.name]))
      .toEqual([['billing', 'standard-rate-limiting'], ['shop', 'standard-rate-limiting']]);
    expect(pluginsOf(b, 'rate-limiting')).toEqual([]);
  });

  test('the route in the other namespace refers to the object there', () => {
    expect(attached(twoCharts().b, 'api-root')).toContain('standard-rate-limiting');
  });
});

describe('with a consumer group', () => {
  test('the group carries the limit, and consumers none', () => {
    const objects = consumer({ minute: 100, consumerGroup: true }, enterprise(KongVersion.V3_9));
    expect(find(objects, 'KongConsumerGroup', 'standard').metadata.annotations)
      .toMatchObject({ 'konghq.com/plugins': 'standard-consumer-rate-limiting', 'kubernetes.io/ingress.class': 'kong' });
    expect(find(objects, 'KongConsumer', 'acme')).toMatchObject({ consumerGroups: ['standard'] });
    expect(find(objects, 'KongConsumer', 'acme').metadata.annotations).not.toHaveProperty('konghq.com/plugins');
  });

  test('fails at an open-source gateway', () => {
    expect(() => consumer({ minute: 100, consumerGroup: true }))
      .toThrow('consumer groups need kong enterprise 3.6; this gateway is oss 3.9; leave consumerGroup out, and each consumer carries the limit itself [test/standard]');
  });

  test('fails before 3.6', () => {
    expect(() => consumer({ minute: 100, consumerGroup: true }, enterprise(KongVersion.V3_5))).toThrow('this gateway is enterprise 3.5');
  });
});

test('fails without a period', () => {
  expect(() => new RateTier(testChart(), 'standard', {}))
    .toThrow('tier has no limit: expected requests for at least one period; write for instance { minute: 100 } [test/standard]');
});

test.each([0, -1, 1.5, NaN])('fails for %d requests', minute => {
  expect(() => new RateTier(testChart(), 'standard', { minute }))
    .toThrow(`tier has ${minute} requests a minute: expected an integer from 1; correct it or leave the period out [test/standard]`);
});

test('fails if a longer period has fewer requests', () => {
  expect(() => new RateTier(testChart(), 'standard', { hour: 50, second: 100 })).toThrow('tier has 50 requests a hour and 100 a second: '
    + 'expected the longer period to have at least as many; kong refuses it otherwise; raise the hour or lower the second [test/standard]');
});

test('periods may have the same number', () => {
  expect(limiter({ second: 10, minute: 10 }).config).toMatchObject({ second: 10, minute: 10 });
});

test('fails for a name that cannot name a group', () => {
  expect(() => new RateTier(testChart(), 'standard', { minute: 1, name: 'gold plan' }))
    .toThrow("tier name 'gold plan' cannot name a group: expected letters, digits, '.', '_' and '-'; give a name [test/standard]");
});

test.each([LimitBy.IP, LimitBy.SERVICE])('fails on a consumer if it counts by %s, which would count all tiers together', limitBy => {
  expect(() => consumer({ minute: 100, limitBy })).toThrow(`tier counts by ${limitBy} and is given to a consumer: kong would count all consumers with such a tier together, `
    + 'whatever their tier; count by LimitBy.CONSUMER or LimitBy.CREDENTIAL [test/');
});

test('fails on a public route that it is given to', () => {
  expect(() => render({ authentication: PublicAccess.because('the status page is for everybody'), route: { tier: new RateTier(testChart(), 'standard', { minute: 1 }) } }))
    .toThrow("route admits consumers of tier 'standard' and is public: expected callers who are known");
});

describe('the tightening of a tier', () => {
  const tier = (props: RateTierProps) => new RateTier(testChart(), 'tier', props);
  const base = tier({ minute: 100, hour: 1000 });

  test.each<[string, RateTierProps]>([
    ['equal', { minute: 100, hour: 1000 }], ['less', { minute: 10, hour: 1000 }], ['a period more', { second: 1, minute: 100, hour: 1000 }],
  ])('%s is no loosening', (_, props) => {
    expect(tier(props)._loosens(base)).toBeUndefined();
  });

  test('more requests are', () => {
    expect(tier({ minute: 101, hour: 1000 })._loosens(base)).toBe('a limit per period may only fall, and 101 a minute is more than 100');
  });

  test('a period less is', () => {
    expect(tier({ minute: 100 })._loosens(base)).toBe('a limit per period may only fall, and no limit a hour is more than 1000');
  });

  test('counting otherwise is', () => {
    expect(tier({ minute: 100, hour: 1000, limitBy: LimitBy.IP })._loosens(base)).toBe('the limit may not be counted otherwise, by ip and not by consumer');
  });

  test('letting requests pass uncounted is', () => {
    expect(tier({ minute: 100, hour: 1000, onCounterFailure: OnCounterFailure.ALLOW })._loosens(base)).toBe('requests may not begin to pass uncounted');
  });

  test('refusing uncounted requests is none', () => {
    expect(base._loosens(tier({ minute: 100, hour: 1000, onCounterFailure: OnCounterFailure.ALLOW }))).toBeUndefined();
  });
});

test('a policy rendered for a route does not depend on which route comes first', () => {
  const names = (paths: string[]) => {
    const { chart, api } = scene();
    const tier = new RateTier(chart, 'premium', { minute: 1 });
    paths.forEach(path => api.addRoute(path, { backend: BACKEND, tier }));
    return synth(chart);
  };
  expect(names(['/a', '/b'])).toEqual(names(['/b', '/a']));
});

test('fails on a consumer if it is open to all, and so no plan', () => {
  const chart = testChart();
  const open = new RateTier(chart, 'login', { minute: 5, openToAll: true });
  expect(() => new ApiConsumer(chart, 'app', { credentials: [ApiKeyCredential.fromSecret('app-key')], tier: open })).toThrow(
    'tier is open to all and is given to a consumer: it is a limit of routes and no plan; give the consumer a tier without openToAll [test/login]');
});

test('a consumer reaches what its tier includes by however many steps', () => {
  const chart = testChart();
  const bronze = new RateTier(chart, 'bronze', { minute: 1 });
  const silver = new RateTier(chart, 'silver', { minute: 2, includes: [bronze] });
  const gold = new RateTier(chart, 'gold', { minute: 3, includes: [silver, bronze] });
  new ApiConsumer(chart, 'app', { credentials: [ApiKeyCredential.fromSecret('app-key')], tier: gold });
  expect(find(synth(chart), 'KongConsumer', 'app').credentials).toEqual(['app-key', 'gold-group', 'silver-group', 'bronze-group']);
});
