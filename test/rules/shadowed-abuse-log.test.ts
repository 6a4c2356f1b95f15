import { Chart, JsonPatch } from 'cdk8s';
import { consumer, found, ingress, messages, plugin, plugins, sibling } from './support';
import { AbuseGuard, AccessLog, Backend, PublicAccess, SecuredApi, Tls } from '../../src';
import { guard, platform } from '../gateway/abuse-guard/support';

const RULE = 'shadowed-abuse-log';
const ELSEWHERE = { config: { http_endpoint: 'http://log-collector:8080/logs' } };

function guarded(): { shop: Chart; made: AbuseGuard } {
  const chart = platform();
  const made = guard(chart, { relayTo: 'http://log-collector.logs.svc:8080/logs' });
  return { made, shop: sibling(chart, 'shop', 'shop') };
}

function api(chart: Chart, accessLog: AccessLog): void {
  new SecuredApi(chart, 'api', { host: 'shop.example.com', tls: Tls.fromSecret('tls'), authentication: PublicAccess.because('a catalogue for everybody'), accessLog })
    .addRoute('/', { backend: Backend.service('shop', 80) });
}

test('complies: a log that goes to the guard', () => {
  const { shop, made } = guarded();
  api(shop, made.accessLog({ userClaim: 'sub' }));

  expect(messages(shop, RULE)).toEqual([]);
});

test('complies: a log of another type, which shadows nothing', () => {
  const { shop } = guarded();
  api(shop, AccessLog.file());

  expect(messages(shop, RULE)).toEqual([]);
});

test('fails for AccessLog.http, with what to use instead', () => {
  const { shop } = guarded();
  api(shop, AccessLog.http('http://log-collector:8080/logs'));

  expect(found(shop, RULE)).toEqual([['shop/api/$http-log', "http-log 'api-http-log' on Ingress shop/api-root does not go to the abuse guard, and shadows the global log that does: the guard would not see these requests; use accessLog() of the guard, which relays every entry to its relayTo"]]);
});

test('fails for the log of a consumer', () => {
  const { shop } = guarded();
  plugin(shop, 'personal', 'http-log', ELSEWHERE);
  consumer(shop, 'alice', [], { metadata: { annotations: plugins('personal') } });

  expect(messages(shop, RULE)).toEqual([expect.stringContaining("http-log 'personal' on KongConsumer shop/alice does not go to the abuse guard")]);
});

test.each(['http://abuse-guard.shop.svc/logs', 'http://abuse-guard/logs', 'http://abuse-guard.kong.svc.example.com/logs'])('fails for a name that is not that of its Service: %s', http_endpoint => {
  const { shop } = guarded();
  plugin(shop, 'log', 'http-log', { config: { http_endpoint, headers: { 'X-A': 'b' } } });
  ingress(shop, 'api', { annotations: plugins('log') });

  expect(messages(shop, RULE)).toEqual([expect.stringContaining('does not go to the abuse guard')]);
});

test('complies with tls: the logs of the guard itself; fails for one in clear', () => {
  const chart = platform();
  const made = guard(chart, { relayTo: 'http://log-collector.logs.svc:8080/logs', tlsSecret: 'abuse-guard-tls' });
  const shop = sibling(chart, 'shop', 'shop');
  api(shop, made.accessLog());
  expect(messages(shop, RULE)).toEqual([]);

  plugin(shop, 'log', 'http-log', { config: { http_endpoint: 'http://abuse-guard.kong.svc/logs', headers: { 'X-A': 'b' } } });
  ingress(shop, 'other', { annotations: plugins('log') });
  expect(messages(shop, RULE)).toEqual([expect.stringContaining('does not go to the abuse guard')]);
});

test('fails for a log that goes to the guard without its secret', () => {
  const { shop } = guarded();
  plugin(shop, 'log', 'http-log', { config: { http_endpoint: 'http://abuse-guard.kong.svc.cluster.local:80/logs' } });
  ingress(shop, 'api', { annotations: plugins('log') });

  expect(messages(shop, RULE)).toEqual([expect.stringContaining('goes to the abuse guard without the secret that it asks for')]);
});

test.each([
  ['is not global', JsonPatch.remove('/metadata/labels')],
  ['is disabled', JsonPatch.add('/disabled', true)],
])('fails for a guard whose own log %s', (_what, patch) => {
  const chart = platform();
  guard(chart).log.apiObject.addJsonPatch(patch);

  expect(found(chart, RULE)).toEqual([['platform/abuse-guard/Config', expect.stringContaining('no global http-log tells the abuse guard of requests')]]);
});

test('fails for a guard whose own log goes elsewhere', () => {
  const chart = platform();
  guard(chart).log.apiObject.addJsonPatch(JsonPatch.replace('/config/http_endpoint', 'http://log-collector:8080/logs'));

  expect(messages(chart, RULE)).toEqual([expect.stringContaining('global http-log does not go to the abuse guard')]);
});

test('fails for a guard whose Service is not there under its name', () => {
  const chart = platform();
  guard(chart).service.addJsonPatch(JsonPatch.replace('/metadata/name', 'guard'));

  expect(messages(chart, RULE)).toEqual([expect.stringContaining('global http-log does not go to the abuse guard')]);
});
