import { GatewayProof, GatewaySignatureOptions, HeaderName, KongGateway, SecretRef } from '../../src';
import { LuaFacts } from '../../src/policies/lua-facts';
import { testChart } from '../support/app';

function facts(...variables: string[]): LuaFacts {
  const secretEnvironment = Object.fromEntries(variables.map(name => [name, SecretRef.of('gateway-proof', 'the-key')]));
  const gateway = new KongGateway(testChart(), 'gateway', { secretEnvironment });
  return { gateway, publicAccess: false, cors: false, credentialHeaders: [], api: 'shop/api', identity: [] };
}

test('it asks for no plugin of its own, and for chunks before and after everything else', () => {
  const policy = GatewayProof.hmac();
  expect(policy._plugins()).toEqual([]);
  expect(policy._chunks(facts('GW_PROOF')).map(({ id, place, onError }) => [id, place, onError?.status])).toEqual([
    ['connection-guard', 'pre-function', 500], ['clear-proof', 'pre-function', 503], ['proof', 'post-function', 503],
  ]);
});

test('all properties', () => {
  const options: Required<GatewaySignatureOptions> = { header: 'X-Edge', variable: 'EDGE_KEY_2', signedHeaders: ['X-User-ID', 'X-User-Email'] };
  const proof = GatewayProof.hmac(options)._chunks(facts('EDGE_KEY_2'))[2];
  expect(proof.constants).toBe('local signed = { "x-user-email", "x-user-id" }');
  expect(proof.body).toContain('"{vault://env/edge-key-2}"');
  expect(proof.body).toContain('set_header("X-Edge", proof)');
});

test('what the API forwards of the identity is signed, unless other headers are named', () => {
  const identity = ['X-User-Roles', 'X-User-ID'].map(name => HeaderName.of(name));
  const signed = (proof: GatewayProof) => proof._chunks({ ...facts('GW_PROOF'), identity })[2].constants;
  expect(signed(GatewayProof.hmac())).toBe('local signed = { "x-user-id", "x-user-roles" }');
  expect(signed(GatewayProof.hmac({ signedHeaders: [] }))).toBe('local signed = {}');
});

test('fails for an identity that is forwarded in the header of the proof', () => {
  const identity = [HeaderName.of('X-Gateway-Proof')];
  expect(() => GatewayProof.hmac()._chunks({ ...facts('GW_PROOF'), identity })).toThrow('gateway proof signs its own header X-Gateway-Proof: expected other ones');
});

test('the name of the Secret stands in no chunk', () => {
  for (const policy of [GatewayProof.hmac(), GatewayProof.sharedSecret()]) {
    expect(JSON.stringify(policy._chunks(facts('GW_PROOF')))).not.toMatch(/gateway-proof\/|the-key/);
  }
});

test('fails if the gateway does not declare the secret', () => {
  expect(() => GatewayProof.hmac()._chunks(facts('OTHER'))).toThrow("gateway proof needs environment variable 'GW_PROOF' at the nodes of the gateway, which does not declare it: every request would be answered with 503; "
    + "set it on the pods from a Secret, and declare it with secretEnvironment: { GW_PROOF: SecretRef.of('gateway-proof', 'secret') } of the gateway");
});

test('fails for a variable that every object has', () => {
  expect(() => GatewayProof.hmac({ variable: 'toString' })._chunks(facts())).toThrow("gateway proof needs environment variable 'toString'");
});

test.each<[() => unknown, string]>([
  [() => GatewayProof.hmac({ header: 'X_Proof' }), "header 'X_Proof' has an underscore"],
  [() => GatewayProof.sharedSecret({ header: '' }), "expected a header name of letters, digits and single inner '-', got ''"],
  [() => GatewayProof.hmac({ header: 'A-B-C-D-E-F-G-H' }), 'has 7 hyphens'],
  [() => GatewayProof.hmac({ signedHeaders: ['X User'] }), "expected a header name of letters, digits and single inner '-', got 'X User'"],
  [() => GatewayProof.hmac({ signedHeaders: ['x-gateway-proof'] }), 'gateway proof signs its own header X-Gateway-Proof: expected other ones; take it out of signedHeaders'],
  [() => GatewayProof.hmac({ signedHeaders: ['X-A', 'x-a'] }), 'twice: letter case makes no difference; take one out of signedHeaders'],
])('fails for %s', (make, message) => {
  expect(make).toThrow(message);
});

test('a proof that is enforced may not change', () => {
  const base = GatewayProof.hmac({ signedHeaders: ['X-A', 'X-B'] });
  const changed = 'the proof of the gateway may not change, since backends check it as it is';
  expect(GatewayProof.hmac({ signedHeaders: ['x-b', 'X-A'], header: 'x-gateway-proof' })._loosens(base)).toBeUndefined();
  expect(GatewayProof.hmac({ signedHeaders: ['X-A'] })._loosens(base)).toBe(changed);
  expect(GatewayProof.sharedSecret()._loosens(base)).toBe(changed);
  expect(GatewayProof.hmac({ signedHeaders: ['X-A', 'X-B'], variable: 'OTHER' })._loosens(base)).toBe(changed);
});
