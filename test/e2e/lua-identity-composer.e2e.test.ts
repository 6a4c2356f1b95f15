import { KongEdition, UntrustedLua } from 'gatewarden';
import { LuaGateway, LuaRoute, VARIANTS } from './lua/lua-gateway';
import { STARTING } from './peers/timeouts';
import { LuaChunk } from '../../src/lua/chunk';
import { composeLua } from '../../src/lua/composer';

const NODE = { untrustedLua: UntrustedLua.SANDBOX, luaModules: ['cjson.safe'], description: `${KongEdition.OSS} 3.9` };
const onError = { status: 403, message: 'Closed' };
const chunk = (id: string, more: Partial<LuaChunk>): LuaChunk => ({ id, place: 'pre-function', order: 10, body: '', ...more });
const mark = (id: string, order: number): LuaChunk => chunk(id, { order, body: `kong.service.request.set_header("X-${id}", "ran")` });

let gateway: LuaGateway;

beforeAll(async () => {
  gateway = await LuaGateway.start();
}, STARTING);

afterAll(() => gateway?.stop());

describe.each(VARIANTS)('$name', variant => {
  function serve(...chunks: LuaChunk[]): LuaRoute {
    const [pre] = composeLua(chunks, NODE);
    return gateway.serve({ preFunction: pre.config, variant });
  }

  /** Three requests, since Kong runs a chunk otherwise the first time. */
  async function thrice(route: LuaRoute): Promise<[number, string[]][]> {
    const results: [number, string[]][] = [];
    for (let i = 0; i < 3; i++) {
      const { status, received } = await route.send();
      results.push([status, (received?.headers ?? []).map(([name]) => name).filter(name => /^X-(first|last)$/.test(name))]);
    }
    return results;
  }

  test.each<[string, Partial<LuaChunk>, [number, string[]]]>([
    ['returns nothing', { body: 'local x = 1' }, [200, ['X-first', 'X-last']]],
    ['returns early', { body: 'if true then return end\nerror("not reached")' }, [200, ['X-first', 'X-last']]],
    ['refuses', { body: 'return 400, "No"' }, [400, []]],
    ['fails and protects', { body: 'error("x")', onError }, [403, []]],
    ['fails with a table', { body: 'error({})', onError }, [403, []]],
    ['fails with nothing', { body: 'error(nil)', onError }, [403, []]],
    ['indexes nil', { body: 'local x = nil\nreturn x.y', onError }, [403, []]],
    ['overflows the stack', { constants: 'local function f() return 1 + f() end', body: 'f()', onError }, [403, []]],
    ['fails and does not protect', { body: 'error("x")' }, [200, ['X-first', 'X-last']]],
    ['fails in its constants and protects', { constants: 'error("x")', body: 'return', onError }, [403, []]],
    ['fails in its constants and does not protect', { constants: 'error("x")', body: 'return 400, "No"' }, [200, ['X-first', 'X-last']]],
    ['fails the first time only', { constants: 'kong.tried = (kong.tried or 0) + 1\nif kong.tried == 1 then error("x") end', body: 'return', onError }, [403, []]],
    ['may not have its module', { constants: 'local x = require("cjson.safe")', body: 'return', modules: ['cjson.safe'], onError }, [403, []]],
    ['returns early from its constants', { constants: 'do return end', body: 'return 400, "No"', onError }, [403, []]],
    ['hides kong in its constants', { constants: 'local kong = nil', body: 'return kong.no', onError }, [403, []]],
    ['hides kong and returns nothing', { constants: 'local kong, pcall, tostring = nil, nil, nil', body: 'return' }, [200, ['X-first', 'X-last']]],
    ['refuses and hides kong', { constants: 'local kong, ok, status, loaded, run', body: 'return 400, "No"' }, [400, []]],
    ['takes kong from its own globals and refuses', { constants: 'kong = nil', body: 'return 400, "No"', onError }, [400, []]],
    ['takes kong from its own globals and does nothing', { constants: 'kong = nil', body: 'return', onError }, [200, ['X-first', 'X-last']]],
    ['takes pcall from its own globals', { constants: 'pcall = nil', body: 'return', onError }, [500, []]],
    ['asks for more stack than there is', { body: 'return unpack({}, 1, 1e8)', onError }, [403, []]],
    ['answers with what is no status', { body: 'return "400", "No"', onError }, [500, []]],
    ['would change a function of all', { constants: 'string.lower = function() return "" end', body: 'return 400, "No"', onError }, [403, []]],
  ])('a chunk that %s, in each of three requests', async (_what, middle, expected) => {
    expect(await thrice(serve(mark('first', 1), chunk('middle', middle), mark('last', 99)))).toEqual([expected, expected, expected]);
  });

  test('the answer has the message and the headers', async () => {
    const answer = await serve(chunk('a', { body: 'return 429, "Slow \\"down\\"", { ["Retry-After"] = "7" }' })).send();
    expect([answer.status, answer.body, answer.headers['retry-after']]).toEqual([429, '{"message":"Slow \\"down\\""}', '7']);
  });

  test('chunks do not see each other\'s locals', async () => {
    const secret = chunk('one', { constants: 'local secret = "x"', body: 'local ok, status = true, 400\nsecret = secret .. "y"' });
    const other = chunk('two', { order: 20, body: 'if secret or ok or status or loaded then return 400, "seen" end' });
    expect((await thrice(serve(secret, other))).map(([status]) => status)).toEqual([200, 200, 200]);
  });

  test('constants run once', async () => {
    const route = serve(chunk('count', { constants: 'local n = 0', body: 'n = n + 1\nkong.service.request.set_header("X-N", tostring(n))' }));
    const counted = [await route.send(), await route.send()].map(({ received }) => received!.headers.find(([name]) => name === 'X-N')![1]);
    expect(counted).toEqual(['1', '2']);
  });
});
