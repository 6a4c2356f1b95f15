import * as fc from 'fast-check';
import { ProofOptions } from 'gatewarden/runtime';
import { OTHER_SECRET, parsed, proof, SECRET } from './service';
import { ProofCheck } from '../../../src/runtime/middleware/proof-check';

const IDENTITY = ['X-User-ID'];

function failure(request: ReturnType<typeof parsed>, options: Partial<ProofOptions> = {}) {
  return ProofCheck.of({ kind: 'hmac', secrets: [SECRET], ...options } as ProofOptions, IDENTITY).failure(request);
}

/** A proven request, of which some part is something else than what was signed. */
function altered({ method = 'GET', target = '/v1?a=b', id = 'alice', header = 'X-Gateway-Proof', value = (made: string) => made } = {}) {
  const made = proof('GET', '/v1?a=b', { 'x-user-id': 'alice' });
  return parsed([['X-User-ID', id], [header, value(made)]], { method, url: target });
}

test('a proof of the gateway holds', () => {
  expect(failure(altered())).toBeUndefined();
});

test.each<[string, Parameters<typeof altered>[0], string]>([
  ['another method', { method: 'POST' }, 'forged'],
  ['another path', { target: '/v2?a=b' }, 'forged'],
  ['another query', { target: '/v1?a=c' }, 'forged'],
  ['no query', { target: '/v1' }, 'forged'],
  ['the absolute form of the target', { target: 'http://service/v1?a=b' }, 'forged'],
  ['another identity', { id: 'admin' }, 'forged'],
  ['no identity', { id: '' }, 'forged'],
  ['another header', { header: 'X-Other' }, 'missing'],
  ['an underscore in the header', { header: 'X_Gateway_Proof' }, 'missing'],
  ['an empty proof', { value: () => '' }, 'missing'],
  ['another version', { value: made => made.replace('v1', 'v2') }, 'malformed'],
  ['the proof twice in one header', { value: made => `${made}, ${made}` }, 'malformed'],
  ['another time', { value: made => made.replace(/t=\d+/, `t=${Math.floor(Date.now() / 1000) + 5}`) }, 'forged'],
  ['the bare secret', { value: () => SECRET }, 'malformed'],
])('%s has no proof', (_, change, reason) => {
  expect(failure(altered(change))).toBe(reason);
});

test('any other byte of the signature is forged', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 26 }), fc.constantFrom(...'ABCxyz059+/'), (at, letter) => {
    const value = (made: string) => {
      const i = made.indexOf('s=') + 2 + at;
      return made.slice(0, i) + letter + made.slice(i + 1);
    };
    const changed = altered({ value });
    const same = changed.headers['x-gateway-proof'] === altered().headers['x-gateway-proof'];
    expect(failure(changed)).toBe(same ? undefined : 'forged');
  }));
});

test('whatever the gateway signs, holds', () => {
  const text = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map(code => String.fromCharCode(code)) }).map(value => value.trim());
  fc.assert(fc.property(fc.constantFrom('GET', 'POST', 'PROPFIND'), fc.webPath(), fc.webQueryParameters(), text, fc.array(text, { maxLength: 3 }), (method, path, query, id, others) => {
    const url = `/${path}?${query}`;
    const signedHeaders = ['X-Other', 'x-user-id', 'X-Absent'];
    const value = proof(method, url, { 'x-user-id': id, 'x-other': others.join(', '), 'x-absent': undefined });
    const request = parsed([['x-USER-id', id], ...others.map((other): [string, string] => ['X-Other', other]), ['x-gateway-proof', value]], { method, url });
    expect(failure(request, { signedHeaders })).toBeUndefined();
  }));
});

test('two proofs are none', () => {
  const made = proof('GET', '/', { 'x-user-id': undefined });
  expect(failure(parsed([['X-Gateway-Proof', made], ['X-Gateway-Proof', made]]))).toBe('malformed');
});

test('where a router has changed the url, that of the wire counts', () => {
  const value = proof('GET', '/v1/orders', { 'x-user-id': undefined });
  expect(failure(parsed([['X-Gateway-Proof', value]], { url: '/orders', originalUrl: '/v1/orders' }))).toBeUndefined();
  expect(failure(parsed([['X-Gateway-Proof', value]], { url: '/v1/orders', originalUrl: '/orders' }))).toBe('forged');
});

test.each([[-35, 'expired'], [-20, undefined], [20, undefined], [35, 'expired']])('a proof of %i seconds from now is %s', (after, reason) => {
  expect(failure(parsed([['X-Gateway-Proof', proof('GET', '/', { 'x-user-id': undefined }, { after })]]))).toBe(reason);
});

test('the tolerance can be another', () => {
  const old = parsed([['X-Gateway-Proof', proof('GET', '/', { 'x-user-id': undefined }, { after: -100 })]]);
  expect([failure(old, { toleranceSeconds: 60 }), failure(old, { toleranceSeconds: 300 })]).toEqual(['expired', undefined]);
});

test('while a secret is replaced, both hold, and no third one', () => {
  const by = (secret: string) => parsed([['X-Gateway-Proof', proof('GET', '/', { 'x-user-id': undefined }, { secret })]]);
  const secrets = [SECRET, `${OTHER_SECRET}\n`];
  expect([SECRET, OTHER_SECRET, 'a secret that nobody has'].map(secret => failure(by(secret), { secrets }))).toEqual([undefined, undefined, 'forged']);
});

test('secrets are asked for at each request', () => {
  let secrets: string[] = [SECRET];
  const check = ProofCheck.of({ kind: 'hmac', secrets: () => secrets }, IDENTITY);
  expect(check.failure(altered())).toBeUndefined();
  secrets = [OTHER_SECRET];
  expect(check.failure(altered())).toBe('forged');
});

test.each([[[]], [['too short']], [['']]])('a function that gives %j gives no secret', secrets => {
  expect(failure(altered(), { secrets: () => secrets })).toBe('no-secret');
});

test('the bare secret proves where the gateway sends it', () => {
  const sent = (value: string) => parsed([['X-Edge', value]]);
  const options = { kind: 'sharedSecret', header: 'X-Edge', secrets: [`${SECRET}\n`, OTHER_SECRET] } as const;
  expect([SECRET, OTHER_SECRET, `${SECRET}!`, `${SECRET}, ${SECRET}`, ''].map(value => failure(sent(value), options))).toEqual([undefined, undefined, 'forged', 'forged', 'missing']);
});

test('a signature is no bare secret', () => {
  expect(failure(altered(), { kind: 'sharedSecret' })).toBe('forged');
});

test.each<[string, any, string]>([
  ['no secret', { secrets: [] }, "proof: secrets are empty: nothing would prove anything; give the secret of the gateway, for instance with secrets: secretFile('/etc/gateway-proof/secret')"],
  ['a short secret', { secrets: [SECRET, 'short'] }, 'proof: secrets hold one of 5 bytes: expected 16 bytes or more'],
  ['an unsigned identity', { signedHeaders: ['X-Tenant'] }, "proof does not sign X-User-ID: whoever sees a request in the network could send it again with another identity; add 'X-User-ID' to signedHeaders here and in the gateway's GatewayProof.hmac"],
  ['a proof that signs itself', { signedHeaders: ['X-User-ID', 'x-gateway-proof'] }, 'proof signs x-gateway-proof, which is its own header: the gateway does not; take it out of signedHeaders'],
  ['a header that is signed twice', { signedHeaders: ['X-User-ID', 'x-user-id'] }, 'proof signs x-user-id, which is there twice: the gateway does not; take it out of signedHeaders'],
  ['no name', { header: 'X_Proof' }, "header of the proof is 'X_Proof': expected the name of a header"],
  ['identity in the header of the proof', { header: 'x-user-id' }, 'proof and identity are both in header x-user-id'],
  ['no tolerance', { toleranceSeconds: 0 }, 'proof has a tolerance of 0 seconds: expected an integer from 1 to 3600; leave toleranceSeconds out for 30'],
  ['a tolerance of hours', { toleranceSeconds: 3601 }, 'proof has a tolerance of 3601 seconds'],
  ['a tolerance that is no number', { toleranceSeconds: NaN }, 'proof has a tolerance of NaN seconds'],
  ['another kind', { kind: 'jwt' }, "proof is of kind 'jwt': expected 'hmac' or 'sharedSecret', as the gateway's GatewayProof"],
])('fails with %s', (_, options, text) => {
  expect(() => failure(altered(), options)).toThrow(text);
});
