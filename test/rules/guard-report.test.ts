import { clusterPlugin, ingress, plugin, shop } from './support';
import { AccessLog, Acknowledge, Authentication, Backend, GuardReport, KongGateway, PublicAccess, SecuredApi, Tls, Without } from '../../src';

test('an app that keeps the rules has an empty report', () => {
  expect(GuardReport.of(shop()).toText()).toBe('nothing found');
});

test('the report lists errors, what is accepted, and what accepts nothing', () => {
  const chart = shop();
  ingress(chart, 'api');
  plugin(chart, 'lost', 'cors');
  Acknowledge.finding(chart, { rule: 'unattached-plugin', reason: 'another app refers to it', until: '2999-12-31' });
  Acknowledge.finding(chart, { rule: 'plain-secret', reason: 'a key of the demo, worth nothing' });

  const report = GuardReport.of(chart);

  expect(report.errors).toMatchObject([{ rule: 'unauthenticated-route', path: 'test/api' }]);
  expect(report.acknowledged).toMatchObject([{ rule: 'unattached-plugin', path: 'test/lost', acknowledged: 'another app refers to it', until: '2999-12-31' }]);
  expect(report.unused).toMatchObject([{ rule: 'plain-secret', path: 'test', acknowledged: 'a key of the demo, worth nothing' }]);
  expect(report.toText()).toBe([
    'error         test/api: api.example.com/ has no authentication: nothing asks who calls; attach an authentication plugin, or say why anybody may call: PublicAccess.because(…), or the annotation gatewarden/public-access with the reason (rule unauthenticated-route)',
    'acknowledged  test/lost: KongPlugin lost is referred to by nothing in this app: it runs nowhere; give it to plugins of an api or a route, or remove it (rule unattached-plugin); because: another app refers to it; until 2999-12-31',
    'unused        test: the acknowledgement of plain-secret accepts nothing any more: remove it',
    'assumed, not declared: oss 3.9, controller 3.5, class kong, 1 replica, behind a load balancer',
  ].join('\n'));
});

test('the whole app is judged, from whatever scope', () => {
  const chart = shop();
  const lost = clusterPlugin(chart, 'lost', 'cors');

  expect(GuardReport.of(lost).toText()).toBe(GuardReport.of(chart.node.root).toText());
});

test('the report lists what routes do without, and why', () => {
  const chart = shop();
  const api = new SecuredApi(chart, 'api', { host: 'api.example.com', tls: Tls.fromSecret('tls'), authentication: Authentication.jwt(), accessLog: AccessLog.file() });
  api.addRoute('/healthz', {
    backend: Backend.service('api', 80),
    authentication: PublicAccess.because('the uptime service has no credentials'),
    without: [Without.accessLog('probes would be most of the log')],
  });

  expect(GuardReport.of(chart).toText()).toBe([
    'left out      test/api/healthz: public-access; because: the uptime service has no credentials',
    'left out      test/api/healthz: without-access-log; because: probes would be most of the log',
    'assumed, not declared: oss 3.9, controller 3.5, class kong, 1 replica, behind a load balancer',
  ].join('\n'));
});

test('the report says what is assumed of a gateway that nobody declares', () => {
  const chart = shop();
  ingress(chart, 'api');
  expect(GuardReport.of(chart).assumptions).toEqual(['oss 3.9, controller 3.5, class kong, 1 replica, behind a load balancer']);

  const declared = shop();
  new KongGateway(declared, 'gateway', { replicas: 2 });
  ingress(declared, 'api');
  expect(GuardReport.of(declared).assumptions).toEqual([]);

  const foreign = shop();
  ingress(foreign, 'api', { ingressClass: 'nginx' });
  expect(GuardReport.of(foreign).toText()).toBe('nothing found');
});
