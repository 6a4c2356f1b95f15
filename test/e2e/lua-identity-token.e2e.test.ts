import { JwtAuthenticationProps } from 'gatewarden';
import { CALLER, DECODERS, HEADER, IDENTITY, identityRoutes, part, routeConfig, signed, token } from './lua/identity-scene';
import { LuaGateway, LuaRoute } from './lua/lua-gateway';
import { SentRequest } from './lua/requests';
import { STARTING } from './peers/timeouts';

let gateway: LuaGateway;

beforeAll(async () => {
  gateway = await LuaGateway.start();
}, STARTING);

afterAll(() => gateway?.stop());

describe.each(DECODERS)('$title', decoder => {
  const route = identityRoutes(() => gateway, decoder);
  const serve = (props: JwtAuthenticationProps = {}) => gateway.serve(routeConfig(props, decoder));

  describe('a token', () => {
    const refusal = { status: 401, body: '{"message":"Unauthorized"}', received: undefined };
    const now = Math.floor(Date.now() / 1000);
    // Each is said to be verified: what is refused here is refused by the guard, and not for want of a credential.
    test.each<[string, string]>([
      ['with claims null', token('null')],
      ['with claims that are a number', token('5')],
      ['with claims that are text', token('"alice"')],
      ['with claims that are true', token('true')],
      ['with claims that are a list', token('[]')],
      ['with claims that are a list with items', token('[{"sub":"x"}]')],
      ['with claims that are nothing', token('')],
      ['with claims that are no JSON', token('{"sub":')],
      ['with claims and something behind', token('{"sub":"x"} x')],
      ['with a header null', token({ sub: 'x' }, part('null'))],
      ['with a header that is a number', token({ sub: 'x' }, part('1'))],
      ['with a header that is a list', token({ sub: 'x' }, part('[]'))],
      ['with a typ that is an object', token({ sub: 'x' }, part('{"typ":{},"alg":"HS256"}'))],
      ['with a typ null', token({ sub: 'x' }, part('{"typ":null,"alg":"HS256"}'))],
      ['with a key that is an object', token({ iss: {} })],
      ['with a key null', token({ iss: null })],
      ['with a key that is a number', token({ iss: 5 })],
      ['with claims in no base64', `${HEADER}.!!!!.c2ln`],
      ['with claims of an impossible length', `${HEADER}.aaaaa.c2ln`],
      ['of two parts', `${HEADER}.${part('{}')}`],
      ['of four parts', `${token({})}.x`],
      ['of one word', 'abc'],
      ['that is two', `${token({ sub: 'a' })}, Bearer ${token({ sub: 'b' })}`],
      ['of the next hour', token({ sub: 'x', nbf: now + 3600 })],
      ['with an nbf that is text', token({ sub: 'x', nbf: '0' })],
      ['nested without end', token('{"a":'.repeat(300))],
    ])('%s is refused', async (_what, text) => {
      expect(await route('private').send({ headers: [['Authorization', `Bearer ${text}`]], vouched: { ...CALLER, token: text } })).toMatchObject(refusal);
    });

    test.each<[string, string]>([
      ['nothing in it', token({})],
      ['space before its claims', token(' \n{"sub":"x"}')],
      ['an nbf of the past', token({ nbf: now - 5 })],
    ])('with %s is let through', async (_what, text) => {
      expect((await route('private').send({ headers: [['Authorization', `bearer  ${text}`]], vouched: { ...CALLER, token: text } })).status).toBe(200);
    });

    test('that is another than the verified one is refused, and so is one that no plugin has verified', async () => {
      const headers: [string, string][] = [['Authorization', `Bearer ${token({ sub: 'root' })}`]];
      expect(await route('private').send({ headers, vouched: { ...CALLER, token: token({ sub: 'alice' }) } })).toMatchObject(refusal);
      expect(await route('private').send({ headers, vouched: CALLER })).toMatchObject(refusal);
    });

    test('is refused when nothing has vouched for it, or the guard before is lost', async () => {
      const { postFunction } = routeConfig({ identity: IDENTITY }, decoder);
      expect(await route('private').send({ headers: [['Authorization', `Bearer ${token({ sub: 'root' })}`]] })).toMatchObject(refusal);
      expect(await gateway.serve({ ...decoder, postFunction }).send(signed({ sub: 'alice' }))).toMatchObject(refusal);
    });

    test.each(['Basic YTpi', 'Digest x', 'Bearer', 'abc'])('is not seen in %j', async authorization => {
      expect((await serve().send({ headers: [['Authorization', authorization]], vouched: CALLER })).status).toBe(200);
    });
  });

  describe('required claims', () => {
    const props: JwtAuthenticationProps = {
      audiences: ['shop', 'stock'], issuers: ['https://a.example.com'], requiredClaims: { 'email_verified': 'true', 'realm.roles': 'buyer' }, requiredScopes: ['read', 'write'],
    };
    const good = { aud: 'shop', iss: 'https://a.example.com', email_verified: true, realm: { roles: ['buyer', 'x'] }, scope: 'openid read write' };
    let it: LuaRoute;
    beforeAll(() => {
      it = serve(props);
    });

    test.each<[string, object, number]>([
      ['all', {}, 200],
      ['an audience of a list', { aud: ['other', 'stock'] }, 200],
      ['another audience', { aud: 'other' }, 401],
      ['no audience', { aud: undefined }, 401],
      ['an audience null', { aud: null }, 401],
      ['an empty list of audiences', { aud: [] }, 401],
      ['an object for audiences', { aud: { shop: true } }, 401],
      ['an audience within another', { aud: 'shop stock' }, 401],
      ['another issuer', { iss: 'https://a.example.com.evil.example' }, 401],
      ['no issuer', { iss: undefined }, 401],
      ['a claim that is text', { email_verified: 'true' }, 200],
      ['a claim of another value', { email_verified: false }, 403],
      ['no claim', { email_verified: undefined }, 403],
      ['a list without the value', { realm: { roles: ['seller'] } }, 403],
      ['a claim that is the value', { realm: { roles: 'buyer' } }, 200],
      ['a claim that begins with it', { realm: { roles: 'buyers' } }, 403],
      ['a path that ends before', { realm: 'buyer' }, 403],
      ['one scope of two', { scope: 'read' }, 403],
      ['no scope', { scope: undefined }, 403],
      ['scopes in scp', { scope: undefined, scp: ['read', 'write'] }, 200],
      ['scopes that contain it', { scope: 'reads writes' }, 403],
      ['a scope null', { scope: null }, 403],
      ['a list of scopes that is an object', { scope: { read: true, write: true } }, 403],
    ])('with %s', async (_what, change, status) => {
      expect((await it.send(signed({ ...good, ...change }))).status).toBe(status);
    });
  });

  describe('the log', () => {
    test.each<[string, SentRequest, string | undefined]>([
      ['a request that was answered', signed({ sub: 'alice' }, { headers: [['X-User-ID', 'root']] }), 'alice'],
      ['a request over a limit', signed({ sub: 'alice' }, { headers: [['X-User-ID', 'root']], vouched: { refuses: { status: 429, body: {} } } }), 'alice'],
      ['a big number', signed({ sub: 1234567890123 }), '1234567890123'],
      ['a claim null', signed({ sub: null }), undefined],
      ['a claim that is an object', signed({ sub: {} }), undefined],
      ['a token that nothing has verified', { headers: [['Authorization', `Bearer ${token({ sub: 'root' })}`]] }, undefined],
      ['a token refused by the guard', { headers: [['Authorization', `Bearer ${token('null')}`]] }, undefined],
      ['a caller without a token', { vouched: CALLER }, 'web'],
    ])('of %s', async (_what, request, user) => {
      const it = serve({ identity: IDENTITY });
      await it.send(request);
      const [{ entry, lost }] = await it.logged();
      expect([lost, entry?.user_id]).toEqual([undefined, user]);
    });
  });

  test('a node without the module that chunks need refuses every request, not only the first', async () => {
    const withModule = { ...decoder, requires: ['cjson.safe'] };
    const it = gateway.serve({ ...routeConfig({ identity: IDENTITY }, withModule), requires: [] });
    for (let i = 0; i < 3; i++) {
      expect(await it.send(signed({ sub: 'alice' }))).toMatchObject({ status: 500, body: '{"message":"An unexpected error occurred"}', received: undefined });
    }
  });
});
