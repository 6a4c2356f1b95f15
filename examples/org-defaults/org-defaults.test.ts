import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import {
  ApiDefaults, Authentication, Backend, BodyLimit, BodySize, Cidr, IpAccess, KongGateway, PublicAccess, RateTier, RoutePolicies, SecuredApi, Tls, Without,
} from 'gatewarden';
import { stringify } from 'yaml';
import { AcmeApi } from './acme-api';
import { ACME_AUTHENTICATION, ACME_TLS, acmePolicies, AcmeTiers } from './acme-defaults';
import { orgDefaults } from './main';
import { expectStrict } from '../../test/support/strict-schemas';

const backend = Backend.service('orders', 80);

/** The two ways in which a team gets the company's defaults. */
const WAYS: [string, (scope: Chart) => SecuredApi][] = [
  ['the company\'s class', scope => new AcmeApi(scope, 'api', { host: 'a.acme.example.com' })],
  ['the company\'s context', scope => {
    ApiDefaults.enforce(scope, acmePolicies(AcmeTiers.of(scope).standard));
    return new SecuredApi(scope, 'api', { host: 'a.acme.example.com', tls: ACME_TLS, authentication: ACME_AUTHENTICATION });
  }],
];

function team(): Chart {
  return new Chart(new App(), 'team', { namespace: 'team' });
}

test.each(['acme-plans', 'orders', 'stock', 'platform'])('the page %s is as it was', name => {
  const page = orgDefaults(new App()).charts.find(c => c.node.id === name)!;
  expect(Testing.synth(page).map(object => stringify(object)).join('---\n')).toMatchSnapshot();
});

test('every object passes the strict schemas', () => {
  expectStrict(orgDefaults(new App()).charts.flatMap(c => Testing.synth(c)));
});

describe.each(WAYS)('with %s', (_name, make) => {
  test('a route has authentication though the team says nothing of it', () => {
    const api = make(team());
    const route = api.addRoute('/v1', { backend });
    expect(route.plugins.map(plugin => plugin.pluginType)).toContain('jwt');
  });

  /** Per policy: what loosens it, and what the error says. */
  const loosening: [string, (scope: Construct) => RoutePolicies, string][] = [
    ['dropping authentication', () => ({ authentication: PublicAccess.because('we forgot about tokens') }), 'authentication may not change'],
    ['other authentication', () => ({ authentication: Authentication.apiKey() }), 'authentication may not change'],
    ['a higher limit', s => ({ tier: new RateTier(s, 'fast', { second: 50, minute: 300 }) }), 'a limit per period may only fall, and 50 a second is more than 10'],
    ['a period without limit', s => ({ tier: new RateTier(s, 'daily', { second: 5 }) }), 'a limit per period may only fall, and no limit a minute is more than 300'],
    ['a larger body', () => ({ bodyLimit: BodyLimit.of(BodySize.mebibytes(2)) }), 'a body limit may only fall, and 2 MiB is more than 1 MiB'],
  ];

  test.each(loosening)('fails for a route with %s', (_what, policies, text) => {
    const scope = team();
    const api = make(scope);
    expect(() => api.addRoute('/v1', { backend, ...policies(scope) })).toThrow(text);
  });

  test.each([Without.tier('it is only a test'), Without.bodyLimit('it is only a test'), Without.accessLog('it is only a test')])('fails for a route that leaves out %p', without => {
    const api = make(team());
    expect(() => api.addRoute('/v1', { backend, without: [without] })).toThrow(`${without.policy} is enforced by the organisation: it may not be dropped`);
  });

  test('a route may be stricter', () => {
    const scope = team();
    new KongGateway(scope, 'gateway', { behindLoadBalancer: false });
    const api = make(scope);
    const slow = new RateTier(scope, 'slow', { second: 1, minute: 10, openToAll: true });
    const route = api.addRoute('/v1', { backend, tier: slow, bodyLimit: BodyLimit.of(BodySize.kibibytes(1)), ipAccess: IpAccess.allow(Cidr.of('10.0.0.0/8')) });
    expect(route.plugins.map(plugin => plugin.pluginType)).toEqual(expect.arrayContaining(['jwt', 'rate-limiting', 'ip-restriction', 'request-size-limiting']));
  });
});

test('fails for an api whose allow list is wider than the company\'s', () => {
  const scope = team();
  ApiDefaults.enforce(scope, { ipAccess: IpAccess.allow(Cidr.of('10.0.0.0/8')) });
  const wide = () => new SecuredApi(scope, 'api', {
    host: 'a.acme.example.com', tls: Tls.fromSecret('tls'), authentication: ACME_AUTHENTICATION, ipAccess: IpAccess.allow(Cidr.of('10.1.0.0/16'), Cidr.of('192.168.0.0/16')),
  });
  expect(wide).toThrow('an allow list may only shrink, and 192.168.0.0/16 is new');
});
