import { X509Certificate } from 'node:crypto';
import { examplePages } from './pages';
import { ApiServer } from './peers/api-server';
import { startCertManager } from './peers/cert-manager';
import { applyDefinitions } from './peers/crds';
import { Running } from './peers/keeper';
import { STARTING } from './peers/timeouts';
import { eventually } from './peers/wait';

const CERTIFICATES: any[] = examplePages().filter(page => page.app === 'storefront').flatMap(page => page.objects).filter(object => object.kind === 'Certificate');

/** The extended usage for the server's side of TLS. */
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
/** The critical extension keyUsage with digitalSignature and nothing else, in DER. */
const DIGITAL_SIGNATURE = '0603551d0f0101ff040403020780';
const DAY = 86_400_000;
const HOSTS = ['admin-api.example.com', 'api.example.com', 'partners.example.com', 'partners.example.net'];

let cluster: ApiServer;
let certManager: Running;

beforeAll(async () => {
  cluster = await ApiServer.start();
  await applyDefinitions(cluster.client);
  // In the place of the authority that the storefront names.
  await cluster.client.mustApply({ apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer', metadata: { name: 'letsencrypt-prod' }, spec: { selfSigned: {} } });
  certManager = await startCertManager(cluster);
  await cluster.makeNamespaces(CERTIFICATES);
}, STARTING);

afterAll(() => cluster?.stop());

test('the storefront has a certificate for each of its hosts', () => {
  expect(CERTIFICATES.flatMap(certificate => certificate.spec.dnsNames).sort()).toEqual(HOSTS);
});

test.each(CERTIFICATES.map((certificate): [string, any] => [certificate.metadata.name, certificate]))('%s becomes a secret with what it promises', async (_name, object) => {
  const { spec, metadata: { namespace } } = object;
  await cluster.client.mustApply(object);
  const secret = await eventually(`the secret ${spec.secretName}`, 60, () => cluster.client.read({ apiVersion: 'v1', kind: 'Secret', metadata: { name: spec.secretName, namespace } }), [certManager]);
  expect(secret.type).toBe('kubernetes.io/tls');

  const certificate = new X509Certificate(Buffer.from(secret.data['tls.crt'], 'base64'));
  expect(certificate.subjectAltName!.split(', ').sort()).toEqual(spec.dnsNames.map((name: string) => `DNS:${name}`).sort());
  expect([certificate.publicKey.asymmetricKeyType, certificate.publicKey.asymmetricKeyDetails]).toEqual(['ec', { namedCurve: 'prime256v1' }]);
  expect(certificate.keyUsage).toEqual([SERVER_AUTH]);
  expect(certificate.raw.toString('hex')).toContain(DIGITAL_SIGNATURE);
  expect(certificate.ca).toBe(false);

  const status = await eventually('the certificate to be ready', 30, async () => {
    const { conditions = [], ...times } = (await cluster.client.read(object)).status ?? {};
    return conditions.some((condition: any) => condition.type === 'Ready' && condition.status === 'True') ? times : undefined;
  }, [certManager]);
  const [from, end, renewal] = [certificate.validFrom, certificate.validTo, status.renewalTime].map(time => new Date(time).getTime());
  expect([(end - from) / DAY, (end - renewal) / DAY]).toEqual([90, 30]);
});
