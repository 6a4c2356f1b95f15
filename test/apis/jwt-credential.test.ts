import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayChart } from './support';
import { ApiConsumer, ControllerVersion, JwtAlgorithm, JwtCredential, JwtPublicKeyProps, KongEdition, KongGatewayProps, KongVersion } from '../../src';
import { find, publicKey, synth, testChart } from '../support/app';

const RSA = publicKey('rsa');
const EC = publicKey('ec');
const ED = publicKey('ed25519');

function curve(namedCurve: string): string {
  return generateKeyPairSync('ec', { namedCurve }).publicKey.export({ type: 'spki', format: 'pem' }) as string;
}

function secretOf(props: Partial<JwtPublicKeyProps>, gateway: KongGatewayProps = {}): any {
  const chart = gatewayChart(gateway);
  new ApiConsumer(chart, 'web', { credentials: [JwtCredential.publicKey({ key: 'web', algorithm: JwtAlgorithm.RS256, publicKey: RSA, ...props })] });
  return synth(chart).find(object => object.kind === 'Secret');
}

test('a public key becomes a Secret that holds nothing secret', () => {
  const props: Required<JwtPublicKeyProps> = { key: 'https://login.example.com/', algorithm: JwtAlgorithm.RS256, publicKey: RSA };
  expect(secretOf(props)).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'web-jwt-login-example-com',
      namespace: 'shop',
      labels: { 'konghq.com/credential': 'jwt' },
      annotations: { 'argocd.argoproj.io/sync-wave': '-1' },
    },
    stringData: { key: 'https://login.example.com/', algorithm: 'RS256', rsa_public_key: RSA },
  });
});

test('only the key itself is written, whatever stands below it', () => {
  const { stringData } = secretOf({ publicKey: `${RSA.replace(/\n/g, '\r\n')}\npassword: hunter2\n` });
  expect(stringData.rsa_public_key).toBe(RSA);
});

test('the older form of an RSA key is converted', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = (type: 'pkcs1' | 'spki') => pair.publicKey.export({ type, format: 'pem' }) as string;
  expect(secretOf({ publicKey: pem('pkcs1') }).stringData.rsa_public_key).toBe(pem('spki'));
});

test('a certificate is reduced to its public key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewarden-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-subj', '/CN=login'], { stdio: 'ignore' });
    const expected = execFileSync('openssl', ['pkey', '-in', key, '-pubout'], { stdio: 'pipe' }).toString();
    const text = execFileSync('cat', [cert]).toString();
    expect(secretOf({ publicKey: text }).stringData.rsa_public_key).toBe(expected);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  [JwtAlgorithm.RS256, RSA], [JwtAlgorithm.RS384, RSA], [JwtAlgorithm.RS512, RSA], [JwtAlgorithm.ES256, EC],
  [JwtAlgorithm.ES384, curve('P-384')],
  [JwtAlgorithm.ES512, curve('P-521')], [JwtAlgorithm.PS256, RSA], [JwtAlgorithm.PS384, RSA], [JwtAlgorithm.PS512, RSA], [JwtAlgorithm.EDDSA, ED],
])('%s is an algorithm of kong 3.9', (algorithm, key) => {
  expect(secretOf({ algorithm, publicKey: key }).stringData).toEqual({ key: 'web', algorithm, rsa_public_key: key });
});

test.each([
  [JwtAlgorithm.ES512, curve('P-521')], [JwtAlgorithm.PS256, RSA], [JwtAlgorithm.PS384, RSA], [JwtAlgorithm.PS512, RSA], [JwtAlgorithm.EDDSA, ED],
])('fails with %s before kong 3.7', (algorithm, key) => {
  expect(() => secretOf({ algorithm, publicKey: key }, { version: KongVersion.V3_6, edition: KongEdition.ENTERPRISE })).toThrow(new Error(
    `algorithm ${algorithm} needs kong 3.7; this gateway is enterprise 3.6; sign with ES256 or RS256, or upgrade the gateway [test/web]`));
  expect(secretOf({ algorithm, publicKey: key }, { version: KongVersion.V3_7 }).stringData.algorithm).toBe(algorithm);
});

test('controllers before 3.4.1 get the secret on which they insist', () => {
  expect(secretOf({}, { controllerVersion: ControllerVersion.of('3.4.0') }).stringData.secret).toBe('unused');
  expect(secretOf({}, { controllerVersion: ControllerVersion.of('3.4.1') }).stringData).not.toHaveProperty('secret');
});

test('a shared secret is a Secret that exists, and nothing is made', () => {
  const chart = testChart();
  new ApiConsumer(chart, 'jobs', { credentials: [JwtCredential.fromSecret('jobs-jwt')] });
  const objects = synth(chart);
  expect(objects.map(object => object.kind)).toEqual(['KongConsumer']);
  expect(find(objects, 'KongConsumer', 'jobs').credentials).toEqual(['jobs-jwt']);
  expect(JwtCredential.fromSecret('jobs-jwt').credentialType).toBe('jwt');
});

test('fails with a secret whose name is none', () => {
  expect(() => JwtCredential.fromSecret('Jobs')).toThrow("got 'Jobs'; write it as 'my-object'");
});

const PRIVATE = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const SHORT = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' }) as string;

test.each<[string, Partial<JwtPublicKeyProps>, string]>([
  ['a key without name', { key: '' }, "jwt credential has the key '': expected the value of the claim that names it, without spaces around it; give for instance the issuer"],
  ['spaces around the name', { key: ' web' }, "jwt credential has the key ' web': expected the value of the claim that names it, without spaces around it; give for instance the issuer"],
  ['a private key', { publicKey: PRIVATE }, 'jwt credential was given a private key: expected the public one, since it is written into the manifest; take it out with: openssl pkey -in key.pem -pubout'],
  ['a private key beside a public one', { publicKey: RSA + PRIVATE }, 'jwt credential was given a private key: expected the public one, since it is written into the manifest; take it out with: openssl pkey -in key.pem -pubout'],
  ['a key of another type', { algorithm: JwtAlgorithm.RS256, publicKey: EC }, 'jwt credential has a key of type ec prime256v1 for RS256: expected rsa; give the key that the issuer signs with, or change the algorithm'],
  ['a key of another curve', { algorithm: JwtAlgorithm.ES384, publicKey: EC }, 'jwt credential has a key of type ec prime256v1 for ES384: expected ec secp384r1; give the key that the issuer signs with, or change the algorithm'],
  ['no curve at all', { algorithm: JwtAlgorithm.EDDSA, publicKey: RSA }, 'jwt credential has a key of type rsa for EdDSA: expected ed25519; give the key that the issuer signs with, or change the algorithm'],
  ['a short key', { publicKey: SHORT }, 'jwt credential has an rsa key of 1024 bits: expected at least 2048; have the issuer sign with a longer one'],
])('fails with %s', (_what, props, text) => {
  expect(() => JwtCredential.publicKey({ key: 'web', algorithm: JwtAlgorithm.RS256, publicKey: RSA, ...props })).toThrow(new Error(text));
});

test('fails with text that is no key, and does not repeat it', () => {
  let message = '';
  try {
    JwtCredential.publicKey({ key: 'web', algorithm: JwtAlgorithm.RS256, publicKey: 'hunter2' });
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).toMatch(/^jwt credential has no public key that can be read \(.+\): expected PEM/);
  expect(message.endsWith(': expected PEM that begins with -----BEGIN PUBLIC KEY-----; convert it with openssl')).toBe(true);
  expect(message).not.toContain('hunter2');
});
