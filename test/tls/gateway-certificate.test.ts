import { Duration } from 'cdk8s';
import { GatewayCertificate, GatewayCertificateProps, HostName, Issuer } from '../../src';
import { synth, testChart } from '../support/app';

const issuer = Issuer.cluster('letsencrypt-prod');
const hosts = (...names: string[]) => names.map(name => HostName.of(name));

function certificate(props: Partial<GatewayCertificateProps>): any {
  const chart = testChart();
  new GatewayCertificate(chart, 'tls', { hosts: hosts('api.example.com'), issuer, ...props });
  return synth(chart)[0];
}

test('host and issuer are enough', () => {
  const chart = testChart();
  const made = new GatewayCertificate(chart, 'tls', { hosts: hosts('api.example.com'), issuer });

  expect(made.apiObject === made).toBe(true);
  expect(made.secretName).toBe('tls');
  expect(made.renewBeforeSeconds).toBe(30 * 24 * 3600);
  expect(synth(chart)).toEqual([{
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'tls', namespace: 'shop' },
    spec: {
      secretName: 'tls',
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt-prod' },
      dnsNames: ['api.example.com'],
      duration: '2160h0m0s',
      renewBefore: '720h0m0s',
      privateKey: { algorithm: 'ECDSA', size: 256, encoding: 'PKCS8', rotationPolicy: 'Always' },
      usages: ['digital signature', 'server auth'],
    },
  }]);
});

test('all props are used', () => {
  const props: Required<GatewayCertificateProps> = {
    hosts: hosts('a.example.com', 'b.example.com'),
    issuer: Issuer.inNamespace('internal'),
    secretName: 'api-tls',
    duration: Duration.hours(25),
    renewBefore: Duration.seconds(3723),
    name: 'api',
  };

  expect(certificate(props).metadata.name).toBe('api');
  expect(certificate(props).spec).toMatchObject({
    secretName: 'api-tls',
    issuerRef: { kind: 'Issuer', name: 'internal' },
    dnsNames: ['a.example.com', 'b.example.com'],
    duration: '25h0m0s',
    renewBefore: '1h2m3s',
  });
});

test('a host is named once', () => {
  expect(certificate({ hosts: hosts('a.example.com', 'a.example.com') }).spec.dnsNames).toEqual(['a.example.com']);
});

test('a name that a wildcard covers is not asked for beside it', () => {
  expect(certificate({ hosts: hosts('api.example.com', '*.example.com', 'example.com', 'a.b.example.com') }).spec.dnsNames)
    .toEqual(['*.example.com', 'example.com', 'a.b.example.com']);
});

test.each<[Partial<GatewayCertificateProps>, string]>([
  [{ hosts: [] }, 'certificate has 0 names: expected 1 to 100; split it over several [test/tls]'],
  [{ hosts: hosts(...Array.from({ length: 101 }, (_, i) => `h${i}.example.com`)) }, 'certificate has 101 names: expected 1 to 100; split it over several [test/tls]'],
  [{ secretName: 'TLS' }, "secret: expected an object name of a-z, 0-9, '-' and '.', each part beginning and ending with a letter or digit, got 'TLS'; write it as 'my-object' [test/tls]"],
  [{ duration: Duration.minutes(59) }, "certificate lasts 3540 seconds: expected at least an hour, cert-manager's minimum; lengthen the duration [test/tls]"],
  [{ duration: Duration.millis(3_600_500) }, 'duration of the certificate is 3600500 milliseconds: expected whole seconds; write Duration.seconds(3601) [test/tls]'],
  [{ renewBefore: Duration.minutes(4) }, 'certificate is renewed 240 seconds before its end and lasts 7776000: expected at least 300 and less than the duration; change renewBefore [test/tls]'],
  [{ renewBefore: Duration.days(90) }, 'certificate is renewed 7776000 seconds before its end and lasts 7776000: expected at least 300 and less than the duration; change renewBefore [test/tls]'],
])('fails on %o', (props, message) => {
  expect(() => certificate(props)).toThrow(new Error(message));
});
