import { LUA_ORDER, LuaChunk } from './chunk';
import { jsonDecoder } from './json-text';
import { luaText } from './lua-text';
import { LuaGateway } from './sandbox';

/** What the client gets when Lua of ours fails: what Kong itself answers then, and nothing of the cause. */
export const UNEXPECTED = { status: 500, message: 'An unexpected error occurred' };

/**
 * Reads a bearer token before Kong's jwt plugin does, and refuses what that would answer with 500, or take before its time: another form
 * than three parts, a header or claims that are no JSON objects, a `typ` or a key that is no text, `nbf` in the future. The token is found
 * by the expression of Kong's plugin. What it says stays in `kong.ctx.shared` for who asks after authentication (`VERIFIED_CLAIMS`), so
 * that a request's token is decoded once.
 *
 * @param keyClaim what names the credential
 */
export function tokenGuard(gateway: LuaGateway, keyClaim: string): LuaChunk {
  const decoder = jsonDecoder(gateway);
  const key = `${decoder.modules?.join()} ${keyClaim}`;
  let guard = GUARDS.get(key);
  if (!guard) {
    GUARDS.set(key, guard = makeGuard(decoder, keyClaim));
  }
  return guard;
}

/** One object per form, so that many APIs share the text that the composer makes of it. */
const GUARDS = new Map<string, LuaChunk>();

function makeGuard({ source, modules }: ReturnType<typeof jsonDecoder>, keyClaim: string): LuaChunk {
  return {
    id: 'token-guard',
    place: 'pre-function',
    order: LUA_ORDER.tokenGuard,
    modules,
    onError: UNEXPECTED,
    constants: `${source}

local KEY_CLAIM = ${luaText(keyClaim)}

local function decode_part(part)
  -- Both are rare in ASCII text, and looking is cheaper than replacing.
  local base64 = part
  if part:find("-", 1, true) or part:find("_", 1, true) then
    base64 = part:gsub("%-", "+"):gsub("_", "/")
  end
  base64 = base64 .. ("==="):sub(1, -#part % 4)
  local text = ngx.decode_base64(base64)
  return text and decode_object(text)
end

local function is_sound(header, claims)
  local key = claims[KEY_CLAIM] or header[KEY_CLAIM]
  local nbf = claims.nbf
  return (header.typ == nil or type(header.typ) == "string")
    and (not key or type(key) == "string")
    and (nbf == nil or type(nbf) == "number" and nbf <= ngx.time())
end`,
    body: `local authorization = ngx.var.http_authorization
if not authorization then
  return
end
local text = authorization:sub(1, 7) == "Bearer " and authorization:sub(8, 8) > " " and authorization:sub(8)
if not text then
  local found, problem = ngx.re.match(authorization, "\\\\s*[Bb]earer\\\\s+(.+)", "jo")
  if not found and not problem then return end
  text = found and found[1] or ""
end
local first = text:find(".", 1, true)
local second = first and text:find(".", first + 1, true)
local is_whole = second and not text:find(".", second + 1, true)
local header = is_whole and decode_part(text:sub(1, first - 1))
local claims = header and decode_part(text:sub(first + 1, second - 1))
if not claims or not is_sound(header, claims) then
  return 401, "Unauthorized", { ["WWW-Authenticate"] = 'Bearer error="invalid_token"' }
end
kong.ctx.shared.gatewarden_token = { text = text, claims = claims }`,
  };
}

/**
 * Lua for a body after authentication: `claims` of the very token that the jwt plugin has verified. Without it the request is refused, so
 * that losing the plugin with the token guard closes the route.
 */
export const VERIFIED_CLAIMS = `local token = kong.ctx.shared.gatewarden_token
if not token or token.text ~= kong.ctx.shared.authenticated_jwt_token then
  return 401, "Unauthorized", { ["WWW-Authenticate"] = "Bearer" }
end
local claims = token.claims`;

/** Lua that finds a claim by the names that lead to it, and says a scalar as text that survives being sent as a header. */
export const CLAIM_TEXT = `local MOST_EXACT = 9007199254740991

local function claim_at(claims, path)
  local value = claims
  for i = 1, #path do
    if type(value) ~= "table" then
      return nil
    end
    value = value[path[i]]
  end
  return value
end

-- Nothing for what a backend would read as something else: control characters, spaces around it, numbers that are not exact.
local function text_of(value)
  local kind = type(value)
  if kind == "string" then
    if value == "" or value:byte() == 32 or value:byte(-1) == 32 then
      return nil
    end
    -- Byte by byte, which the trace compiler takes, unlike a pattern. Byte 194 may begin a control character of two bytes.
    for i = 1, #value do
      local byte, after = value:byte(i, i + 1)
      if byte < 32 or byte == 127 or byte == 194 and after and after >= 128 and after < 160 then
        return nil
      end
    end
    return value
  elseif kind == "boolean" then
    return tostring(value)
  elseif kind ~= "number" or value ~= value or math.abs(value) > MOST_EXACT then
    return nil
  elseif value == 0 then
    return "0"
  elseif value % 1 == 0 then
    return ("%.0f"):format(value)
  end
  local text = tostring(value)
  return tonumber(text) == value and text or nil
end`;
