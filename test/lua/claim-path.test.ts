import { claimPath } from '../../src/lua/claim-path';

test.each([
  ['sub', ['sub']],
  ['realm_access.roles', ['realm_access', 'roles']],
  ['resource_access.my\\.app.roles', ['resource_access', 'my.app', 'roles']],
  ['https://shop.example.com/roles', ['https://shop.example.com/roles']],
  ['a"]b', ['a"]b']],
])('%s leads by %j', (claim, path) => {
  expect(claimPath(claim)).toEqual(path);
});

test.each(['', '.', 'a.', '.a', 'a..b', 'a b', ' a', 'a\n', 'a\u0000', 'https://shop.example.com/a b'])('fails for %j', claim => {
  expect(() => claimPath(claim)).toThrow(`claim '${claim}' is not a claim: expected names without spaces, with dots between them; write for instance 'sub' or 'realm_access.roles'`);
});
