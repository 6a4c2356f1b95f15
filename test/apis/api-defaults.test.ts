import { App, Chart } from 'cdk8s';
import { BACKEND, gatewayChart, JWT, pluginConfigs, REASON, securedApi, typesOn } from './support';
import { ApiDefaults, Authentication, BodyLimit, BodySize, BotProtection, CorrelationId, PublicAccess, RateTier, Without } from '../../src';
import { testChart } from '../support/app';

const limit = (kibibytes: number) => BodyLimit.of(BodySize.kibibytes(kibibytes));
const bodySize = (chart: Chart, api = securedApi(chart)) => pluginConfigs(chart, api.addRoute('/v1', { backend: BACKEND }))['request-size-limiting'].allowed_payload_size;

describe('provided', () => {
  test('the nearest scope that gives a policy wins, policy by policy', () => {
    const app = new App();
    const chart = new Chart(app, 'test', { namespace: 'shop' });
    ApiDefaults.provide(app, { bodyLimit: limit(1), correlationId: new CorrelationId() });
    ApiDefaults.provide(chart, { bodyLimit: limit(2) });
    const route = securedApi(chart).addRoute('/v1', { backend: BACKEND });
    expect(pluginConfigs(chart, route)).toMatchObject({ 'request-size-limiting': { allowed_payload_size: 2 }, 'correlation-id': {} });
  });

  test('what an API says wins over all scopes', () => {
    const chart = testChart();
    ApiDefaults.provide(chart, { bodyLimit: limit(1) });
    expect(bodySize(chart, securedApi(chart, { bodyLimit: limit(3) }))).toBe(3);
  });

  test('an API that says undefined, or null in JavaScript, has the default', () => {
    for (const nothing of [undefined, null as any]) {
      const chart = testChart();
      ApiDefaults.provide(chart, { bodyLimit: limit(1) });
      expect(bodySize(chart, securedApi(chart, { bodyLimit: nothing }))).toBe(1);
    }
  });

  test('the later of two at one scope wins', () => {
    const chart = testChart();
    ApiDefaults.provide(chart, { bodyLimit: limit(1) });
    ApiDefaults.provide(chart, { bodyLimit: limit(2) });
    expect(bodySize(chart)).toBe(2);
  });

  test('what is given is copied', () => {
    const chart = testChart();
    const policies = { bodyLimit: limit(1) };
    ApiDefaults.provide(chart, policies);
    policies.bodyLimit = limit(9);
    expect(bodySize(chart)).toBe(1);
  });

  test('a scope beside it has none', () => {
    const chart = testChart();
    ApiDefaults.provide(new Chart(chart.node.root as any, 'other'), { bodyLimit: limit(1) });
    expect(typesOn(securedApi(chart).addRoute('/v1', { backend: BACKEND }))).not.toContain('request-size-limiting');
  });

  test('a route may leave a default out', () => {
    const chart = testChart();
    ApiDefaults.provide(chart, { bodyLimit: limit(1) });
    expect(typesOn(securedApi(chart).addRoute('/v1', { backend: BACKEND, without: [Without.bodyLimit(REASON)] }))).not.toContain('request-size-limiting');
  });
});

describe.each(['provide', 'enforce'] as const)('%s', way => {
  test('fails after an API below was made', () => {
    const app = new App();
    const chart = new Chart(app, 'test', { namespace: 'shop' });
    const api = securedApi(chart);
    for (const scope of [app, chart, api]) {
      expect(() => ApiDefaults[way](scope, { bodyLimit: limit(1) })).toThrow(new Error(
        `api defaults are given after an api below was made without them: expected the defaults first; move them up [${scope.node.path || 'app'}]`));
    }
  });

  test('does not fail after an API beside it was made', () => {
    const chart = testChart();
    securedApi(chart);
    expect(() => ApiDefaults[way](new Chart(chart.node.root as any, 'other'), { bodyLimit: limit(1) })).not.toThrow();
  });

  test('fails with less than a scope above enforces', () => {
    const app = new App();
    const chart = new Chart(app, 'test', { namespace: 'shop' });
    ApiDefaults.enforce(app, { bodyLimit: limit(1), bots: BotProtection.denying('curl') });
    expect(() => ApiDefaults[way](chart, { bodyLimit: limit(2) })).toThrow(new Error(
      'bodyLimit is enforced by the organisation: a body limit may only fall, and 2 KiB is more than 1 KiB; leave bodyLimit out, or make it stricter [test]'));
    expect(() => ApiDefaults[way](chart, { bodyLimit: BodyLimit.of(BodySize.bytes(1)) })).not.toThrow();
  });
});

describe('enforced', () => {
  test('holds where nothing is said, and may be tightened by API and route', () => {
    const chart = gatewayChart();
    ApiDefaults.enforce(chart, { bodyLimit: limit(8), tier: new RateTier(chart, 'standard', { minute: 10 }) });
    const api = securedApi(chart, { bodyLimit: limit(4) });
    const [plain, tighter] = [api.addRoute('/a', { backend: BACKEND }), api.addRoute('/b', { backend: BACKEND, bodyLimit: limit(2) })];
    expect(pluginConfigs(chart, plain)).toMatchObject({ 'request-size-limiting': { allowed_payload_size: 4 }, 'rate-limiting': { minute: 10 } });
    expect(pluginConfigs(chart, tighter)['request-size-limiting'].allowed_payload_size).toBe(2);
  });

  test('a route may be looser than its API, and not than what is enforced', () => {
    const chart = testChart();
    ApiDefaults.enforce(chart, { bodyLimit: limit(8) });
    const api = securedApi(chart, { bodyLimit: limit(4) });
    expect(() => api.addRoute('/a', { backend: BACKEND, bodyLimit: limit(8) })).not.toThrow();
    expect(() => api.addRoute('/b', { backend: BACKEND, bodyLimit: limit(9) })).toThrow(new Error(
      'bodyLimit is enforced by the organisation: a body limit may only fall, and 9 KiB is more than 8 KiB; leave bodyLimit out, or make it stricter [test/api/b]'));
  });

  test('fails for an API that is looser', () => {
    const chart = testChart();
    ApiDefaults.enforce(chart, { bodyLimit: limit(1) });
    expect(() => securedApi(chart, { bodyLimit: limit(2) })).toThrow('[test/api]');
  });

  test('fails for a route that leaves it out', () => {
    const chart = testChart();
    ApiDefaults.enforce(chart, { bodyLimit: limit(1) });
    expect(() => securedApi(chart).addRoute('/v1', { backend: BACKEND, without: [Without.bodyLimit(REASON)] })).toThrow(new Error(
      'bodyLimit is enforced by the organisation: it may not be dropped; leave bodyLimit out, or make it stricter [test/api/v1]'));
  });

  test('authentication must be that very object, on API and route', () => {
    const chart = testChart();
    ApiDefaults.enforce(chart, { authentication: JWT });
    const text = 'authentication is enforced by the organisation: authentication may not change; leave authentication out, or give the very object that is enforced';
    expect(() => securedApi(chart, { authentication: Authentication.jwt() })).toThrow(new Error(`${text} [test/api]`));
    const api = securedApi(new Chart(chart, 'inner', { namespace: 'shop' }));
    expect(() => api.addRoute('/v1', { backend: BACKEND, authentication: PublicAccess.because('we forgot our tokens') })).toThrow(new Error(`${text} [test/inner/api/v1]`));
  });

  test('every scope that enforces counts, and every problem is told once', () => {
    const app = new App();
    const chart = new Chart(app, 'test', { namespace: 'shop' });
    ApiDefaults.enforce(app, { bodyLimit: limit(4), bots: BotProtection.denying('curl') });
    ApiDefaults.enforce(chart, { bodyLimit: limit(2) });
    expect(() => securedApi(chart, { bodyLimit: limit(3), bots: BotProtection.denying('wget') })).toThrow(new Error(
      "bots is enforced by the organisation: the deny list of bots may only grow, and 'curl' is gone; leave bots out, or make it stricter; "
      + 'bodyLimit is enforced by the organisation: a body limit may only fall, and 3 KiB is more than 2 KiB; leave bodyLimit out, or make it stricter [test/api]'));
  });
});
