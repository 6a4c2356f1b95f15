import { consumer, ingress, plugin, service } from './support';
import { EffectiveGateway, Expect, RouteExpectation } from '../../src/effective';

const view = EffectiveGateway.fromManifests([
  service('api'), service('docs'),
  plugin('limit', 'rate-limiting', { minute: 5, policy: 'local' }), plugin('more', 'rate-limiting', { minute: 50, policy: 'local' }), plugin('jwt', 'jwt'),
  plugin('maybe', 'key-auth', { anonymous: 'guest' }), consumer('ann', { 'konghq.com/plugins': 'more' }),
  ingress('api', 'api.example.com', '/v1', { 'konghq.com/plugins': 'limit,jwt', 'konghq.com/methods': 'POST' }),
  ingress('versioned', 'api.example.com', '/v1', { 'konghq.com/headers.X-Version': '2' }),
  ingress('open', 'open.example.com', '/', { 'konghq.com/plugins': 'maybe' }),
  ingress('twin-a', 'twin.example.com', '/'), ingress('twin-b', 'twin.example.com', '/'),
]);
const post = Expect.route(view, 'POST', 'api.example.com', '/v1/customers');
const open = Expect.route(view, 'GET', 'open.example.com', '/');

test('what is so passes, one after the other', () => {
  post.toRun('jwt').toRunExactly('rate-limiting', 'jwt').toRunInOrder('jwt', 'rate-limiting').toRunWith('rate-limiting', { minute: 5 })
    .notToRun('cors').toRequireAuthentication().toReach('shop.api.80').toReach('shop/api').toReach('api').toBeTakenBy('Ingress shop/api');
  post.asConsumer('ann').toRunWith('rate-limiting', { minute: 50 });
  open.toBeOpen().toRunExactly('key-auth');
  Expect.route(view, 'GET', 'api.example.com', '/v1').toHaveNoRoute();
  Expect.route(view, 'GET', 'api.example.com', '/v1').withHeader('X-Version', '2').toBeTakenBy('Ingress shop/versioned').toRunExactly();
  Expect.route(view, 'GET', 'twin.example.com', '/').toBeAmbiguous();
  RouteExpectation.of(view, { host: 'open.example.com' }).toReach('api');
  Expect.gateway(view).toBeAccepted().toWarnOfNothing().toServeOnly(...['api', 'versioned', 'open', 'twin-a', 'twin-b'].map(name => `Ingress shop/${name}`));
});

test.each<[string, () => void, RegExp]>([
  ['a plugin that does not run', () => post.toRun('jwt', 'cors'), /^expected POST api\.example\.com\/v1\/customers to run cors, which it does not\n/],
  ['one too many', () => post.toRunExactly('jwt'), /to run exactly jwt: rate-limiting runs as well/],
  ['one too few', () => post.toRunExactly('jwt', 'rate-limiting', 'cors'), /cors does not run/],
  ['another order', () => post.toRunInOrder('rate-limiting', 'jwt'), /it runs jwt, then rate-limiting/],
  ['another configuration', () => post.toRunWith('rate-limiting', { minute: 6 }), /it has {"minute":5,"policy":"local"}/],
  ['no such plugin', () => post.toRunWith('cors', {}), /to run cors with {}: it does not run/],
  ['one that should not run', () => post.notToRun('jwt'), /not to run jwt, which it does/],
  ['no authentication', () => open.toRequireAuthentication(), /no plugin that runs does/],
  ['authentication', () => post.toBeOpen(), /to be open: it runs jwt/],
  ['another backend', () => post.toReach('docs'), /it reaches shop\/api \(shop\.api\.80\)/],
  ['another object', () => post.toBeTakenBy('Ingress shop/open'), /Ingress shop\/api takes it/],
  ['a route', () => post.toHaveNoRoute(), /to have no route: shop\.api\.api\.api\.example\.com\.80 takes it/],
  ['two routes', () => Expect.route(view, 'GET', 'twin.example.com', '/').toHaveNoRoute(), /shop\.twin-b\.\S+ or shop\.twin-a/],
  ['no doubt', () => post.toBeAmbiguous(), /to be ambiguous: taken by/],
  ['doubt', () => Expect.route(view, 'GET', 'twin.example.com', '/').toRun('jwt'), /to be taken by one route: 2 routes rank alike/],
  ['no route', () => Expect.route(view, 'GET', 'nowhere.example.com', '/').toRun('jwt'), /no route takes GET nowhere\.example\.com\/\nhosts/],
  ['a consumer', () => post.asConsumer('ann').toRunWith('rate-limiting', { minute: 5 }), /\/v1\/customers as ann to run/],
])('fails for %s, with the text', (_, run, text) => {
  expect(run).toThrow(text);
});

test('a failure shows the route, its plugins and the table of its host', () => {
  let text = '';
  try {
    post.toRun('cors');
  } catch (error) {
    text = (error as Error).message;
  }
  expect(text.split('\n').map(line => line.replace(/ +/g, ' '))).toEqual([
    'expected POST api.example.com/v1/customers to run cors, which it does not',
    'shop.api.api.api.example.com.80 of Ingress shop/api takes it by /v1/ and runs, in this order:',
    ' jwt on route shop.api.api.api.example.com.80, KongPlugin shop/jwt: {}',
    ' rate-limiting on route shop.api.api.api.example.com.80, KongPlugin shop/limit: {"minute":5,"policy":"local"}',
    'hosts methods paths route service plugins',
    'api.example.com * /v1/ ~/v1$ [X-Version: 2] shop.versioned.api.api.example.com.80 shop.api.80 (none)',
    'api.example.com POST /v1/ ~/v1$ shop.api.api.api.example.com.80 shop.api.80 jwt, rate-limiting',
  ]);
});

describe('the gateway as a whole', () => {
  const bad = EffectiveGateway.fromManifests([
    service('api'), plugin('limit', 'rate-limiting', { minute: 1 }), ingress('a', 'a.example.com', '/', { 'konghq.com/plugins': 'limit,limit,gone' }),
    { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GRPCRoute', metadata: { name: 'g', namespace: 'shop' } },
  ]);

  test.each<[string, () => void, RegExp]>([
    ['a refusal', () => Expect.gateway(bad).toBeAccepted(), /which it refuses as a whole:\n {2}plugin rate-limiting is there 2 times/],
    ['another refusal', () => Expect.gateway(bad).toBeRefusedFor('jwt'), /to refuse the configuration for 'jwt':\n {2}plugin rate-limiting[^]*\(no more\)/],
    ['a warning', () => Expect.gateway(bad).toWarnOfNothing(), /Ingress shop\/a: referenced[^]*GRPCRoute shop\/g is not read by this view/],
    ['no such warning', () => Expect.gateway(bad).toWarnOf('grant'), /to warn of 'grant'/],
    ['routes that nobody named', () => Expect.gateway(bad).toServeOnly('Ingress shop/b'), /Ingress shop\/b has no route\n {2}Ingress shop\/a has a route as well/],
    ['routes that rank alike', () => Expect.gateway(view).toDecideEveryRoute(), /rank alike on twin\.example\.com \//],
  ])('fails for %s', (_, run, text) => {
    expect(run).toThrow(text);
  });

  test('what is expected of a bad one passes', () => {
    Expect.gateway(bad).toBeRefusedFor('2 times').toWarnOf('"gone" does not exist').toDecideEveryRoute();
  });
});
