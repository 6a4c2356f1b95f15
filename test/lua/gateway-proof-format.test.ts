import * as fc from 'fast-check';
import { proofOf, proofProblem, provenText, ProvenRequest, sharedSecretHolds } from '../../src/lua/gateway-proof-format';

const SECRET = 'correct horse battery staple';
const REQUEST: ProvenRequest = { method: 'POST', target: '/v1/orders?page=2', headers: { 'X-User-ID': 'alice', 'X-User-Email': undefined } };
const TIME = 1700000000;
const CHECK = { secrets: [SECRET], now: TIME, tolerance: 30 };

test('the text that is signed', () => {
  expect(provenText(TIME, REQUEST)).toBe('v1\n1700000000\nPOST\n/v1/orders?page=2\nx-user-email:\nx-user-id:alice');
});

test('an empty query is none, and a query of a question mark is one', () => {
  const target = (given: string) => provenText(TIME, { ...REQUEST, target: given }).split('\n')[3];
  expect([target('/a?'), target('/a??'), target('/a?b?')]).toEqual(['/a', '/a??', '/a?b?']);
});

/** Made with `openssl dgst -sha1 -hmac`; a backend in another language must come to the same. */
test.each<[string, ProvenRequest, string]>([
  ['a whole request', REQUEST, 'yV1h6CKSZcbJ+Mv9IbgqFL6NAQ0='],
  ['a request with nothing more to sign', { method: 'GET', target: '/', headers: {} }, 'vvolxN+iXreJY79nb7OKmG2NqF8='],
  ['a value beyond ascii, as node reads its two bytes', { method: 'GET', target: '/a%20b', headers: { 'x-user-id': 'J\u00c3\u00bcrgen' } }, 'T6QJYf9Ak8Gmk5QJdBLb1RpYWAU='],
])('the vector of %s', (_, request, signature) => {
  expect(proofOf(SECRET, TIME, request)).toBe(`v1;t=1700000000;s=${signature}`);
});

const GOOD = proofOf(SECRET, TIME, REQUEST);

test('what the gateway makes is taken, within the tolerance either way', () => {
  for (const now of [TIME - 30, TIME, TIME + 30]) {
    expect(proofProblem(GOOD, REQUEST, { ...CHECK, now })).toBeUndefined();
  }
});

test('while a secret is replaced, both hold', () => {
  const secrets = ['another secret of the same gateway', SECRET];
  expect(proofProblem(GOOD, REQUEST, { ...CHECK, secrets })).toBeUndefined();
  expect(proofProblem(proofOf(secrets[0], TIME, REQUEST), REQUEST, { ...CHECK, secrets })).toBeUndefined();
  expect(proofProblem(GOOD, REQUEST, { ...CHECK, secrets: [secrets[0]] })).toBe('forged');
});

test('white space around a secret is none of it', () => {
  expect(proofProblem(GOOD, REQUEST, { ...CHECK, secrets: [`${SECRET}\n`] })).toBeUndefined();
});

test.each<[string, string | undefined, string]>([
  ['none', undefined, 'missing'],
  ['an empty one', '', 'missing'],
  ['two in one header', `${GOOD}, ${GOOD}`, 'malformed'],
  ['another version', GOOD.replace('v1', 'v2'), 'malformed'],
  ['no time', GOOD.replace('1700000000', ''), 'malformed'],
  ['a time with a sign', GOOD.replace('1700000000', '+1700000000'), 'malformed'],
  ['a time in hexadecimal', GOOD.replace('1700000000', '0x6553f100'), 'malformed'],
  ['a time with leading zeros', GOOD.replace('1700000000', '01700000000'), 'malformed'],
  ['a time too long to be exact', GOOD.replace('1700000000', '17000000000000000000'), 'malformed'],
  ['a line break behind it', `${GOOD}\n`, 'malformed'],
  ['a signature in hexadecimal', `v1;t=1700000000;s=${'ab'.repeat(20)}`, 'malformed'],
  ['no signature', 'v1;t=1700000000;s=', 'malformed'],
  ['the bare secret', SECRET, 'malformed'],
  ['another time', GOOD.replace('1700000000', '1700000001'), 'forged'],
  ['an old time', GOOD.replace('1700000000', '1699999969'), 'expired'],
  ['a time to come', GOOD.replace('1700000000', '1700000031'), 'expired'],
  ['another signature', GOOD.replace('s=y', 's=z'), 'forged'],
])('fails for %s', (_, header, problem) => {
  expect(proofProblem(header, REQUEST, CHECK)).toBe(problem);
});

test.each<[string, Partial<ProvenRequest>]>([
  ['another method', { method: 'DELETE' }],
  ['a method in other letters', { method: 'post' }],
  ['another path', { target: '/v1/admin?page=2' }],
  ['another query', { target: '/v1/orders?page=3' }],
  ['no query', { target: '/v1/orders' }],
  ['another identity', { headers: { 'X-User-ID': 'mallory', 'X-User-Email': undefined } }],
  ['one identity more', { headers: { 'X-User-ID': 'alice', 'X-User-Email': 'a@example.com' } }],
  ['an identity in another header', { headers: { 'X-User-ID': '', 'X-User-Email': 'alice' } }],
  ['fewer signed headers', { headers: { 'X-User-ID': 'alice' } }],
])('fails for %s', (_, change) => {
  expect(proofProblem(GOOD, { ...REQUEST, ...change }, CHECK)).toBe('forged');
});

test.each([[[]], [['']], [['short']], [['   ']]])('no secrets, or short ones, prove nothing: %j', secrets => {
  const made = secrets.length > 0 ? proofOf(secrets[0], TIME, REQUEST) : GOOD;
  expect(proofProblem(made, REQUEST, { ...CHECK, secrets })).toBe('forged');
  expect(sharedSecretHolds(secrets[0]?.trim() ?? '', secrets)).toBe(false);
});

test('fails if the time of the backend is none', () => {
  expect(proofProblem(GOOD, REQUEST, { ...CHECK, now: NaN })).toBe('expired');
});

test('a bare secret holds as it is, and nothing else does', () => {
  const secrets = ['the current secret', 'the former secret'];
  expect(secrets.map(secret => sharedSecretHolds(secret, secrets))).toEqual([true, true]);
  for (const header of [undefined, '', 'the current secret ', 'The current secret', 'the current secret, the former secret']) {
    expect(sharedSecretHolds(header, secrets)).toBe(false);
  }
});

test('no two requests have one text', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ':', ',', ' ', '?', 'x-a', '/'), maxLength: 6 });
  const request = fc.record({ method: fc.constantFrom('GET', 'PUT'), target: text.map(rest => `/${rest}`), headers: fc.record({ 'x-a': text, 'x-b': text }) });
  const same = (a: ProvenRequest, b: ProvenRequest) => JSON.stringify(a) === JSON.stringify(b) || a.target.replace(/^([^?]*)\?$/, '$1') === b.target.replace(/^([^?]*)\?$/, '$1')
    && a.method === b.method && JSON.stringify(a.headers) === JSON.stringify(b.headers);
  fc.assert(fc.property(request, request, (a, b) => (provenText(TIME, a) === provenText(TIME, b)) === same(a, b)), { numRuns: 1000 });
});
