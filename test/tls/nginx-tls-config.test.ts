import { Duration } from 'cdk8s';
import { Hsts, NginxTlsConfig, NginxTlsConfigProps, TlsProfile } from '../../src';
import { synth, testChart } from '../support/app';

function config(props?: NginxTlsConfigProps): any {
  const chart = testChart();
  new NginxTlsConfig(chart, 'nginx', props);
  return synth(chart)[0];
}

test('the config map is that of the helm chart, and says what it is not', () => {
  const chart = testChart();
  const made = new NginxTlsConfig(chart, 'nginx');

  expect(made.node.defaultChild).toBe(made.apiObject);
  expect(made.configMapName).toBe('ingress-nginx-controller');
  expect(synth(chart)).toEqual([{
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'ingress-nginx-controller',
      namespace: 'ingress-nginx',
      annotations: {
        'gatewarden/note': 'ingress-nginx is retired: maintenance ended in March 2026, and no security fix follows controller v1.15.1. Nothing here affects Kong.',
      },
    },
    data: {
      'ssl-protocols': 'TLSv1.2 TLSv1.3',
      'ssl-ciphers': TlsProfile.INTERMEDIATE.ciphers.join(':'),
      'ssl-session-tickets': 'false',
      'ssl-redirect': 'true',
      'force-ssl-redirect': 'true',
      'http-redirect-code': '308',
      'hsts': 'true',
      'hsts-max-age': '63072000',
      'hsts-include-subdomains': 'true',
      'hsts-preload': 'false',
      'server-tokens': 'false',
    },
  }]);
});

test('all props are used', () => {
  const props: Required<NginxTlsConfigProps> = {
    profile: TlsProfile.custom({ ciphers: ['ECDHE-ECDSA-AES128-GCM-SHA256'] }),
    hsts: Hsts.of({ maxAge: Duration.days(365), preload: true }),
    extra: { 'ssl-ecdh-curve': 'X25519:prime256v1', 'use-forwarded-headers': 'true', 'proxy-real-ip-cidr': '10.0.0.0/8' },
    name: 'edge-ingress-nginx-controller',
    namespace: 'edge',
  };
  const made = config(props);

  expect(made.metadata).toMatchObject({ name: 'edge-ingress-nginx-controller', namespace: 'edge' });
  expect(made.data).toMatchObject({
    'ssl-ciphers': 'ECDHE-ECDSA-AES128-GCM-SHA256', 'hsts-max-age': '31536000', 'hsts-preload': 'true', ...props.extra,
  });
});

test('tls 1.3 alone has no cipher list', () => {
  expect(config({ profile: TlsProfile.MODERN }).data).toMatchObject({ 'ssl-protocols': 'TLSv1.3' });
  expect(config({ profile: TlsProfile.MODERN }).data).not.toHaveProperty('ssl-ciphers');
});

test('fips is tls 1.2 with its ciphers', () => {
  expect(config({ profile: TlsProfile.FIPS }).data).toMatchObject({ 'ssl-protocols': 'TLSv1.2', 'ssl-ciphers': TlsProfile.FIPS.ciphers.join(':') });
});

test('the settings can be had for helm values, as a copy', () => {
  const made = new NginxTlsConfig(testChart(), 'nginx');
  (made.settings as any).hsts = 'false';

  expect(made.settings.hsts).toBe('true');
});

test.each([{ 'allow-snippet-annotations': 'false' }, { 'annotations-risk-level': 'High' }, { 'use-forwarded-headers': 'false' }])('%o is taken', (extra) => {
  expect(config({ extra: extra as any }).data).toMatchObject(extra);
});

const RAW = 'brings raw nginx configuration, which can undo every setting here: expected none; leave it out, or keep it where it is reviewed as code';
const EVERYBODY = "is true and everybody's word about the client's address is taken: any client could forge one; give 'proxy-real-ip-cidr' with the ranges of the load balancer";

test.each<[Record<string, any>, string]>([
  [{ 'ssl-prefer-server-ciphers': 'true' }, 'setting ssl-prefer-server-ciphers is no key of the config map: the controller always has it on; leave it out'],
  [{ 'server-snippet': 'ssl_protocols TLSv1;' }, `setting server-snippet ${RAW}`],
  [{ 'allow-snippet-annotations': 'true' }, `setting allow-snippet-annotations ${RAW}`],
  [{ 'annotations-risk-level': 'Critical' }, `setting annotations-risk-level ${RAW}`],
  [{ 'ssl-session-ticket-key': 's3cret' }, 'setting ssl-session-ticket-key is a secret, and session tickets are off: a config map is readable by many; leave it out'],
  [{ 'ssl-protocols': 'TLSv1' }, 'setting ssl-protocols is made from profile and hsts: expected it there; change those, or leave it out'],
  [{ 'hsts-max-age': '0' }, 'setting hsts-max-age is made from profile and hsts: expected it there; change those, or leave it out'],
  [{ ssl_protocols: 'TLSv1.3' }, "setting 'ssl_protocols' does not exist in ingress-nginx, which would ignore it: did you mean 'ssl-protocols'"],
  [{ 'ssl-dhparam': 'ns/dh' }, "setting 'ssl-dhparam' does not exist in ingress-nginx, which would ignore it: did you mean 'ssl-dh-param'"],
  [{ nonsense: 'x' }, "setting 'nonsense' does not exist in ingress-nginx, which would ignore it: expected a key of its config map reference; leave it out"],
  [{ 'ssl-session-timeout': '' }, 'setting ssl-session-timeout has the value "": expected a text on one line, also for numbers and switches; write for instance \'true\''],
  [{ 'ssl-session-timeout': 10 }, "setting ssl-session-timeout has the value 10: expected a text on one line, also for numbers and switches; write for instance 'true'"],
  [{ 'ssl-early-data': 'off' }, "setting ssl-early-data has the value 'off': expected 'true' or 'false'; correct it"],
  [{ 'use-forwarded-headers': 'true' }, `setting use-forwarded-headers ${EVERYBODY}`],
  [{ 'use-proxy-protocol': 'true', 'proxy-real-ip-cidr': '10.0.0.0/8, 0.0.0.0/0' }, `setting use-proxy-protocol ${EVERYBODY}`],
])('fails on the extra %o', (extra, message) => {
  expect(() => config({ extra })).toThrow(new Error(`${message} [test/nginx]`));
});

test('fails on a cipher list beside tls 1.3 alone', () => {
  expect(() => config({ profile: TlsProfile.MODERN, extra: { 'ssl-ciphers': 'ALL' } })).toThrow(
    'setting ssl-ciphers is made from profile and hsts: expected it there; change those, or leave it out [test/nginx]');
});

test.each([{ name: 'Nginx' }, { namespace: 'Nginx' }])('fails on %o', (props) => {
  expect(() => config(props as any)).toThrow(
    "expected an object name of a-z, 0-9, '-' and '.', each part beginning and ending with a letter or digit, got 'Nginx'; write it as 'my-object' [test/nginx]");
});
