import { consumer, globalPlugin, ingress, OPTIONS, plugin, service } from './support';
import { KongPluginEntity } from '../../src/effective/translate/kong-config';
import { translate } from '../../src/effective/translate/translate';
import { byExecution, Winners } from '../../src/effective/winners';

/** The order in which the instances of one type win: with each removed in turn, the next must win. */
const PLACES: Record<string, Partial<KongPluginEntity>> = {
  'consumer, route, service': { consumer: 'ann', route: 'r', service: 's' },
  'group, route, service': { consumer_group: 'gold', route: 'r', service: 's' },
  'consumer, route': { consumer: 'ann', route: 'r' },
  'consumer, service': { consumer: 'ann', service: 's' },
  'group, route': { consumer_group: 'gold', route: 'r' },
  'group, service': { consumer_group: 'gold', service: 's' },
  'route, service': { route: 'r', service: 's' },
  'consumer': { consumer: 'ann' },
  'group': { consumer_group: 'gold' },
  'route': { route: 'r' },
  'service': { service: 's' },
  'everywhere': {},
};

function winning(places: Partial<KongPluginEntity>[], caller = { consumer: 'ann', groups: ['gold'] }): Partial<KongPluginEntity> | undefined {
  const entities = places.map(place => ({ name: 'rate-limiting', enabled: true, protocols: [], ...place }));
  const source: any = { kind: 'KongPlugin', namespace: 'shop', name: 'p' };
  const translation: any = { plugins: entities.map(entity => ({ entity, source })), services: [] };
  const [winner] = new Winners(translation).on({ name: 'r' } as any, 's', caller);
  return winner && places[entities.indexOf(winner.entity as any)];
}

test('the most specific instance wins, as Kong ranks the places', () => {
  const places = Object.values(PLACES);
  for (let i = 0; i < places.length; i++) {
    expect(winning([...places.slice(i)].reverse())).toBe(places[i]);
  }
});

test('what is for another caller, route or service does not count', () => {
  expect(winning([{ consumer: 'bob' }, { consumer_group: 'tin' }, { route: 'x' }, { service: 'x' }, { route: 'r', service: 'x' }])).toBeUndefined();
  expect(winning([{ consumer: 'ann' }, { route: 'r' }], { consumer: undefined as any, groups: [] })).toEqual({ route: 'r' });
});

test('of several groups the first by name counts', () => {
  expect(winning([{ consumer_group: 'tin' }, { consumer_group: 'gold' }], { consumer: 'ann', groups: ['tin', 'gold'] })).toEqual({ consumer_group: 'gold' });
});

test('a disabled instance does not run, and does not hide another', () => {
  expect(winning([{ route: 'r', enabled: false } as any, { service: 's' }])).toEqual({ service: 's' });
});

test('the order of execution is the priority, then the name backwards; unknown types come last', () => {
  expect(['post-function', 'mine', 'rate-limiting', 'jwt', 'pre-function', 'acl', 'response-transformer', 'cors'].sort(byExecution))
    .toEqual(['pre-function', 'cors', 'jwt', 'acl', 'rate-limiting', 'response-transformer', 'post-function', 'mine']);
  expect(['a-of-mine', 'b-of-mine'].sort(byExecution)).toEqual(['b-of-mine', 'a-of-mine']);
});

test('a filter and a plugin of its type at one route are rivals', () => {
  const translation = translate([
    { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GatewayClass', metadata: { name: 'k' }, spec: { controllerName: 'konghq.com/kic-gateway-controller' } },
    { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'k', namespace: 'shop' }, spec: { gatewayClassName: 'k', listeners: [{ port: 80, protocol: 'HTTP' }] } },
    service('api'),
    plugin('mine', 'request-transformer', { add: { headers: ['a:b'] } }),
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'web', namespace: 'shop', annotations: { 'konghq.com/plugins': 'mine' } },
      spec: {
        parentRefs: [{ name: 'k' }],
        rules: [{ backendRefs: [{ name: 'api', port: 80 }], filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['X'] } }] }],
      },
    },
  ], OPTIONS);
  const { service: kong, routes } = translation.services[0];
  const [winner] = new Winners(translation).on(routes[0].route, kong.name, { groups: [] });
  expect([winner.source.kind, ...winner.rivals.map(({ source }) => source.kind)]).toEqual(['KongPlugin', 'HTTPRoute']);
});

test('a consumer limit wins over the route, the route over the global one', () => {
  const translation = translate([
    service('api'), plugin('route-limit', 'rate-limiting', { minute: 1 }), plugin('ann-limit', 'rate-limiting', { minute: 2 }),
    globalPlugin('all-limit', 'rate-limiting', { minute: 3 }), consumer('ann', { 'konghq.com/plugins': 'ann-limit' }),
    ingress('a', 'a.example.com', '/', { 'konghq.com/plugins': 'route-limit' }), ingress('b', 'b.example.com', '/'),
  ], OPTIONS);
  const winners = new Winners(translation);
  const minutes = translation.services[0].routes.map(({ route }) => [undefined, 'ann'].map(caller => winners.on(route, 'shop.api.80', { consumer: caller, groups: [] })[0].entity.config!.minute));
  expect(minutes).toEqual([[3, 2], [1, 2]]);
});
