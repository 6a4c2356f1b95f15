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
    source: String.raw`
local decode_json = require("cjson.safe").decode

-- cjson takes a list, what is not UTF-8, and ends at a zero byte.
local function decode_object(text)
  if ngx.re.find(text, [[^[ \t\r\n]*\{[^\x00]*\z]], "jou") then
    return (decode_json(text))
  end
end`.trim(),
    modules: ['cjson.safe'],
  });
});
