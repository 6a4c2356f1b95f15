import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { consumer, globalPlugin, ingress, KONG_API, plugin, service } from './support';
import { ApiConsumer, ApiKeyCredential, Authentication, Backend, KongEdition, KongGateway, KongPlugin, KongVersion, RateTier, SecuredApi, Tls, Issuer } from '../../src';
import { EffectiveGateway } from '../../src/effective';

describe('of plain manifests', () => {
  const view = EffectiveGateway.fromManifests([
    service('api'),
    plugin('limit', 'rate-limiting', { minute: 5, policy: 'local' }),
    plugin('jwt', 'jwt', {}, { annotations: { 'konghq.com/tags': 'x' } }),
    globalPlugin('ids', 'correlation-id'),
    consumer('ann', { 'konghq.com/plugins': 'missing' }, { custom_id: 'a-1' }),
    ingress('api', 'api.example.com', '/v1', { 'konghq.com/plugins': 'limit,jwt', 'konghq.com/methods': 'GET', 'konghq.com/protocols': 'https', 'konghq.com/https-redirect-status-code': '308' }),
    ingress('other', 'api.example.com', '/', { 'konghq.com/protocols': 'http,https' }),
    { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GRPCRoute', metadata: { name: 'g', namespace: 'shop' } },
  ]);

  test('services, routes, consumers and warnings', () => {
    expect(view.services).toMatchObject([{ name: 'shop.api.80', host: 'api.shop.80.svc', port: 80, protocol: 'http', services: ['shop/api'], targets: [] }]);
    expect(view.routes.map(({ name, source, service: to, protocols }) => [name, source, to, protocols])).toEqual([
      ['shop.other.api.api.example.com.80', 'Ingress shop/other', 'shop.api.80', ['http', 'https']],
      ['shop.api.api.api.example.com.80', 'Ingress shop/api', 'shop.api.80', ['https']],
    ]);
    expect(view.consumers).toEqual([{ name: 'ann', customId: 'a-1', source: 'KongConsumer shop/ann', credentials: [], groups: [] }]);
    expect(view.warnings).toEqual(['KongConsumer shop/ann: referenced KongPlugin or KongClusterPlugin "missing" does not exist']);
    expect(view.unread).toEqual(['GRPCRoute shop/g']);
    expect([view.accepted, view.refusals, view.ambiguities]).toEqual([true, [], []]);
    expect(view.routesOf('Ingress shop/api')).toHaveLength(1);
    expect(view.plugins.map(({ type, target }) => `${type} ${target}`)).toEqual([
      'rate-limiting on route shop.api.api.api.example.com.80', 'jwt on route shop.api.api.api.example.com.80', 'correlation-id everywhere',
    ]);
  });

  test('the plugins of a route, in the order of execution', () => {
    expect(view.pluginsOf('shop.api.api.api.example.com.80')).toMatchObject([
      { type: 'correlation-id', object: 'KongClusterPlugin ids', target: 'everywhere', priority: 100001, rivals: [] },
      { type: 'jwt', object: 'KongPlugin shop/jwt', route: 'shop.api.api.api.example.com.80' },
      { type: 'rate-limiting', config: { minute: 5, policy: 'local' }, protocols: ['http', 'https'], enabled: true },
    ]);
  });

  test('fails for a route or consumer that is not there, and says what is', () => {
    expect(() => view.pluginsOf('shop.api')).toThrow(/there is no route 'shop.api'[^]*shop\.api\.api\.api\.example\.com\.80/);
    expect(() => view.pluginsOf('shop.api.api.api.example.com.80', 'bob')).toThrow("there is no consumer 'bob': expected one of ann");
  });

  test('which route takes a request', () => {
    expect(view.routeFor({ host: 'api.example.com', path: '/v1/x' })).toMatchObject({ route: { source: 'Ingress shop/api' }, path: '/v1/', ambiguous: [] });
    expect(view.routeFor({ host: 'api.example.com', path: '/v1/x', method: 'post' })).toMatchObject({ route: { source: 'Ingress shop/other' }, path: '/' });
    expect(view.routeFor({ host: 'api.example.com', path: '/v1/x', https: false }).reason).toBe('answered 308: the route is for https');
    expect(view.routeFor({ host: 'API.example.com' })).toEqual({
      ambiguous: [], reason: 'no route takes GET API.example.com/; kong compares hosts as they are written, and this one has capitals (api.example.com)',
    });
    expect(view.routeFor({ host: 'api.example.com', path: '/%ff' }).reason).toContain('no text');
  });

  test('the table', () => {
    expect(view.table()).toBe([
      'hosts            methods  paths       route                              service      plugins',
      'api.example.com  *        /           shop.other.api.api.example.com.80  shop.api.80  correlation-id (global)',
      'api.example.com  GET      /v1/ ~/v1$  shop.api.api.api.example.com.80    shop.api.80  correlation-id (global), jwt, rate-limiting',
    ].join('\n'));
    expect(EffectiveGateway.fromManifests([]).table()).toBe('(no routes)');
  });

  test('what is handed out is a copy', () => {
    view.toKongConfig().services.pop();
    view.pluginsOf('shop.api.api.api.example.com.80')[2].config.minute = 7;
    view.refusals.push('x');
    expect(view.pluginsOf('shop.api.api.api.example.com.80')[2].config.minute).toBe(5);
    expect([view.toKongConfig().services.length, view.accepted]).toEqual([1, true]);
  });
});

test('two routes of one host and path are said to be alike, and no winner is guessed', () => {
  const view = EffectiveGateway.fromManifests([service('api'), plugin('key', 'key-auth'), ingress('open', 'a.example.com', '/'), ingress('closed', 'a.example.com', '/', { 'konghq.com/plugins': 'key' })]);
  const match = view.routeFor({ host: 'a.example.com', path: '/x' });
  expect([match.route, match.ambiguous.map(({ source }) => source)]).toEqual([undefined, ['Ingress shop/open', 'Ingress shop/closed']]);
  expect(match.reason).toContain('2 routes rank alike');
  expect(view.ambiguities).toEqual(['shop.open.api.a.example.com.80 and shop.closed.api.a.example.com.80 rank alike on a.example.com /']);
});

test('an expression that cannot be judged leaves the answer open', () => {
  const view = EffectiveGateway.fromManifests([service('api'), ingress('a', 'a.example.com', '/~/\\p{L}', {}, 'ImplementationSpecific'), ingress('b', 'a.example.com', '/')]);
  expect(view.routeFor({ host: 'a.example.com', path: '/x' })).toMatchObject({ ambiguous: [{ source: 'Ingress shop/b' }, { source: 'Ingress shop/a' }], reason: expect.stringContaining('cannot be judged') });
});

test('consumer groups count on Enterprise', () => {
  const objects = [
    service('api'), ingress('a', 'a.example.com', '/'), plugin('gold', 'rate-limiting-advanced', { limit: [5], window_size: [60], window_type: 'fixed', strategy: 'local', sync_rate: -1 }),
    { apiVersion: `${KONG_API}beta1`, kind: 'KongConsumerGroup', metadata: { name: 'gold', namespace: 'shop', annotations: { 'kubernetes.io/ingress.class': 'kong', 'konghq.com/plugins': 'gold' } } },
    consumer('ann', {}, { consumerGroups: ['gold', 'tin'] }),
  ];
  const enterprise = EffectiveGateway.fromManifests(objects, { edition: KongEdition.ENTERPRISE, version: KongVersion.V3_10 });
  expect(enterprise.consumers[0].groups).toEqual(['gold']);
  expect(enterprise.warnings).toEqual(['KongConsumer shop/ann: nonexistent consumer group: "tin"']);
  expect(enterprise.pluginsOf('shop.a.api.a.example.com.80', 'ann')).toMatchObject([{ type: 'rate-limiting-advanced', consumerGroup: 'gold', target: 'on consumer group gold' }]);
  expect(enterprise.pluginsOf('shop.a.api.a.example.com.80')).toEqual([]);
  expect(EffectiveGateway.fromManifests(objects).accepted).toBe(false);
});

describe('options', () => {
  test('another class, a default class, another namespace, objects besides', () => {
    const bare = ingress('a', 'a.example.com', '/');
    delete bare.spec.ingressClassName;
    delete bare.metadata.namespace;
    expect(EffectiveGateway.fromManifests([bare]).routes).toEqual([]);
    const view = EffectiveGateway.fromManifests([bare], { defaultClass: true, namespace: 'here', alsoInCluster: [{ ...service('api'), metadata: { name: 'api', namespace: 'here' } }] });
    expect(view.routes.map(({ source }) => source)).toEqual(['Ingress here/a']);
    expect(view.warnings).toEqual([]);
    expect(EffectiveGateway.fromManifests([ingress('a', 'a.example.com', '/')], { ingressClassName: 'internal' }).routes).toEqual([]);
  });

  test('Services and Secrets can be taken to exist', () => {
    const objects = [
      ingress('a', 'a.example.com', '/', { 'konghq.com/plugins': 'limit,from' }), consumer('ann', {}, { credentials: ['key'] }),
      { ...plugin('limit', 'rate-limiting', { minute: 5, policy: 'redis', redis: { host: 'r' } }), configPatches: [{ path: '/redis/password', valueFrom: { secretKeyRef: { name: 's', key: 'p' } } }] },
      { apiVersion: KONG_API, kind: 'KongPlugin', metadata: { name: 'from', namespace: 'shop' }, plugin: 'key-auth', configFrom: { secretKeyRef: { name: 's', key: 'c' } } },
    ];
    objects[0].spec.tls = [{ secretName: 'tls', hosts: ['a.example.com'] }];
    expect(EffectiveGateway.fromManifests(objects).warnings).toHaveLength(6);
    const view = EffectiveGateway.fromManifests(objects, { assumeExisting: true });
    expect([view.warnings, view.refusals]).toEqual([[], []]);
    expect(view.consumers[0].credentials).toEqual([{ secret: 'shop/key' }]);
    expect(view.certificates).toEqual([{ snis: ['a.example.com'], secrets: ['shop/tls'] }]);
    expect(view.services[0]).toMatchObject({ port: 80, services: ['shop/api'] });
    expect(view.pluginsOf(view.routes[0].name).find(({ type }) => type === 'rate-limiting')!.config.redis.password).toBe('<p of secret shop/s>');
  });
});

describe('of an app', () => {
  function shop(app: App, id: string = 'shop'): Chart {
    const chart = new Chart(app, id, { namespace: 'shop' });
    const tier = new RateTier(chart, 'plan', { minute: 10 });
    const api = new SecuredApi(chart, 'api', { host: 'api.example.com', tls: Tls.issuedBy(Issuer.cluster('le')), authentication: Authentication.apiKey(), tier });
    api.addRoute('/v1', { backend: Backend.service('api', 80) });
    new ApiConsumer(chart, 'ann', { credentials: [ApiKeyCredential.fromSecret('ann-key')], tier });
    return chart;
  }

  test('it reads the final objects of all charts, after patches', () => {
    const app = new App();
    const chart = shop(app);
    const view = EffectiveGateway.of(chart);
    expect([view.warnings, view.refusals, view.unread, view.ambiguities]).toEqual([[], [], [], []]);
    const [route] = view.routes;
    expect(view.pluginsOf(route.name).map(({ type }) => type)).toEqual(expect.arrayContaining(['key-auth', 'rate-limiting', 'post-function']));
    const made = chart.node.findAll().filter(node => ApiObject.isApiObject(node)).find(node => (node as ApiObject).kind === 'Ingress') as ApiObject;
    made.addJsonPatch(JsonPatch.remove('/metadata/annotations/konghq.com~1plugins'));
    expect(EffectiveGateway.of(app).pluginsOf(route.name)).toEqual([]);
  });

  test('plugins and globals of the platform are known, also where another app declares them', () => {
    const app = new App();
    const chart = new Chart(app, 'team', { namespace: 'shop' });
    const gateway = KongGateway.imported(chart, 'gateway', { globalPlugins: ['prometheus'] });
    const named = KongPlugin.fromName(chart, 'named', { name: 'platform-cors', plugin: 'cors' });
    for (const manifest of [service('api'), ingress('a', 'a.example.com', '/', { 'konghq.com/plugins': named.pluginName })]) {
      new ApiObject(chart, `raw-${manifest.kind}`, manifest);
    }
    const view = EffectiveGateway.of(chart);
    expect([view.warnings, view.refusals]).toEqual([[], []]);
    expect(view.pluginsOf(view.routes[0].name).map(({ type }) => type)).toEqual(['cors', 'prometheus']);
    expect(EffectiveGateway.of(gateway, { ingressClassName: 'other' }).routes).toEqual([]);
  });

  test('two clusters of one app do not meet', () => {
    const app = new App();
    for (const stage of ['staging', 'production']) {
      const chart = new Chart(app, stage, { namespace: 'shop' });
      new KongGateway(chart, 'gateway', { cluster: stage });
      for (const manifest of [service('api'), ingress(stage, `${stage}.example.com`, '/')]) {
        new ApiObject(chart, manifest.kind, manifest);
      }
    }
    expect(app.charts.map(chart => EffectiveGateway.of(chart).routes.map(({ source }) => source))).toEqual([['Ingress shop/staging'], ['Ingress shop/production']]);
  });

  test('a custom plugin of the app is taken', () => {
    const app = new App();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new KongPlugin(chart, 'mine', { plugin: 'my-plugin', config: { a: 1 }, custom: true, name: 'mine' });
    for (const manifest of [service('api'), ingress('a', 'a.example.com', '/', { 'konghq.com/plugins': 'mine' })]) {
      new ApiObject(chart, manifest.kind, manifest);
    }
    expect(EffectiveGateway.of(chart).refusals).toEqual([]);
    expect(EffectiveGateway.of(chart, { customPlugins: [] }).accepted).toBe(false);
  });
});
