import { AS_DEBIAN, AS_KONG, LuaGateway, LuaRoute, RouteConfig, VARIANTS } from './lua/lua-gateway';
import { Answer } from './lua/requests';
import { STARTING } from './peers/timeouts';

/** What Kong's default sandbox takes away; `kong-lua-sandbox` and what was seen on Kong 3.9.3 agree on these. */
const REMOVED = [
  '_G', 'bit', 'cjson', 'collectgarbage', 'debug', 'dofile', 'ffi', 'getfenv', 'getmetatable', 'io', 'jit', 'load', 'loadfile', 'loadstring', 'module', 'newproxy',
  'package', 'print', 'rawequal', 'rawget', 'rawset', 'setfenv', 'setmetatable',
  'os.execute', 'os.exit', 'os.getenv', 'os.remove', 'os.rename', 'os.setlocale', 'os.tmpname', 'string.dump', 'math.randomseed',
  'table.clear', 'table.clone', 'table.new', 'table.nkeys', 'table.pack', 'table.unpack', 'table.move', 'table.isarray',
  'ngx.decode_base64url', 'ngx.encode_base64url', 'kong.jwt', 'ngx.shared.no_such_dict',
];
const THERE = [
  'assert', 'error', 'ipairs', 'next', 'pairs', 'pcall', 'select', 'tonumber', 'tostring', 'type', 'unpack', 'xpcall', 'coroutine.wrap', 'math.floor', 'os.clock',
  'os.date', 'os.time', 'string.format', 'string.gsub', 'string.rep', 'table.concat', 'table.insert', 'table.remove', 'table.sort',
  'ngx.decode_base64', 'ngx.encode_base64', 'ngx.hmac_sha1', 'ngx.md5', 'ngx.now', 'ngx.null', 'ngx.re.match', 'ngx.re.find', 'ngx.re.gsub', 'ngx.var.request_uri',
  'ngx.shared.kong_rate_limiting_counters', 'kong.client.get_credential', 'kong.request.get_header', 'kong.service.request.clear_header', 'kong.response.exit',
  'kong.ctx.shared', 'kong.log.err', 'kong.vault.get', 'kong.cache.get',
];
const MODULES = ['cjson', 'cjson.safe', 'ngx.base64', 'resty.sha256', 'string', 'ffi', 'kong.tools.cjson'];

const FAILED = { status: 500, body: '{"message":"An unexpected error occurred"}' };

let gateway: LuaGateway;

beforeAll(async () => {
  gateway = await LuaGateway.start({ GW_PROOF: 's3cret', GW_JSON: '{"key":"inner"}' });
}, STARTING);

afterAll(() => gateway?.stop());

/** A route that answers what an expression is. */
function answering(expression: string, config: RouteConfig = {}): LuaRoute {
  return gateway.serve({ ...config, preFunction: { access: [`kong.response.exit(200, tostring(${expression}))`] } });
}

async function valueOf(expression: string, config: RouteConfig = {}): Promise<string> {
  return (await answering(expression, config).send()).body;
}

describe('the sandbox', () => {
  test.each(REMOVED)('has no %s, and fails a chunk that calls it', async name => {
    expect(await valueOf(name)).toBe('nil');
    expect(await gateway.serve({ postFunction: { access: [`local x = ${name}("a")`] } }).send()).toMatchObject(FAILED);
  });

  test.each(THERE)('has %s', async name => {
    expect(await valueOf(name)).not.toBe('nil');
  });

  test.each(MODULES)('lets nobody require %s, which passes the syntax check', async name => {
    const chunk = `local m = require("${name}")`;
    expect(await gateway.syntaxError(chunk)).toBe('');
    expect(await gateway.serve({ preFunction: { access: [chunk] } }).send()).toMatchObject(FAILED);
    expect(gateway.errors().join('\n')).toContain(`require '${name}' not allowed within sandbox`);
  });

  test('lets a chunk require what the gateway allows', async () => {
    expect(await valueOf('require("cjson.safe").decode("[7]")[1]', { requires: ['cjson.safe'] })).toBe('7');
    expect(await answering('require("cjson").null', { requires: ['cjson.safe'] }).send()).toMatchObject(FAILED);
  });

  test('protects its modules', async () => {
    expect(await gateway.serve({ preFunction: { access: ['string.rep = nil'] } }).send()).toMatchObject(FAILED);
    expect(gateway.errors().join('\n')).toContain('Can not modify string.rep');
  });

  test('names what the stand-in lacks', async () => {
    expect(await answering('kong.request.get_forwarded_prefix()').send()).toMatchObject(FAILED);
    expect(gateway.errors().join('\n')).toContain('kong.request.get_forwarded_prefix is not in the stand-in');
  });

  test('reads secrets of the node, and no others', async () => {
    expect(await valueOf('kong.vault.get("{vault://env/gw-proof}")')).toBe('s3cret');
    expect(await valueOf('kong.vault.get("{vault://env/gw-json/key}")')).toBe('inner');
    expect(await valueOf('kong.vault.get("{vault://env/gw-other}")')).toBe('nil');
  });
});

describe('a function', () => {
  const COUNTING = 'local outer = (runs or 0) + 1 runs = outer local inner = 0 return function() inner = inner + 1 kong.response.exit(200, outer .. "/" .. inner) end';
  const bodies = async (route: LuaRoute, times: number) => {
    const answers: Answer[] = [];
    for (let i = 0; i < times; i++) {
      answers.push(await route.send());
    }
    return answers.map(({ status, body }) => status === 200 && !body.includes('"url"') ? body : status);
  };

  test('that a chunk returns runs per request, and the chunk around it once', async () => {
    expect(await bodies(gateway.serve({ preFunction: { access: [COUNTING] } }), 3)).toEqual(['1/1', '1/2', '1/3']);
  });

  // So a chunk must do nothing in its outer part that can fail: the first request is refused, and the rest would pass unchecked.
  test('is lost when the chunk around it failed or answered in its first run, as on Kong', async () => {
    const chunk = (what: string) => `if not begun then begun = true ${what} end return function() kong.response.exit(403, "checked") end`;
    expect(await bodies(gateway.serve({ postFunction: { access: [chunk('error("once")')] } }), 3)).toEqual([500, 200, 200]);
    expect(await bodies(gateway.serve({ postFunction: { access: [chunk('kong.response.exit(401)')] } }), 3)).toEqual([401, 200, 200]);
  });

  test('that answers ends its plugin and those after it; one that fails does, too', async () => {
    const route = (first: string) => gateway.serve({ preFunction: { access: [first, 'kong.response.exit(200, "second")'] }, postFunction: { access: ['kong.response.exit(200, "post")'] } });
    expect(await bodies(route('kong.response.exit(403, "no")'), 1)).toEqual([403]);
    expect(await bodies(route('pcall(kong.response.exit, 403)'), 1)).toEqual([403]);
    expect(await bodies(route('error("x")'), 1)).toEqual([500]);
    expect(await bodies(route('return'), 1)).toEqual(['second']);
  });

  test('runs before or after authentication', async () => {
    const seen = 'kong.response.exit(200, tostring(kong.ctx.shared.authenticated_jwt_token))';
    const vouched = { token: 'a.b.c', shared: { more: 1 } };
    expect((await gateway.serve({ preFunction: { access: [seen] } }).send({ vouched })).body).toBe('nil');
    expect((await gateway.serve({ postFunction: { access: [seen] } }).send({ vouched })).body).toBe('a.b.c');
  });

  test('may change answers in the phase of headers, and headers for the upstream before', async () => {
    const set = 'kong.response.set_header("X-Set", "1") kong.response.clear_header("X-Kept")';
    const route = gateway.serve({ preFunction: { access: ['kong.service.request.set_header("X-User-ID", "me")'], header_filter: [set] }, postFunction: { header_filter: ['kong.service.request.set_header("X", "y")'] } });
    gateway.upstream.headers = { 'X-Kept': 'yes' };
    const { headers, received } = await route.send({ headers: [['x-user-id', 'root']] });
    gateway.upstream.headers = {};
    expect(headers).toMatchObject({ 'x-set': '1' });
    expect(headers).not.toHaveProperty('x-kept');
    expect(received!.headers.filter(([name]) => /user.id/i.test(name))).toEqual([['x-user-id', 'me']]);
    expect(gateway.errors().join('\n')).toContain('function cannot be called in header_filter phase');
  });

  test('is refused in a phase that no route has', () => {
    expect(() => gateway.serve({ preFunction: { rewrite: ['return'] } as any })).toThrow('kong does not run the phase rewrite of a function on a route');
  });

  test('that does not compile fails each request', async () => {
    expect(await gateway.syntaxError('local x =')).toBe("chunk:1: unexpected symbol near '<eof>'");
    expect(await bodies(gateway.serve({ preFunction: { access: ['local x ='] } }), 2)).toEqual([500, 500]);
  });
});

describe('the traps of Kong', () => {
  test('an underscored spelling reaches the upstream past a header that is set', async () => {
    const { received } = await gateway.serve({ postFunction: { access: ['kong.service.request.set_header("X-User-ID", "me")'] } }).send({ headers: [['X_User_ID', 'root']] });
    expect(received!.headers).toEqual(expect.arrayContaining([['X_User_ID', 'root'], ['X-User-ID', 'me']]));
  });

  test.each(VARIANTS)('a Connection header drops what the gateway has set ($name)', async variant => {
    const route = gateway.serve({ variant, preFunction: { access: ['kong.service.request.set_header("Connection", "close")'] }, postFunction: { access: ['kong.service.request.set_header("X-User-ID", "me")'] } });
    expect((await route.send({ headers: [['Connection', 'X-User-ID']] })).received!.headers).not.toContainEqual(['X-User-ID', 'me']);
  });

  test('a hundred headers hide those after them', async () => {
    const padding = Array.from({ length: 150 }, (_, i): [string, string] => [`X-Padding-${i}`, '1']);
    const headers: [string, string][] = [...padding, ['X-User-ID', 'root']];
    const read = 'kong.request.get_headers()["x-user-id"]';
    expect((await answering(read).send({ headers })).body).toBe('nil');
    expect((await answering('kong.request.get_header("x-user-id")', { variant: AS_KONG }).send({ headers })).body).toBe('nil');
    expect((await answering('kong.request.get_header("x-user-id")', { variant: AS_DEBIAN }).send({ headers })).body).toBe('root');
    const cleared = await gateway.serve({ preFunction: { access: ['kong.service.request.clear_header("X-User-ID")'] } }).send({ headers });
    expect(cleared.received!.headers).not.toContainEqual(['X-User-ID', 'root']);
  });

  test.each([[AS_KONG, 'one'], [AS_DEBIAN, 'one, two']])('a header sent twice ($name)', async (variant, expected) => {
    expect((await answering('kong.request.get_header("X-Twice")', { variant }).send({ headers: [['X-Twice', 'one'], ['x-twice', 'two']] })).body).toBe(expected);
  });

  test('a body above the buffer is nil, unless as much is allowed', async () => {
    const body = 'x'.repeat(20_000);
    const size = (argument: string) => answering(`#(kong.request.get_raw_body(${argument}) or "")`).send({ method: 'POST', body });
    expect([(await size('')).body, (await size('19999')).body, (await size('20000')).body]).toEqual(['0', '0', '20000']);
  });

  test('numbers are printed with fourteen digits', async () => {
    expect([await valueOf('1234567890123'), await valueOf('123456789012345')]).toEqual(['1234567890123', '1.2345678901235e+14']);
  });

  test('a request byte by byte', async () => {
    const answer = await answering('kong.request.get_header("x-odd")').sendBytes('GET / HTTP/1.1\r\nHost: HOST\r\nX-Odd: \xff\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 200 [^]*\xff/);
  });
});

describe('a log field', () => {
  const logged = async (logFields: Record<string, string>, postFunction = {}) => {
    const route = gateway.serve({ logFields, postFunction });
    expect((await route.send({ headers: [['X-A', '1']] })).status).toBe(200);
    return (await route.logged())[0];
  };

  test('nests by dots, and nil takes away', async () => {
    const { entry } = await logged({ 'a.b': 'return 1', 'request.headers.x-a': 'return nil', 'request.uri': 'return' });
    expect(entry).toMatchObject({ a: { b: 1 }, request: { method: 'GET' } });
    expect(entry.request).not.toHaveProperty('uri');
    expect(entry.request.headers).not.toHaveProperty('x-a');
  });

  test.each([
    ['an error', 'error("x")', 'x'], ['a module', 'return require("cjson")', 'not allowed'], ['a function as value', 'return function() end', 'value must be nil'],
    ['a body', 'return kong.request.get_raw_body()', 'cannot be called in log phase'], ['bad syntax', 'return return', 'unexpected symbol'],
  ])('with %s loses the entry, and the client does not notice', async (_what, chunk, says) => {
    const { entry, lost } = await logged({ good: 'return 1', bad: chunk });
    expect(entry).toBeUndefined();
    expect(lost).toContain(says);
  });

  test('is set by a chunk, too, and a post-function comes too late for the log phase', async () => {
    const { entry } = await logged({}, { access: ['kong.log.set_serialize_value("scored", 7)'], log: ['kong.log.set_serialize_value("late", 1)'] });
    expect(entry).toMatchObject({ scored: 7 });
    expect(entry).not.toHaveProperty('late');
  });
});
