import { ClaimRequirements } from '../../src';
import { claimChecks } from '../../src/policies/claim-requirements';

test('nothing is asked by default', () => {
  expect(claimChecks({})).toEqual({});
});

test('all properties', () => {
  const all: Required<ClaimRequirements> = { audiences: ['shop'], issuers: ['https://a'], requiredClaims: { 'a.b': 'x' }, requiredScopes: ['read'] };
  expect(claimChecks(all)).toEqual({ audiences: ['shop'], issuers: ['https://a'], required: [{ path: ['a', 'b'], value: 'x' }], scopes: ['read'] });
});

test.each<[ClaimRequirements, string]>([
  [{ audiences: [] }, 'jwt has no audiences in its list: expected at least one; name some, or leave audiences out'],
  [{ issuers: [] }, 'jwt has no issuers in its list'],
  [{ requiredScopes: [] }, 'jwt has no requiredScopes in its list'],
  [{ requiredClaims: {} }, 'jwt has no requiredClaims in its list'],
  [{ audiences: [' shop'] }, "jwt has audiences ' shop': expected text without spaces around it; correct it or leave it out"],
  [{ issuers: [''] }, "jwt has issuers ''"],
  [{ requiredClaims: { a: 'x\u0000' } }, 'jwt has required claim value'],
  [{ requiredClaims: { a: true as any } }, "jwt has required claim value 'true'"],
  [{ requiredClaims: { '': 'x' } }, "claim '' is not a claim"],
  [{ requiredScopes: ['read write'] }, "scope 'read write' is several: expected one word each, all of which are required; write ['read', 'write']"],
])('fails for %j', (requirements, text) => {
  expect(() => claimChecks(requirements)).toThrow(text);
});
