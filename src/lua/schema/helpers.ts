/** Lua functions that compiled schemas call. Each is written only where one calls it, or a helper that calls it. */
export const HELPERS: { readonly [name: string]: { readonly lua: string; readonly needs?: string[] } } = {
  /** Characters, not bytes. */
  chars: {
    lua: String.raw`
-- The characters of a text: every byte but those that continue one.
local function chars(v)
  local _, n = gsub(v, "[^\128-\191]", "")
  return n
end`,
  },
  /** An error of the regular expression must never read as "does not match": under "not" that would accept. */
  matches: {
    lua: String.raw`
local function matches(v, pattern)
  local from, _, err = re_find(v, pattern, "jou")
  if err then error("pattern " .. pattern .. ": " .. err, 0) end
  return from ~= nil
end`,
  },
  same: {
    lua: String.raw`
-- Whether two JSON values are equal.
local function same(a, b)
  if a == b then return true end
  if type(a) ~= "table" or type(b) ~= "table" or a[0] ~= b[0] then return false end
  for k, x in pairs(a) do
    if b[k] == nil or not same(x, b[k]) then return false end
  end
  for k in pairs(b) do
    if a[k] == nil then return false end
  end
  return true
end`,
  },
  unique: {
    needs: ['written'],
    lua: String.raw`
-- Whether no two items of an array are equal.
local function unique(v)
  local simple, composed = {}, {}
  for i = 1, v[0] do
    local item, seen = v[i], simple
    if type(item) == "table" then item, seen = written(item), composed end
    if seen[item] then return false end
    seen[item] = true
  end
  return true
end`,
  },
  written: {
    lua: String.raw`
-- A JSON value as a text that equal values share and no others have.
local function written(v)
  if type(v) == "string" then return #v .. ":" .. v end
  if type(v) == "number" then return sprintf("%.17g,", v + 0) end
  if type(v) ~= "table" then return v == JSON_NULL and "null," or tostring(v) .. "," end
  local parts = {}
  if v[0] then
    for i = 1, v[0] do parts[i] = written(v[i]) end
    return "[" .. concat(parts) .. "]"
  end
  for k in pairs(v) do parts[#parts + 1] = k end
  sort(parts)
  for i, k in ipairs(parts) do parts[i] = written(k) .. written(v[k]) end
  return "{" .. concat(parts) .. "}"
end`,
  },
  step: {
    lua: String.raw`
-- A property's name as a step of a JSON pointer.
local function step(name)
  return "/" .. gsub(gsub(name, "~", "~0"), "/", "~1")
end`,
  },
};

/** The locals of Lua's library that helpers, formats and compiled schemas use, by name. */
export const LIBRARY: { readonly [name: string]: string } = {
  byte: 'string.byte',
  concat: 'table.concat',
  find: 'string.find',
  floor: 'math.floor',
  fmod: 'math.fmod',
  gmatch: 'string.gmatch',
  gsub: 'string.gsub',
  match: 'string.match',
  pairs: 'pairs',
  re_find: 'ngx.re.find',
  sort: 'table.sort',
  sprintf: 'string.format',
  sub: 'string.sub',
  tonumber: 'tonumber',
  type: 'type',
};

/** The Lua of helpers and of those that they need. */
export function helpersLua(names: Iterable<string>): string[] {
  const all = new Set<string>();
  const add = (name: string) => {
    HELPERS[name].needs?.forEach(add);
    all.add(name);
  };
  [...names].sort().forEach(add);
  return [...all].map(name => HELPERS[name].lua.trim());
}
