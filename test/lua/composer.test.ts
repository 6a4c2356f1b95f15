import { luaGateway } from './support';
import { UntrustedLua } from '../../src';
import { LuaChunk } from '../../src/lua/chunk';
import { composeLua } from '../../src/lua/composer';

const chunk = (more: Partial<LuaChunk> = {}): LuaChunk => ({ id: 'a', place: 'pre-function', order: 10, body: 'return 403, "No"', ...more });

test('a chunk without constants', () => {
  expect(composeLua([chunk({ onError: { status: 401, message: 'Say "who"' } })], luaGateway())).toEqual([{
    plugin: 'pre-function',
    config: {
      access: [`-- gatewarden: a
local function run()
  return 403, "No"
end
return function()
  local ok, status, message, headers = pcall(run)
  if not ok then
    kong.log.err("gatewarden a failed: ", tostring(status))
    status, message, headers = 401, "Say \\"who\\"", nil
  end
  if status then
    return kong.response.exit(status, { message = message }, headers)
  end
end
`],
    },
  }]);
});

test('a chunk with constants, whose error lets the request go on', () => {
  expect(composeLua([chunk({ constants: 'local X = 1\n', body: '\nif X == 2 then\n  return 403, "No"\nend\n' })], luaGateway())[0].config.access).toEqual([`-- gatewarden: a
local loaded, run = pcall(function()
  local X = 1

  return function()
    if X == 2 then
      return 403, "No"
    end
  end
end)
return function()
  local ok, status, message, headers = loaded, run
  if loaded then
    ok, status, message, headers = pcall(run)
  end
  if not ok then
    kong.log.err("gatewarden a failed: ", tostring(status))
    status, message, headers = nil, nil, nil
  end
  if status then
    return kong.response.exit(status, { message = message }, headers)
  end
end
`]);
});

test('one plugin of each place, each chunk a string of its own, in their order', () => {
  const chunks = [chunk({ id: 'late', order: 30 }), chunk({ id: 'post', place: 'post-function' }), chunk({ id: 'b', order: 20 }), chunk({ id: 'a', order: 20 })];
  const ids = (given: LuaChunk[]) => composeLua(given, luaGateway()).map(({ plugin, config }) => [plugin, config.access.map(text => text.split('\n')[0])]);
  const expected = [
    ['pre-function', ['-- gatewarden: a', '-- gatewarden: b', '-- gatewarden: late']],
    ['post-function', ['-- gatewarden: post']],
  ];
  expect(ids(chunks)).toEqual(expected);
  expect(ids(chunks.reverse())).toEqual(expected);
});

test('nothing is no plugin', () => {
  expect(composeLua([], luaGateway(UntrustedLua.OFF))).toEqual([]);
});

test('the same chunk twice runs once', () => {
  expect(composeLua([chunk(), chunk()], luaGateway())[0].config.access).toHaveLength(1);
});

test('one id in both places is two chunks', () => {
  expect(composeLua([chunk(), chunk({ place: 'post-function' })], luaGateway())).toHaveLength(2);
});

test.each<[string, LuaChunk[], string]>([
  ['an id that would leave its comment', [chunk({ id: 'a\nos.exit()' })], 'has no good id: expected lower-case words with \'-\' between them; rename it'],
  ['two chunks of one id', [chunk(), chunk({ body: 'return' })], "two lua chunks of pre-function are called 'a': expected one; join them, or rename one"],
  ['a module that is not allowed', [chunk({ modules: ['cjson.safe'] })],
    "lua chunk 'a' requires cjson.safe, which oss 3.9 does not allow: every request would be answered with 500; add 'cjson.safe' to luaModules of the gateway"],
])('fails for %s', (_what, chunks, text) => {
  expect(() => composeLua(chunks, luaGateway())).toThrow(text);
});

test('fails at a gateway that runs no functions', () => {
  expect(() => composeLua([chunk(), chunk({ id: 'b' })], luaGateway(UntrustedLua.OFF)))
    .toThrow('untrusted_lua is off: expected a gateway that runs functions, for a and b; leave untrustedLua out');
});

test('a module that is allowed is taken', () => {
  expect(composeLua([chunk({ modules: ['cjson.safe'] })], luaGateway(UntrustedLua.SANDBOX, ['cjson.safe']))).toHaveLength(1);
});
