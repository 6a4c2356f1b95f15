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
    source: `${cjson ? 'local decode_json = require("cjson.safe").decode' : JSON_DECODER}

-- An object begins with a brace: once decoded, cjson does not tell an empty one from an empty list.
local function decode_object(text)
  if text:find("^[ \\t\\r\\n]*{") then
    return (decode_json(${cjson ? 'text' : `text, ${MOST_LEVELS}`}))
  end
end`,
    modules: cjson ? ['cjson.safe'] : [],
  };
}
