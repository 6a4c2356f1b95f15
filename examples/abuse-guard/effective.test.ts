/* eslint-disable no-bitwise -- addresses are bytes */
import { App, Testing } from 'cdk8s';
import { EffectiveGateway, Expect } from 'gatewarden';
import { abuseGuard } from './main';
import { ClientAddresses } from '../../src/runtime/abuse-guard/client-addresses';
import { issued } from '../../test/support/promises/issued';

const EXISTING = ['catalogue', 'admin'].map(name => ({
  apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] },
}));

const objects = abuseGuard(new App()).charts.flatMap(chart => Testing.synth(chart));
/** What the controller would splice in. */
const SECRET = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'abuse-guard-log', namespace: 'kong' }, stringData: { authorization: '"Bearer 0123456789abcdef"' } };

function viewOf(all: any[]): EffectiveGateway {
  return EffectiveGateway.fromManifests(all, { alsoInCluster: [...EXISTING, ...issued(objects), SECRET] });
}

/** The objects after the guard has blocked an address. */
function blocking(...addresses: string[]): any[] {
  const { targets } = JSON.parse(objects.find(({ metadata }) => metadata.name === 'abuse-guard-config').data['config.json']);
  const isTarget = ({ kind, metadata }: any) =>
    targets.some((target: any) => target.kind === kind && target.namespace === metadata.namespace && target.name === metadata.name);
  return objects.map(object => isTarget(object) ? { ...object, config: { ...object.config, deny: addresses } } : object);
}

test('the gateway takes it all and warns of nothing', () => {
  Expect.gateway(viewOf(objects)).toBeAccepted().toWarnOfNothing();
});

test('every route is logged to the guard, and so is what has no route', () => {
  const view = viewOf(objects);
  for (const [host, path] of [['shop.example.com', '/products'], ['admin.example.com', '/']]) {
    Expect.route(view, 'GET', host, path).toRunWith('http-log', { http_endpoint: 'http://abuse-guard.kong.svc/logs', headers: { Authorization: 'Bearer 0123456789abcdef' } });
  }
  expect(view.plugins.filter(({ type }) => type === 'http-log')).toHaveLength(1);
});

test('before the guard has run, everybody may call the open api, and operators theirs', () => {
  const view = viewOf(objects);
  Expect.route(view, 'GET', 'shop.example.com', '/products').toRunWith('ip-restriction', { allow: ['0.0.0.0/0', '::/0'] });
  Expect.route(view, 'GET', 'admin.example.com', '/').toRunWith('ip-restriction', { allow: ['198.51.100.0/24'] });
});

test('the gateway takes as many addresses as can be blocked, in every form that the guard writes', () => {
  const addresses = new ClientAddresses({ never: [], infrastructure: [], privateRanges: false, blocks: { ipv6Prefix: 64 } });
  const clients = Array.from({ length: 1250 }, (_, i) => [`203.0.${i >> 8}.${i & 255}`, `2001:db8:7:${i.toString(16)}::1`, `64:ff9b::198.51.${i >> 8}.${i & 255}`, `2001:0:1:2::${i + 1}`])
    .flat().map(text => (addresses.verdict(text) as { client: string }).client);
  expect(new Set(clients).size).toBe(5000);
  Expect.gateway(viewOf(blocking(...clients))).toBeAccepted().toWarnOfNothing();
});

test('an address that the guard blocks is denied on every route', () => {
  const view = viewOf(blocking('203.0.113.7'));
  Expect.gateway(view).toBeAccepted();
  Expect.route(view, 'GET', 'shop.example.com', '/products').toRunWith('ip-restriction', { deny: ['203.0.113.7'] });
  Expect.route(view, 'GET', 'admin.example.com', '/').toRunWith('ip-restriction', { deny: ['203.0.113.7'], allow: ['198.51.100.0/24'] });
});
