import { UntrustedLua } from 'gatewarden';
import { LuaGateway, LuaRoute, VARIANTS } from './lua/lua-gateway';
import { composeLua } from '../../src/lua/composer';
import { validationChunk, ValidationOptions } from '../../src/lua/schema/validation-chunk';

let gateway: LuaGateway;
beforeAll(async () => { gateway = await LuaGateway.start(); }, 300_000);
afterAll(() => gateway?.stop());

const BODY: ValidationOptions = {
  body: {
    type: 'object',
    required: ['name', 'email'],
    properties: {
      name: { type: 'string', minLength: 1, maxLength: 100 },
      email: { type: 'string', format: 'email' },
      phone: { type: 'string', pattern: '^\\+?[0-9]{10,15}$' },
      note: { type: 'string', pattern: '^[\\p{L}\\s]*$' },
      slow: { type: 'string', maxLength: 3000, pattern: 'a.*b' },
    },
    additionalProperties: false,
  },
  maxBytes: 50_000,
};
const ADA = { name: 'Ada', email: 'ada@example.com' };
type Headers = [string, string][];
const JSON_TYPE: Headers = [['Content-Type', 'application/json']];
const MESSAGE = { message: 'request body is not valid' };

describe.each(VARIANTS)('in nginx, $name', (variant) => {
  function serve(options: ValidationOptions, path?: string): LuaRoute {
    const [{ config }] = composeLua([validationChunk(options)], { untrustedLua: UntrustedLua.SANDBOX, luaModules: [], description: 'oss 3.9' });
    return gateway.serve({ postFunction: { access: config.access }, path, variant });
  }

  test.each<[string, unknown, number, Headers?]>([
    ['a customer', ADA, 200],
    ['a customer with everything', { ...ADA, phone: '+441234567890', note: 'Ąę é\n', slow: 'xaxb' }, 200],
    ['a line break behind the phone number', { ...ADA, phone: '+441234567890\n' }, 400],
    ['a digit that is none in ECMA-262', { ...ADA, phone: '+44123456789٠' }, 400],
    ['a character that is no letter', { ...ADA, note: '1' }, 400],
    ['a text that a pattern is slow on', { ...ADA, slow: 'a'.repeat(3000) }, 400],
    ['a property too many', { ...ADA, admin: true }, 400],
    ['no JSON', '{', 400],
    ['no body', '', 400],
    ['a body in a file', `${JSON.stringify(ADA)}${' '.repeat(40_000)}`, 200],
    ['a body in a file that is not valid', `${JSON.stringify({ name: 'Ada' })}${' '.repeat(40_000)}`, 400],
    ['a body that is too large', `${JSON.stringify(ADA)}${' '.repeat(60_000)}`, 413],
    ['text', ADA, 415, [['Content-Type', 'text/plain']]],
    ['a charset', ADA, 200, [['Content-Type', 'application/json; charset=utf-8']]],
    ['another charset', ADA, 415, [['Content-Type', 'application/json; charset=utf-16']]],
    ['a type twice', ADA, 415, [...JSON_TYPE, ['Content-Type', 'text/plain']]],
    ['gzip', ADA, 415, [...JSON_TYPE, ['Content-Encoding', 'gzip']]],
    ['a type behind 150 headers', ADA, 200, [...Array.from({ length: 150 }, (_, i): [string, string] => [`X-${i}`, 'a']), ...JSON_TYPE]],
  ])('%s', async (_title, body, expected, headers = JSON_TYPE) => {
    const { status, body: text } = await serve(BODY).send({ method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
    expect(status).toBe(expected);
    if (expected === 400 && !text.includes('request is not valid')) { expect(JSON.parse(text)).toMatchObject(MESSAGE); }
  });

  test.each<[string, string, Headers, number]>([
    ['that fit', '/?limit=10', [['X-Tenant', 'acme']], 200],
    ['one too large', '/?limit=1000', [['X-Tenant', 'acme']], 400],
    ['one twice', '/?limit=10&limit=1000', [['X-Tenant', 'acme']], 400],
    ['one twice, once encoded', '/?limit=10&li%6Dit=1000', [['X-Tenant', 'acme']], 400],
    ['one hidden behind a thousand', `/?limit=1&${'a&'.repeat(1000)}limit=1000`, [['X-Tenant', 'acme']], 400],
    ['bytes that are not UTF-8', '/?q=%80', [['X-Tenant', 'acme']], 400],
    ['no header', '/', [], 400],
    ['a header twice', '/', [['X-Tenant', 'acme'], ['X-Tenant', 'evil']], 400],
    ['a header with an underscore as well', '/', [['X-Tenant', 'acme'], ['X_Tenant', 'evil']], 400],
  ])('parameters: %s', async (_title, path, headers, expected) => {
    const route = serve({
      maxBytes: 1,
      parameters: [
        { name: 'limit', location: 'query', required: false, schema: { type: 'integer', maximum: 100 } },
        { name: 'q', location: 'query', required: false, schema: { type: 'string', pattern: '^.*$' } },
        { name: 'X-Tenant', location: 'header', schema: { type: 'string', pattern: '^[a-z]+$' } },
      ],
    });
    expect((await route.send({ path, headers })).status).toBe(expected);
  });

  test.each<[string, string, number]>([
    ['that fits', '/items/ab-1/parts', 200],
    ['that fits, encoded', '/items/%61b%2D1/parts', 200],
    ['that fits, encoded where it must be', '/items/a%24b/parts', 200],
    ['with a character that does not fit', '/items/ab_1/parts', 400],
    ['with one that is encoded', '/items/ab%2F1/parts', 400],
    ['with one that is encoded twice', '/items/ab%252F1/parts', 400],
    ['with a line break', '/items/ab%0A/parts', 400],
    ['that is no UTF-8', '/items/%80/parts', 400],
    ['that another path has', '/elsewhere', 400],
  ])('a parameter of the path %s', async (_title, path, expected) => {
    const route = serve({ maxBytes: 1, parameters: [{ name: 'item', location: 'path', schema: { type: 'string', pattern: '^[a-z0-9$-]{2,}$' } }] }, '/items/(?<item>[^/]+)/parts$');
    expect((await route.send({ path })).status).toBe(expected);
  });

  test('a number of the path is read as one', async () => {
    const route = serve({ maxBytes: 1, parameters: [{ name: 'id', location: 'path', schema: { type: 'integer', maximum: 99 } }] }, '/orders/(?<id>[^/]+)$');
    const answers = await Promise.all(['/orders/7', '/orders/99', '/orders/100', '/orders/x', '/orders/1.5'].map(path => route.send({ path })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400, 400, 400]);
  });
});
