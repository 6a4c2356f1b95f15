import { Duration } from 'cdk8s';
import { HostName, Hsts, IssuedTlsOptions, Issuer, Tls, TlsOptions } from '../../src';
import { synth, testChart } from '../support/app';

const hosts = [HostName.of('api.example.com')];

test('an issued certificate is made for the hosts', () => {
  const chart = testChart();
  const tls = Tls.issuedBy(Issuer.cluster('letsencrypt-prod'));

  expect(tls._bind(chart, hosts)).toBe('tls');
  expect(tls._protocols).toBe('https');
  expect(tls._issued).toBe(true);
  expect(tls.plainHttpReason).toBeUndefined();
  expect(String(tls.hsts)).toBe('max-age=63072000; includeSubDomains');
  expect(synth(chart)).toMatchObject([{ kind: 'Certificate', spec: { secretName: 'tls', dnsNames: ['api.example.com'], duration: '2160h0m0s', renewBefore: '720h0m0s' } }]);
});

test('all options of an issued certificate are used', () => {
  const chart = testChart();
  const hsts = Hsts.of({ maxAge: Duration.days(365) });
  const options: Required<IssuedTlsOptions> = { hsts, duration: Duration.days(30), renewBefore: Duration.days(5) };
  const tls = Tls.issuedBy(Issuer.inNamespace('internal'), options);
  tls._bind(chart, hosts);

  expect(tls.hsts).toBe(hsts);
  expect(synth(chart)).toMatchObject([{ spec: { duration: '720h0m0s', renewBefore: '120h0m0s' } }]);
});

test('an existing secret is named, and nothing made', () => {
  const chart = testChart();
  const hsts = Hsts.of({ includeSubdomains: false });
  const options: Required<TlsOptions> = { hsts };
  const tls = Tls.fromSecret('api-tls', options);

  expect(tls._bind(chart, hosts)).toBe('api-tls');
  expect(tls._issued).toBe(false);
  expect(tls._protocols).toBe('https');
  expect(tls.hsts).toBe(hsts);
  expect(chart.toJson()).toEqual([]);
});

test('tls that ends elsewhere leaves plain http, with a reason', () => {
  const hsts = Hsts.of({ includeSubdomains: false });
  const tls = Tls.terminatedElsewhere('the load balancer of the  platform\nterminates tls', { hsts });

  expect(tls._bind(testChart(), hosts)).toBeUndefined();
  expect(tls._protocols).toBe('http,https');
  expect(tls.plainHttpReason).toBe('the load balancer of the platform terminates tls');
  expect(tls.hsts).toBe(hsts);
  expect(String(Tls.terminatedElsewhere('the load balancer terminates tls').hsts)).toBe('max-age=63072000; includeSubDomains');
});

test('fails on a secret that can have no such name', () => {
  expect(() => Tls.fromSecret('API')).toThrow(new Error(
    "expected an object name of a-z, 0-9, '-' and '.', each part beginning and ending with a letter or digit, got 'API'; write it as 'my-object'"));
});

test('fails on a reason that says nothing', () => {
  expect(() => Tls.terminatedElsewhere('dev')).toThrow(new Error(
    "tls terminated elsewhere has the reason 'dev': expected a sentence that a reviewer understands; say why it is safe here"));
});
