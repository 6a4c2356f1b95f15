import { allowsModule, LuaGateway } from './sandbox';
import { JSON_DECODER } from './schema/json-decoder';

/** Tokens have a few levels; deeper ones are refused where the decoder asks, since this runs before authentication. */
const MOST_LEVELS = 32;

/**
 * Lua that defines `decode_object(text)`, which returns an object or nothing, and the modules that it requires: cjson where the gateway
 * allows it, plain Lua where not. Null is of a type that no claim has: a function or userdata.
 */
export function jsonDecoder(gateway: LuaGateway): { readonly source: string; readonly modules: string[] } {
  const cjson = allowsModule(gateway, 'cjson.safe');
  return {
    source: cjson ? WITH_CJSON : IN_PLAIN_LUA,
    modules: cjson ? ['cjson.safe'] : [],
  };
}

/** PCRE finds nothing in a text that is not UTF-8. */
const WITH_CJSON = String.raw`
local decode_json = require("cjson.safe").decode

-- cjson takes a list, what is not UTF-8, and ends at a zero byte.
local function decode_object(text)
  if ngx.re.find(text, [[^[ \t\r\n]*\{[^\x00]*\z]], "jou") then
    return (decode_json(text))
  end
end`.trim();

const IN_PLAIN_LUA = String.raw`
${JSON_DECODER}

-- An object begins with a brace.
local function decode_object(text)
  if text:find("^[ \t\r\n]*{") then
    return (decode_json(text, ${MOST_LEVELS}))
  end
end`.trim();
