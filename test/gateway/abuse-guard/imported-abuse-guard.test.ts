import { App, Chart } from 'cdk8s';
import { platform } from './support';
import {
  AbuseGuard, AccessLog, AdminEndpoint, Authentication, Backend, Cidr, IAbuseGuard, ImportedAbuseGuardProps, IpAccess, KongGateway, PublicAccess, SecretRef,
  SecuredApi, Tls,
} from '../../../src';
import { ingress, messages, plugin, plugins } from '../../rules/support';
import { find, synth } from '../../support/app';

const SECRET = SecretRef.of('abuse-guard-log', 'authorization');

/** An app of a team at a gateway that another app declares and guards. */
function team(props: Partial<ImportedAbuseGuardProps> = {}): { chart: Chart; guard: IAbuseGuard } {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  KongGateway.imported(chart, 'gateway', { behindLoadBalancer: false, globalPlugins: ['ip-restriction', 'http-log'] });
  return { chart, guard: AbuseGuard.imported(chart, 'abuse-guard', { logSecret: SECRET, ...props }) };
}

function api(chart: Chart, policies: { ipAccess?: IpAccess; accessLog?: AccessLog }): void {
  new SecuredApi(chart, 'api', { host: 'shop.example.com', tls: Tls.fromSecret('tls'), authentication: PublicAccess.because('a catalogue for everybody'), ...policies })
    .addRoute('/', { backend: Backend.service('shop', 80) });
}

test('it emits nothing', () => {
  expect(team().chart.toJson()).toEqual([]);
});

test('deny lists are left to it', () => {
  const { chart } = team({ maintains: ['shop/api-ip-restriction'] });
  api(chart, { ipAccess: IpAccess.deny(Cidr.of('128.0.0.0/1')) });

  expect(find(synth(chart), 'KongPlugin', 'api-ip-restriction').config).toEqual({ allow: ['0.0.0.0/1', '::/0'], status: 403, message: 'Forbidden' });
});

test('a log of an api goes to it over tls where it has that', () => {
  const { chart, guard } = team({ relays: true, tls: true });
  api(chart, { accessLog: guard.accessLog() });

  expect(find(synth(chart), 'KongPlugin', 'api-http-log').config.http_endpoint).toBe('https://abuse-guard.kong.svc/logs');
  expect(messages(chart, 'shadowed-abuse-log')).toEqual([]);
});

test('a log of an api goes to it, with its secret', () => {
  const { chart, guard } = team({ relays: true, name: 'watcher', namespace: 'guards' });
  api(chart, { accessLog: guard.accessLog() });
  const log = find(synth(chart), 'KongPlugin', 'api-http-log');

  expect(log.config.http_endpoint).toBe('http://watcher.guards.svc/logs');
  expect(log.configPatches[0].valueFrom.secretKeyRef).toEqual({ name: 'abuse-guard-log', key: 'authorization' });
});

test('fails for an ip-restriction that it was not told of, with what to write where', () => {
  const { chart } = team();
  new AdminEndpoint(chart, 'admin', {
    host: 'admin.example.com', allow: [Cidr.of('198.51.100.0/24')], authentication: Authentication.apiKey(), tls: Tls.fromSecret('tls'), backend: Backend.service('admin', 80),
  });

  expect(messages(chart, 'unguarded-ip-restriction')).toEqual(["ip-restriction 'admin-ip-restriction' on Ingress shop/admin-root shadows the deny list of the abuse guard, which does not maintain it: give it to furtherPlugins of the guard in the app that declares it, and 'shop/admin-ip-restriction' to maintains of AbuseGuard.imported"]);
});

test('fails for raw YAML, where nothing else of the library is', () => {
  const { chart } = team();
  plugin(chart, 'own', 'ip-restriction', { config: { allow: ['198.51.100.0/24'] } });
  ingress(chart, 'api', { annotations: { ...plugins('own'), 'gatewarden/public-access': 'a catalogue for everybody' } });

  expect(() => chart.toJson()).toThrow("ip-restriction 'own' on Ingress shop/api shadows the deny list of the abuse guard");
});

test('fails for a log that goes past it', () => {
  const { chart } = team();
  api(chart, { accessLog: AccessLog.http('http://log-collector:8080/logs') });

  expect(messages(chart, 'shadowed-abuse-log')).toEqual([expect.stringContaining('does not go to the abuse guard')]);
});

test('fails for a log where it relays nowhere', () => {
  expect(() => team().guard.accessLog()).toThrow('the abuse guard relays nowhere');
});

test('fails at a gateway that this app declares', () => {
  expect(() => AbuseGuard.imported(platform(), 'abuse-guard', { logSecret: SECRET })).toThrow('the gateway is declared in this app, and an abuse guard of another app is imported');
});

test.each([
  ['a plugin without namespace', { maintains: ['admin-ip-restriction'] }, "maintains has 'admin-ip-restriction': expected namespace and name"],
  ['a text for a list', { maintains: 'shop/admin' }, "maintains is 'shop/admin': expected a list"],
  ['no secret', { logSecret: undefined }, 'logSecret is missing'],
  ['a secret in clear', { logSecret: 'hunter2hunter2hunter2' }, 'logSecret is a text: expected a SecretRef'],
  ['a name that no Service has', { name: 'Guard' }, "got 'Guard'"],
])('fails for %s', (_what, props: any, text) => {
  expect(() => team(props)).toThrow(text);
});
