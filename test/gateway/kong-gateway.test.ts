import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Cidr, GuardReport, KongClusterPlugin, KongEdition, KongGateway, KongGatewayProps, KongPlugin, RealIpHeader, Redis, TlsProfile, UntrustedLua } from '../../src';
import { synth, testChart } from '../support/app';

function plugin(scope: Construct, id = 'cors'): KongPlugin {
  return new KongPlugin(scope, id, { plugin: 'cors' });
}

test('without one, the gateway has the documented defaults', () => {
  const gateway = KongGateway.of(testChart());

  expect(String(gateway.version)).toBe('3.9');
  expect(gateway.edition).toBe(KongEdition.OSS);
  expect(String(gateway.controllerVersion)).toBe('3.5.0');
  expect(gateway.ingressClassName).toBe('kong');
  expect(gateway.namespace).toBe('kong');
  expect(gateway.podLabels).toEqual({ 'app.kubernetes.io/name': 'kong' });
  expect(gateway.controllerPodLabels).toEqual(gateway.podLabels);
  expect(gateway.replicas).toBe(1);
  expect(gateway.behindLoadBalancer).toBe(true);
  expect(gateway.trustedProxies).toEqual([]);
  expect(gateway.realIpHeader).toBe(RealIpHeader.X_FORWARDED_FOR);
  expect(gateway.redis).toBeUndefined();
  expect(gateway.tlsProfile).toBe(TlsProfile.INTERMEDIATE);
  expect(gateway.untrustedLua).toBe(UntrustedLua.SANDBOX);
  expect(gateway.luaModules).toEqual([]);
  expect(gateway.syncWaves).toBe(true);
  expect(gateway.cluster).toBe('');
  expect(gateway.isImported).toBe(false);
  expect(gateway.isEnterprise).toBe(false);
  expect(gateway.description).toBe('oss 3.9');
});

test('it emits nothing', () => {
  const chart = testChart();
  new KongGateway(chart, 'gateway');

  expect(chart.toJson()).toEqual([]);
});

test('it is found from any depth below its scope', () => {
  const chart = testChart();
  const gateway = new KongGateway(chart, 'gateway');
  const deep = new Construct(new Construct(chart, 'a'), 'b');

  expect([chart, deep, gateway].map(scope => KongGateway.of(scope))).toEqual([gateway, gateway, gateway]);
});

test('one at the app serves every chart, and a nearer one its own chart', () => {
  const app = new App();
  const wide = new KongGateway(app, 'gateway');
  const [usual, special] = [new Chart(app, 'usual'), new Chart(app, 'special')];
  const near = new KongGateway(special, 'gateway', { ingressClassName: 'internal' });

  expect(KongGateway.of(usual)).toBe(wide);
  expect(KongGateway.of(special)).toBe(near);
});

test('without one, a whole app shares the default, and the tree has no child that nobody made', () => {
  const app = new App();
  const [one, two] = [new Chart(app, 'one'), new Chart(app, 'two')];

  expect(KongGateway.of(one)).toBe(KongGateway.of(two));
  expect(KongGateway.of(new App())).not.toBe(KongGateway.of(app));
  expect(app.node.findAll()).toEqual([app, one, two]);
});

test('lists and labels are copies', () => {
  const labels = { app: 'kong' };
  const gateway = new KongGateway(testChart(), 'gateway', { podLabels: labels, trustedProxies: [Cidr.of('10.0.0.0/8')], luaModules: ['cjson.safe'] });
  gateway.trustedProxies.pop();
  gateway.luaModules.pop();
  (gateway.podLabels as any).other = 'x';

  expect(gateway.trustedProxies).toHaveLength(1);
  expect(gateway.luaModules).toHaveLength(1);
  expect(gateway.podLabels).toEqual({ app: 'kong' });
});

test('fails on two at one scope', () => {
  const chart = testChart();
  new KongGateway(chart, 'gateway');

  expect(() => new KongGateway(chart, 'other')).toThrow(new Error(
    'a gateway is declared at this scope already (test/gateway): expected one per scope; declare the second one at a chart of its own [test/other]'));
});

test('fails when it is declared after something was rendered for another', () => {
  const chart = testChart();
  plugin(chart);

  expect(() => new KongGateway(chart, 'gateway')).toThrow(new Error(
    'the gateway is declared after constructs that it serves were rendered for another one: expected the gateway first; move it up [test/gateway]'));
});

test('fails when a nearer one comes after something used the wider one', () => {
  const app = new App();
  new KongGateway(app, 'gateway');
  const chart = new Chart(app, 'test');
  plugin(new Construct(chart, 'deep'));

  expect(() => new KongGateway(chart, 'gateway')).toThrow('declared after constructs that it serves were rendered');
});

test('what another chart used does not keep a chart from having its own', () => {
  const app = new App();
  plugin(new Chart(app, 'one'));

  expect(() => new KongGateway(new Chart(app, 'two'), 'gateway', { ingressClassName: 'internal' })).not.toThrow();
});

test('what holds by default is needed and met, the rest is not met', () => {
  const needs = (props: KongGatewayProps) => new KongGateway(testChart(), 'gateway', props)._requirements.all().map(r => [r.setting, r.met]);

  expect(needs({})).toEqual([['KONG_SSL_CIPHER_SUITE', true]]);
  expect(needs({ tlsProfile: TlsProfile.MODERN })).toEqual([['KONG_SSL_CIPHER_SUITE', false]]);
  expect(needs({ untrustedLua: UntrustedLua.SANDBOX })).toContainEqual(['KONG_UNTRUSTED_LUA', true]);
  expect(needs({ untrustedLua: UntrustedLua.ON })).toContainEqual(['KONG_UNTRUSTED_LUA', false]);
  expect(needs({ redis: Redis.at('redis', { tls: true }) })).toContainEqual(['KONG_LUA_SSL_TRUSTED_CERTIFICATE', true]);
  expect(needs({ redis: Redis.at('redis', { tls: true, trustedCertificate: '/ca.crt' }) })).toContainEqual(['KONG_LUA_SSL_TRUSTED_CERTIFICATE', false]);
  expect(needs({ redis: Redis.at('redis', { tls: true, verifyTls: false }) })).not.toContainEqual(['KONG_LUA_SSL_TRUSTED_CERTIFICATE', true]);
  expect(needs({ trustedProxies: [Cidr.of('10.0.0.0/8')], realIpHeader: RealIpHeader.X_REAL_IP })).toEqual(expect.arrayContaining([
    ['KONG_TRUSTED_IPS', false], ['KONG_REAL_IP_HEADER', true], ['KONG_REAL_IP_RECURSIVE', false],
  ]));
});

test('something that a gateway has once can be claimed once', () => {
  const chart = testChart();
  const gateway = new KongGateway(chart, 'gateway');
  gateway._claim('a thing', chart);

  expect(() => gateway._claim('a thing', gateway)).toThrow(new Error(
    'a thing of this gateway exists already (test): expected one per gateway; add to that one [test/gateway]'));
  expect(() => gateway._claim('another thing', gateway)).not.toThrow();
});

describe('an imported gateway', () => {
  test('says what holds in the cluster', () => {
    const chart = testChart();
    const gateway = KongGateway.imported(chart, 'gateway', { namespace: 'edge', globalPlugins: ['prometheus', 'our-own-plugin'] });

    expect(KongGateway.of(chart)).toBe(gateway);
    expect(gateway.isImported).toBe(true);
    expect(gateway.namespace).toBe('edge');
  });

  test('needs no global plugins', () => {
    expect(KongGateway.imported(testChart(), 'gateway').isImported).toBe(true);
  });

  test('lets an app add a global plugin of another type', () => {
    const chart = testChart();
    KongGateway.imported(chart, 'gateway', { globalPlugins: ['prometheus'] });
    new KongClusterPlugin(chart, 'id', { plugin: 'correlation-id' });

    expect(synth(chart)).toHaveLength(1);
  });

  test('fails on a global plugin that it has already', () => {
    const chart = testChart();
    KongGateway.imported(chart, 'gateway', { globalPlugins: ['prometheus'] });

    expect(() => new KongClusterPlugin(chart, 'metrics', { plugin: 'prometheus' })).toThrow(
      'a global prometheus exists at the imported gateway: expected one per type, of two the controller takes neither; remove this one');
  });

  test.each([['promethues', 'prometheus'], ['Prometheus', 'prometheus'], ['ratelimiting', 'rate-limiting'], ['', 'prometheus']])(
    'fails on the global plugin %p', (type, meant) => {
      expect(() => KongGateway.imported(testChart(), 'gateway', { globalPlugins: [type] })).toThrow(new Error(
        `global plugin '${type}' is no plugin type: expected a type as kong names it; write '${meant}' [test/gateway]`));
    });
});

test('a gateway may be declared after the guards have looked', () => {
  const chart = testChart();
  GuardReport.of(chart);
  expect(() => new KongGateway(chart, 'gateway')).not.toThrow();
});
