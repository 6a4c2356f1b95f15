import { Duration } from 'cdk8s';
import { GlobalSecurityHeaders, GlobalSecurityHeadersProps, Hsts, KongGateway, SecurityHeaders } from '../../src';
import { responseHeaders } from '../../src/policies/security-headers';
import { synth, testChart } from '../support/app';

test('it is a global plugin that forces hsts and the default headers', () => {
  const chart = testChart();
  const made = new GlobalSecurityHeaders(chart, 'headers');

  expect(made.node.defaultChild).toBe(made.apiObject);
  expect([made.pluginName, made.pluginType]).toEqual(['headers-response-transformer', 'response-transformer']);
  expect(synth(chart)).toEqual([{
    apiVersion: 'configuration.konghq.com/v1',
    kind: 'KongClusterPlugin',
    metadata: {
      name: 'headers-response-transformer',
      annotations: { 'kubernetes.io/ingress.class': 'kong', 'argocd.argoproj.io/sync-wave': '-1' },
      labels: { global: 'true' },
    },
    plugin: 'response-transformer',
    config: responseHeaders(Hsts.of(), new SecurityHeaders())[0].config,
  }]);
  expect(synth(chart)[0].config.add.headers).toContain('Strict-Transport-Security:max-age=63072000; includeSubDomains');
});

test('all props are used', () => {
  const props: Required<GlobalSecurityHeadersProps> = {
    hsts: Hsts.of({ maxAge: Duration.days(365), includeSubdomains: false }),
    headers: new SecurityHeaders({ cacheControl: 'no-store', remove: [] }),
  };
  const chart = testChart();
  new GlobalSecurityHeaders(chart, 'headers', props);
  const [{ config }] = synth(chart);

  expect(config.add.headers).toEqual(expect.arrayContaining(['Strict-Transport-Security:max-age=31536000', 'Cache-Control:no-store']));
  expect(config.remove?.headers ?? []).not.toContain('Server');
});

test('it is of the class of its gateway', () => {
  const chart = testChart();
  new KongGateway(chart, 'gateway', { ingressClassName: 'internal' });
  new GlobalSecurityHeaders(chart, 'headers');

  expect(synth(chart)[0].metadata.annotations).toMatchObject({ 'kubernetes.io/ingress.class': 'internal' });
});

test('fails at an imported gateway that has a global response-transformer', () => {
  const chart = testChart();
  KongGateway.imported(chart, 'gateway', { globalPlugins: ['response-transformer'] });

  expect(() => new GlobalSecurityHeaders(chart, 'headers')).toThrow(
    'a global response-transformer exists at the imported gateway: expected one per type, of two the controller takes neither; remove this one [test/headers]');
});
