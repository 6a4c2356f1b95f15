import { claimsChunk } from '../../src/lua/claims';
import { CLAIM_TEXT, VERIFIED_CLAIMS } from '../../src/lua/token';
import { HeaderName } from '../../src/values/header-name';

const IDENTITY = { headers: [{ header: HeaderName.of('X-User-ID'), path: ['sub'] }], separator: ',', maxLength: 10 };

test('nothing asked is no chunk', () => {
  expect(claimsChunk({}, undefined)).toBeUndefined();
});

test('issuers', () => {
  expect(claimsChunk({ issuers: ['https://a', 'b"c'] }, undefined)).toEqual({
    id: 'claims',
    place: 'post-function',
    order: 120,
    onError: { status: 500, message: 'An unexpected error occurred' },
    constants: `${CLAIM_TEXT}\n\nlocal ISSUERS = { ["https://a"] = true, ["b\\"c"] = true }`,
    body: `${VERIFIED_CLAIMS}
if type(claims.iss) ~= "string" or not ISSUERS[claims.iss] then
  return 401, "Unauthorized", { ["WWW-Authenticate"] = 'Bearer error="invalid_token"' }
end`,
  });
});

test('identity is set when every check is passed', () => {
  const { id, constants, body } = claimsChunk({ audiences: ['shop'], required: [{ path: ['a', 'b'], value: 'x' }], scopes: ['read'] }, IDENTITY)!;
  expect(id).toBe('claims-and-identity');
  const places = ['is_audience', 'REQUIRED', 'SCOPES', 'set_identity(claims)'].map(text => body.indexOf(text));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(body.indexOf('authenticated_jwt_token'));
  expect(constants).toContain('local HEADERS = { { name = "X-User-ID", path = { "sub" } } }\nlocal SEPARATOR = ","\nlocal MOST_BYTES = 10\n');
  expect(constants).toContain('local REQUIRED = { { path = { "a", "b" }, value = "x" } }');
});
