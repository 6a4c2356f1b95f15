import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { configOf, GATEWAY, guard, platform, PROPS } from './support';
import {
  AbuseGuard, AbuseGuardImage, AbuseGuardMonitoring, AdminEndpoint, Authentication, Backend, Cidr, EffectiveGateway, Expect, GatewaySettings, IpAccess,
  KongGateway, KongPlugin, PublicAccess, SecuredApi, Tls,
} from '../../../src';
import { readConfig } from '../../../src/runtime/abuse-guard/read-config';
import { find, ofKind, synth } from '../../support/app';

const OFFICE = Cidr.of('198.51.100.0/24');
const backend = Backend.service('shop', 80);

/** A chart of a team at the same gateway. */
function team(chart: Chart, namespace: string = 'shop'): Chart {
  return new Chart(chart.node.root as Construct, namespace, { namespace });
}

function openApi(chart: Chart, ipAccess?: IpAccess): SecuredApi {
  const api = new SecuredApi(chart, 'open', { host: 'shop.example.com', tls: Tls.fromSecret('tls'), authentication: PublicAccess.because('a catalogue for everybody'), ipAccess });
  api.addRoute('/', { backend });
  return api;
}

function admin(chart: Chart, id: string = 'admin'): AdminEndpoint {
  return new AdminEndpoint(chart, id, {
    host: `${id}.example.com`, allow: [OFFICE], authentication: Authentication.apiKey(), tls: Tls.fromSecret('tls'), backend,
  });
}

const admins = (chart: Chart) => configOf(chart.toJson()).targets.slice(1);
const roleOf = (objects: any[], namespace: string) => ofKind(objects, 'Role').find(role => role.metadata.namespace === namespace && role.metadata.name === 'abuse-guard-plugins');

test('what is emitted is sound, and is what the program takes', () => {
  const chart = platform();
  guard(chart);

  const settings = readConfig(configOf(synth(chart)));
  expect(settings.targets).toEqual([{ kind: 'KongClusterPlugin', name: 'abuse-guard-ip-restriction' }]);
  expect(settings.infrastructure).toEqual(['10.20.0.0/24']);
});

test('nothing that the guard writes is stated: no deny list, no lease, no state', () => {
  const chart = platform();
  guard(chart);
  admin(team(chart));
  const objects = [...synth(chart), ...(chart.node.root.node.findChild('shop') as Chart).toJson()];

  const lists = objects.filter(({ plugin }) => plugin === 'ip-restriction').map(({ config }) => config);
  expect(lists).toHaveLength(2);
  expect(lists.filter(config => 'deny' in config)).toEqual([]);
  expect(Object.keys(find(objects, 'Lease', 'abuse-guard-leader')).sort()).toEqual(['apiVersion', 'kind', 'metadata']);
  expect(Object.keys(find(objects, 'ConfigMap', 'abuse-guard-state')).sort()).toEqual(['apiVersion', 'kind', 'metadata']);
});

test('no client can make a batch of entries too large for the program', () => {
  const chart = platform();
  guard(chart);
  const { max_batch_size: entries } = find(synth(chart), 'KongClusterPlugin', 'abuse-guard-http-log').config.queue;
  // As much as Kong takes by default: a line of 8 KB, which is in an entry four times, and headers of 24 KB that JSON writes at greatest length.
  const path = '/'.repeat(8192).replaceAll('/', '\\/');
  const entry = JSON.stringify({ headers: '\u0001'.repeat(3 * 8192) }).length + 4 * path.length;
  expect(entry).toBeGreaterThan(200_000);
  expect(entries * (entry + 16_384)).toBeLessThan(readConfig(configOf(synth(chart))).limits.bodyBytes);
});

test('the global list lets everybody pass before the first run', () => {
  const chart = platform();
  guard(chart);

  expect(find(synth(chart), 'KongClusterPlugin', 'abuse-guard-ip-restriction').config.allow).toEqual(['0.0.0.0/0', '::/0']);
});

describe.each([
  ['made before the guard', false],
  ['made after it', true],
])('plugins %s', (_title, first) => {
  function both(make: (chart: Chart) => unknown): Chart {
    const chart = platform();
    first && guard(chart);
    make(team(chart));
    !first && guard(chart);
    return chart;
  }

  test('of an AdminEndpoint are among the targets', () => {
    expect(admins(both(shop => admin(shop)))).toEqual([{ kind: 'KongPlugin', namespace: 'shop', name: 'admin-ip-restriction' }]);
  });

  test('of IpAccess are among the targets', () => {
    expect(admins(both(shop => openApi(shop, IpAccess.allow(OFFICE))))).toEqual([{ kind: 'KongPlugin', namespace: 'shop', name: 'open-ip-restriction' }]);
  });

  test('of KongPlugin are among the targets', () => {
    const chart = both(shop => {
      const plugin = new KongPlugin(shop, 'own', { plugin: 'ip-restriction', config: { allow: ['198.51.100.0/24'] } });
      openApi(shop).addRoute('/own', { backend, plugins: [plugin] });
    });
    expect(admins(chart)).toEqual([{ kind: 'KongPlugin', namespace: 'shop', name: 'own-ip-restriction' }]);
  });

  test('may be patched by name, in their namespace', () => {
    const objects = both(shop => { admin(shop); admin(shop, 'second'); }).toJson();
    expect(roleOf(objects, 'shop').rules).toEqual([{
      apiGroups: ['configuration.konghq.com'], resources: ['kongplugins'], resourceNames: ['admin-ip-restriction', 'second-ip-restriction'], verbs: ['get', 'patch'],
    }]);
  });
});

test('the targets are in one order, whoever comes first', () => {
  const [one, other] = [['shop', 'desk'], ['desk', 'shop']].map(order => {
    const chart = platform();
    guard(chart);
    order.forEach(namespace => admin(team(chart, namespace), namespace));
    return chart.toJson();
  });
  expect(one).toEqual(other);
});

test('an ip-restriction of another gateway is none of its targets', () => {
  const chart = platform();
  guard(chart);
  const other = team(chart, 'edge');
  new KongGateway(other, 'gateway', { ingressClassName: 'edge', behindLoadBalancer: false });
  new GatewaySettings(other, 'settings');
  admin(other);

  expect(admins(chart)).toEqual([]);
});

test('a plugin of another app is a target as well', () => {
  const chart = platform();
  guard(chart, { furtherPlugins: [KongPlugin.fromName(chart, 'theirs', { name: 'office', namespace: 'desk', plugin: 'ip-restriction' })] });

  const objects = chart.toJson();
  expect(admins(chart)).toEqual([{ kind: 'KongPlugin', namespace: 'desk', name: 'office' }]);
  expect(roleOf(objects, 'desk').rules[0].resourceNames).toEqual(['office']);
});

test('no role allows anything that is not named, and none allows to create, list or delete', () => {
  const chart = platform();
  guard(chart);
  admin(team(chart));
  const rules = chart.toJson().filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole').flatMap((role: any) => role.rules);

  expect(rules.map(({ resources, verbs }) => `${resources}: ${verbs}`).sort()).toEqual(['configmaps: get,patch', 'kongclusterplugins: get,patch', 'kongplugins: get,patch', 'leases: get,update']);
  expect(rules.filter(({ resourceNames }) => !(resourceNames?.length > 0))).toEqual([]);
});

test('a changed configuration makes new pods', () => {
  const checksum = (allow: boolean) => {
    const chart = platform();
    guard(chart);
    allow && admin(team(chart));
    return find(chart.toJson(), 'Deployment', 'abuse-guard').spec.template.metadata.annotations['gatewarden/checksum'];
  };
  expect(checksum(true)).not.toBe(checksum(false));
});

test('the list and the log run on every route, and on none of another type twice', () => {
  const chart = platform();
  guard(chart);
  const shop = team(chart);
  openApi(shop);
  admin(shop);
  const view = EffectiveGateway.of(chart);

  Expect.gateway(view).toBeAccepted().toWarnOfNothing();
  expect(view.routes.length).toBeGreaterThan(1);
  for (const host of ['shop.example.com', 'admin.example.com']) {
    Expect.route(view, 'GET', host, '/').toRunWith('http-log', { http_endpoint: 'http://abuse-guard.kong.svc/logs' }).toRunWith('ip-restriction', {});
  }
});

test('an address that the guard denies is denied on every route', () => {
  const chart = platform();
  guard(chart);
  const shop = team(chart);
  openApi(shop);
  admin(shop);
  const objects = [...chart.toJson(), ...shop.toJson()];
  const { targets } = readConfig(configOf(objects));
  for (const { kind, name } of targets) {
    find(objects, kind, name).config.deny = ['203.0.113.7'];
  }
  const view = EffectiveGateway.fromManifests(objects, { alsoInCluster: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop', namespace: 'shop' }, spec: { ports: [{ port: 80 }] } }] });

  Expect.route(view, 'GET', 'shop.example.com', '/').toRunWith('ip-restriction', { deny: ['203.0.113.7'], allow: ['0.0.0.0/0', '::/0'] });
  Expect.route(view, 'GET', 'admin.example.com', '/').toRunWith('ip-restriction', { deny: ['203.0.113.7'], allow: ['198.51.100.0/24'] });
});

test('a log of an api goes to the guard, with the same secret in the namespace of the api', () => {
  const chart = platform();
  const made = guard(chart, { relayTo: 'http://log-collector.logs.svc:8080/logs' });
  const shop = team(chart);
  new SecuredApi(shop, 'api', {
    host: 'api.example.com', tls: Tls.fromSecret('tls'), authentication: Authentication.apiKey({ header: 'X-Partner-Key' }), accessLog: made.accessLog(),
  }).addRoute('/', { backend });
  const log = find(shop.toJson(), 'KongPlugin', 'api-http-log');

  expect(log.config.http_endpoint).toBe('http://abuse-guard.kong.svc/logs');
  expect(log.config.custom_fields_by_lua['request.headers.x-partner-key']).toBe('return nil');
  expect(log.configPatches).toEqual([{ path: '/headers/Authorization', valueFrom: { secretKeyRef: { name: 'abuse-guard', key: 'secret' } } }]);
});

test('headers that carry credentials are left out of the global log', () => {
  const chart = platform();
  guard(chart, { credentialHeaders: ['X-Partner-Key'] });

  expect(Object.keys(find(chart.toJson(), 'KongClusterPlugin', 'abuse-guard-http-log').config.custom_fields_by_lua)).toEqual(expect.arrayContaining(['request.headers.cookie', 'request.headers.x-partner-key']));
});

test('fails for a log of an api where the guard relays nowhere', () => {
  expect(() => guard(platform()).accessLog()).toThrow('the abuse guard relays nowhere: expected a collector for the log of an api; give relayTo to the guard');
});

test('fails at an imported gateway', () => {
  const chart = platform();
  const other = team(chart);
  KongGateway.imported(other, 'gateway', GATEWAY);
  expect(() => new AbuseGuard(other, 'abuse-guard', PROPS)).toThrow('the gateway is imported, and guarded by the app that declares it');
});

test('fails for a second guard of a gateway', () => {
  const chart = platform();
  guard(chart);
  expect(() => new AbuseGuard(chart, 'second', PROPS)).toThrow('an abuse guard of this gateway exists already (platform/abuse-guard): expected one per gateway');
});

test('fails for an ip-restriction without a namespace, where it is made', () => {
  const chart = platform();
  guard(chart);
  const nowhere = new Chart(chart.node.root as Construct, 'nowhere');
  expect(() => new KongPlugin(nowhere, 'own', { plugin: 'ip-restriction', config: { allow: ['198.51.100.0/24'] } }))
    .toThrow("ip-restriction 'own-ip-restriction' has no namespace: expected one, since the abuse guard patches it there; give namespace to its chart [nowhere/own]");
});

test('says why nothing watches it', () => {
  const chart = platform();
  guard(chart, { monitoring: AbuseGuardMonitoring.none('the platform team scrapes it by annotation'), image: AbuseGuardImage.of('example.com/guard:1') });
  const objects = synth(chart);

  expect(find(objects, 'Deployment', 'abuse-guard').metadata.annotations).toEqual({ 'gatewarden/without-monitoring': 'the platform team scrapes it by annotation' });
  expect(ofKind(objects, 'PodMonitor')).toEqual([]);
});
