import { luaGateway } from './support';
import { UntrustedLua } from '../../src';
import { jsonDecoder } from '../../src/lua/json-text';
import { JSON_DECODER } from '../../src/lua/schema/json-decoder';

test('plain Lua where no module is allowed, with a bound to its depth', () => {
  const { source, modules } = jsonDecoder(luaGateway());
  expect(source.startsWith(JSON_DECODER)).toBe(true);
  expect(source).toContain('return (decode_json(text, 32))');
  expect(source).not.toContain('require(');
  expect(modules).toEqual([]);
});

test.each([[UntrustedLua.SANDBOX, ['cjson.safe']], [UntrustedLua.STRICT, []]])('cjson with untrusted_lua %s and modules %j', (lua, luaModules) => {
  expect(jsonDecoder(luaGateway(lua, luaModules))).toEqual({
    source: `local decode_json = require("cjson.safe").decode

-- An object begins with a brace: once decoded, cjson does not tell an empty one from an empty list.
local function decode_object(text)
  if text:find("^[ \\t\\r\\n]*{") then
    return (decode_json(text))
  end
end`,
    modules: ['cjson.safe'],
  });
});
