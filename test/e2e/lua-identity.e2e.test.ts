import { IdentityHeaders, IdentityHeadersOptions, JwtAuthenticationProps } from 'gatewarden';
import { CALLER, DECODERS, IDENTITY, identityRoutes, MAPPING, routeConfig, sentTo, signed, token, valueOf } from './lua/identity-scene';
import { LuaGateway } from './lua/lua-gateway';
import { Answer } from './lua/requests';
import { STARTING } from './peers/timeouts';
import { luaText } from '../../src/lua/lua-text';

let gateway: LuaGateway;

beforeAll(async () => {
  gateway = await LuaGateway.start();
}, STARTING);

afterAll(() => gateway?.stop());

describe.each(DECODERS)('$title', decoder => {
  const route = identityRoutes(() => gateway, decoder);
  const serve = (props: JwtAuthenticationProps = {}) => gateway.serve(routeConfig(props, decoder));

  describe('the value of a claim', () => {
    test.each<[string, string, string | undefined]>([
      ['text', '"alice"', 'alice'],
      ['text with quotes and backslashes', '"a\\"b\\\\c"', 'a"b\\c'],
      ['text beyond ASCII', '"Zo\\u00eb"', Buffer.from('Zoë').toString('latin1')],
      ['text of a surrogate pair', '"\\ud83d\\ude00"', Buffer.from('😀').toString('latin1')],
      ['a small integer', '7', '7'],
      ['zero', '0', '0'],
      ['minus zero', '-0', '0'],
      ['an integer beyond 2^31', '1234567890123', '1234567890123'],
      ['an integer of sixteen digits', '1234567890123456', '1234567890123456'],
      ['the largest exact integer', '9007199254740991', '9007199254740991'],
      ['a negative integer', '-2147483649', '-2147483649'],
      ['2^53, which is what 2^53 + 1 reads as', '9007199254740992', undefined],
      ['a huge number', '1e300', undefined],
      ['a fraction', '1.5', '1.5'],
      ['a fraction that Lua would round', '0.12345678901234567', undefined],
      ['true', 'true', 'true'],
      ['false', 'false', 'false'],
      ['null', 'null', undefined],
      ['empty text', '""', undefined],
      ['an object', '{"a":"admin"}', undefined],
      ['an object that looks like a list', '{"1":"admin"}', undefined],
      ['an empty list', '[]', undefined],
      ['a list', '["user","admin"]', 'user,admin'],
      ['a list of numbers', '[1,2]', '1,2'],
      ['a list with null', '["user",null]', undefined],
      ['a list with null first', '[null,"admin"]', undefined],
      ['a list with a list', '["user",["admin"]]', undefined],
      ['a list with the separator in an item', '["user,admin"]', undefined],
      ['a list with an item that is too long', `["${'a'.repeat(1025)}"]`, undefined],
      ['a list whose items together are too long', `["${'a'.repeat(600)}","${'b'.repeat(600)}"]`, undefined],
      ['text of the length', `"${'a'.repeat(1024)}"`, 'a'.repeat(1024)],
      ['text that is too long', `"${'a'.repeat(1025)}"`, undefined],
      ['a line break', '"alice\\r\\nX-User-Roles: admin"', undefined],
      ['a line feed', '"alice\\nadmin"', undefined],
      ['a zero byte', '"alice\\u0000"', undefined],
      ['a tab', '"alice\\tadmin"', undefined],
      ['the control character DEL', '"alice\\u007f"', undefined],
      ['a control character of C1', '"alice\\u0085"', undefined],
      ['a space before', '" admin"', undefined],
      ['a space behind', '"admin "', undefined],
    ])('%s', async (_what, json, expected) => {
      const answer = await route('private').send(signed(`{"sub":${json}}`, { headers: [['X-User-ID', 'forged'], ['x_user_id', 'forged']] }));
      expect([answer.status, valueOf(answer, 'X-User-ID')]).toEqual([200, expected]);
    });

    test('a missing claim, a nested one, one whose name is a url', async () => {
      const answer = await route('private').send(signed({ 'realm_access': { role: 'buyer' }, 'https://shop.example.com/tenant': 't1', 'roles': ['a', 'b'] }));
      expect(Object.keys(MAPPING).map(name => valueOf(answer, name))).toEqual([undefined, undefined, 'a,b', 'buyer', 't1']);
    });

    test.each([['text', 'buyer'], ['a list', ['role']], ['null', null], ['a number', 5]])('a path through %s leads nowhere', async (_what, realm) => {
      expect(valueOf(await route('private').send(signed({ realm_access: realm })), 'X-Realm-Role')).toBeUndefined();
    });

    test('the separator and the length are those given', async () => {
      const own: IdentityHeadersOptions = { separator: ' ', maxLength: 5 };
      const it = serve({ identity: IdentityHeaders.of({ 'X-Roles': 'roles' }, own) });
      expect(await Promise.all([['a', 'b,c'], ['a b'], ['abc', 'def']].map(async roles => valueOf(await it.send(signed({ roles })), 'X-Roles')))).toEqual(['a b,c', undefined, undefined]);
    });
  });

  describe('a header that the client sends', () => {
    const padding = Array.from({ length: 150 }, (_, i): [string, string] => [`X-P${i}`, '1']);
    const forged: [string, [string, string][]][] = [
      ['as it is', [['X-User-ID', 'root']]],
      ['in other letter case', [['x-uSER-iD', 'root']]],
      ['with underscores', [['X_User_ID', 'root'], ['X-User_ID', 'root'], ['X_User-ID', 'root']]],
      ['twice', [['X-User-ID', 'root'], ['X-User-ID', 'admin'], ['x_user_id', 'admin']]],
      ['behind 150 others', [...padding, ['X-User-ID', 'root'], ['X_USER_ID', 'root']]],
      ['before 150 others', [['X-User-ID', 'root'], ['X_USER_ID', 'root'], ...padding]],
    ];
    test.each(forged)('%s is gone on a private route without the claim', async (_what, headers) => {
      expect(sentTo(await route('private').send(signed({ email: 'a@b' }, { headers })), 'X-User-ID')).toEqual([]);
    });

    test.each(forged)('%s is replaced by the claim', async (_what, headers) => {
      expect(sentTo(await route('private').send(signed({ sub: 'alice' }, { headers })), 'X-User-ID')).toEqual([['X-User-ID', 'alice']]);
    });

    test.each(forged)('%s is gone on a public route, also with a token', async (_what, headers) => {
      expect(sentTo(await route('public').send({ headers }), 'X-User-ID')).toEqual([]);
      expect(sentTo(await route('public').send({ headers: [['Authorization', `Bearer ${token({ sub: 'root' })}`], ...headers] }), 'X-User-ID')).toEqual([]);
    });

    test('is gone when one of both plugins is lost', async () => {
      const { preFunction, postFunction } = routeConfig({ identity: IDENTITY }, decoder, 'api-public');
      const headers: [string, string][] = [['X-User-ID', 'root'], ['x_user_id', 'root']];
      for (const left of [{ preFunction }, { postFunction }]) {
        expect(sentTo(await gateway.serve({ ...decoder, ...left }).send({ headers }), 'X-User-ID')).toEqual([]);
      }
    });

    describe('of what kong says of a caller', () => {
      const names = ['X-Consumer-ID', 'X-Consumer-Custom-ID', 'X-Consumer-Username', 'X-Consumer-Groups', 'X-Credential-Identifier', 'X-Anonymous-Consumer'];
      const underscored = names.flatMap((name): [string, string][] => [[name.replace(/-/g, '_'), 'root'], [name.replace('-', '_').toLowerCase(), 'root']]);
      const all: [string, string][] = [...padding, ...names.map((name): [string, string] => [name, 'root']), ...underscored];
      const spoken = (answer: Answer) => names.flatMap(name => sentTo(answer, name));
      const web = [['X-Consumer-ID', '2'], ['X-Consumer-Username', 'web'], ['X-Credential-Identifier', 'web']];

      test('is gone on a private route, where the word of the authentication plugin stays', async () => {
        expect(spoken(await route('private').send(signed({ sub: 'alice' }, { headers: all })))).toEqual(web);
      });

      test('is gone on a public route', async () => {
        expect(spoken(await route('public').send({ headers: all }))).toEqual([]);
      });

      test('is gone in the spellings that kong leaves, if the function before authentication is lost', async () => {
        const access = routeConfig({ identity: IDENTITY }, decoder).postFunction!.access!.filter(chunk => chunk.includes('clear-identity'));
        expect(spoken(await gateway.serve({ ...decoder, postFunction: { access } }).send({ headers: underscored, vouched: CALLER }))).toEqual(web);
      });
    });

    test('under another name stays', async () => {
      expect(sentTo(await route('public').send({ headers: [['X-User-Id2', 'kept']] }), 'X-User-Id2')).toEqual([['X-User-Id2', 'kept']]);
    });
  });

  describe('a Connection header', () => {
    test.each<[string, [string, string][], number]>([
      ['keep-alive', [['Connection', 'keep-alive']], 200],
      ['close, in other letter case', [['connection', 'Close']], 200],
      ['a list of what is usual', [['Connection', 'keep-alive, Upgrade'], ['Upgrade', 'websocket']], 200],
      ['the identity', [['Connection', 'X-User-ID']], 400],
      ['the identity beside what is usual', [['Connection', 'keep-alive, x-user-id']], 400],
      ['the identity in a second line', [['Connection', 'keep-alive'], ['Connection', 'X-User-ID']], 400],
      ['the identity without spaces', [['Connection', 'close,X-User-ID']], 400],
      ['the identity behind a tab', [['Connection', 'close,\tX-User-ID']], 400],
      ['another header', [['Connection', 'X-Other']], 400],
      ['the identity behind 150 headers', [...Array.from({ length: 150 }, (_, i): [string, string] => [`X-P${i}`, '1']), ['Connection', 'X-User-ID']], 400],
    ])('with %s', async (_what, headers, status) => {
      expect((await route('private').send(signed({ sub: 'alice' }, { headers }))).status).toBe(status);
      expect((await route('public').send({ headers })).status).toBe(status);
    });
  });
});

test('what is quoted is the same text in LuaJIT', async () => {
  const texts = ['', '"', '\\', '\\"', ']]', '--', '\r\n', '\0' + '1', '\u0085', 'é', '😀', '${x}', '%d', '\x1b[0m', "'", '\\n', '\u2028',
    'end return os.exit()', ...Array.from({ length: 300 }, (_, i) => String.fromCodePoint(
      ...Array.from({ length: 12 }, (__, j) => (i * 7919 + j * 104729) % (j % 3 ? 0x80 : 0xd7ff)),
    ))];
  const chunk = `local texts = ${luaText(texts)}
return function()
  local parts = {}
  for i = 1, #texts do parts[i] = ngx.encode_base64(texts[i]) end
  return kong.response.exit(200, table.concat(parts, " "))
end`;
  const answer = await gateway.serve({ preFunction: { access: [chunk] } }).send();
  expect(answer.body.split(' ').map(text => Buffer.from(text, 'base64').toString())).toEqual(texts);
});
