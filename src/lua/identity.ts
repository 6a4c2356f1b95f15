import { LUA_ORDER, LuaChunk } from './chunk';
import { luaText } from './lua-text';
import { UNEXPECTED } from './token';
import { HeaderName } from '../values/header-name';

/** A header and the claim that it carries. */
export interface ClaimHeader {
  readonly header: HeaderName;
  readonly path: string[];
}

/** Which claims become which headers, and how. */
export interface ClaimHeaders {
  readonly headers: ClaimHeader[];
  /** Stands between the items of a list. */
  readonly separator: string;
  /** How many bytes a value may have. */
  readonly maxLength: number;
}

/**
 * The headers by which Kong tells backends of the caller. Its authentication plugins set and clear them, in the spelling with hyphens and
 * no other; where none runs, nobody does. `X-Consumer-Groups` is of the acl plugin: where that does not run, nobody clears it.
 */
export const CONSUMER_HEADERS = ['X-Consumer-ID', 'X-Consumer-Custom-ID', 'X-Consumer-Username', 'X-Consumer-Groups', 'X-Credential-Identifier', 'X-Anonymous-Consumer']
  .map(name => HeaderName.of(name));

/**
 * Removes headers from a request, whatever else holds for it: in every spelling that a backend reads as the header, since the first look
 * at a request's headers may end after a hundred. Before authentication, so that no plugin takes a client's word for the gateway's, and
 * after it, so that losing one of both plugins lets nothing through.
 *
 * @param kongs headers that plugins in between set: after them, only the other spellings are removed
 */
export function clearHeaders(headers: HeaderName[], kongs: HeaderName[] = []): LuaChunk[] {
  const key = `${headers.join()} ${kongs.join()}`;
  let chunks = CLEARING.get(key);
  if (!chunks) {
    CLEARING.set(key, chunks = clearingOf(headers, kongs));
  }
  return chunks;
}

/** Many APIs clear the same headers. */
const CLEARING = new Map<string, LuaChunk[]>();

function clearingOf(headers: HeaderName[], kongs: HeaderName[]): LuaChunk[] {
  return headers.length + kongs.length === 0 ? [] : [
    { id: 'clear-identity', place: 'pre-function', order: LUA_ORDER.clearIdentity, onError: UNEXPECTED, constants: cleared([...headers, ...kongs], []), body: CLEAR },
    // Before claims, which set what is cleared here.
    { id: 'clear-identity', place: 'post-function', order: LUA_ORDER.claims - 1, onError: UNEXPECTED, constants: cleared(headers, kongs), body: CLEAR },
  ];
}

/**
 * Refuses a Connection header that names anything but what HTTP needs. Kong removes what it names after the last plugin, with it the
 * headers that the gateway itself has set; and it works on a copy, so that the header cannot be mended.
 */
export function connectionGuard(): LuaChunk {
  return {
    id: 'connection-guard',
    place: 'pre-function',
    order: LUA_ORDER.connectionGuard,
    onError: UNEXPECTED,
    constants: 'local USUAL = { close = true, ["keep-alive"] = true, upgrade = true }',
    body: `-- All of them: the usual look at headers ends after a hundred.
local lines = ngx.req.get_headers(0)["connection"]
if not lines then
  return
end
for _, line in ipairs(type(lines) == "table" and lines or { lines }) do
  for name in tostring(line):lower():gmatch("[^,%s]+") do
    if not USUAL[name] then
      return 400, "Bad Request"
    end
  end
end`,
  };
}

/** Lua that defines `set_identity(claims)`; needs `CLAIM_TEXT` above it. */
export function identitySetter({ headers, separator, maxLength }: ClaimHeaders): string {
  return `local HEADERS = ${luaText(headers.map(({ header, path }) => ({ name: header.toString(), path })))}
local SEPARATOR = ${luaText(separator)}
local MOST_BYTES = ${luaText(maxLength)}

-- A list is sent whole or not at all: a part of it would say something that the issuer has not said.
local function joined(list)
  local parts = {}
  for i = 1, #list do
    local text = text_of(list[i])
    if not text or text:find(SEPARATOR, 1, true) then
      return nil
    end
    parts[i] = text
  end
  return parts[1] and table.concat(parts, SEPARATOR)
end

local function set_identity(claims)
  for i = 1, #HEADERS do
    local value = claim_at(claims, HEADERS[i].path)
    local text
    if type(value) == "table" then
      text = joined(value)
    else
      text = text_of(value)
    end
    if text and #text <= MOST_BYTES then
      kong.service.request.set_header(HEADERS[i].name, text)
    end
  end
end`;
}

const CLEAR = `for i = 1, #CLEARED do
  kong.service.request.clear_header(CLEARED[i])
end`;

/** The names are spelled by the gateway's worker, once: six headers have 28 spellings. */
function cleared(whole: HeaderName[], kongs: HeaderName[]): string {
  const names = (headers: HeaderName[]) => luaText(headers.map(header => header.toString()));
  return `local CLEARED = {}

-- Adds every name that a backend may read as this one.
local function add(begin, rest, kept)
  local word, more = rest:match("^(.-)-(.+)$")
  if word then
    add(begin .. word .. "-", more, kept)
    add(begin .. word .. "_", more, kept)
  elseif begin .. rest ~= kept then
    CLEARED[#CLEARED + 1] = begin .. rest
  end
end
${whole.length === 0 ? '' : `
for _, name in ipairs(${names(whole)}) do
  add("", name)
end`}${kongs.length === 0 ? '' : `
-- What Kong itself has said by now stays.
for _, name in ipairs(${names(kongs)}) do
  add("", name, name)
end`}`;
}
