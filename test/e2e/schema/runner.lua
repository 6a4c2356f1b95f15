-- Runs compiled schemas over documents, in what Kong's sandbox leaves of Lua. Reads one JSON record a line from standard input:
-- { lua = source, index = of the schema, docs = texts in hexadecimal }. Writes one line for each document.
local cjson = require "cjson"
local rex = require "rex_pcre2"

-- What lua-nginx's ngx.re.find does for the flags "jou".
local compiled = {}
local function re_find(subject, pattern, flags)
  assert(flags == "jou")
  local regex = compiled[pattern]
  if not regex then
    local ok, made = pcall(rex.new, pattern, rex.flags().UTF)
    if not ok then return nil, nil, made end
    regex = made
    compiled[pattern] = regex
  end
  local ok, from, to = pcall(regex.find, regex, subject)
  if not ok then return nil, nil, from end
  return from, to
end

local function copy(t, ...)
  local result = {}
  for _, name in ipairs { ... } do result[name] = t[name] end
  return result
end

local function sandbox()
  return {
    string = copy(string, "byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match", "reverse", "sub", "upper"),
    table = copy(table, "concat", "insert", "remove", "sort", "maxn"),
    math = copy(math, "floor", "ceil", "fmod", "huge", "abs", "max", "min", "modf"),
    assert = assert, error = error, ipairs = ipairs, next = next, pairs = pairs, pcall = pcall, select = select,
    tonumber = tonumber, tostring = tostring, type = type, unpack = unpack,
    ngx = { re = { find = re_find } },
  }
end

local function text_of(hex)
  return (hex:gsub("..", function(pair) return string.char(tonumber(pair, 16)) end))
end

for line in io.lines() do
  local record = cjson.decode(line)
  local chunk, wrong = loadstring(record.lua .. "\nreturn decode_json, judge", "=schema")
  if not chunk then error(wrong) end
  local decode_json, judge = setfenv(chunk, sandbox())()
  for _, hex in ipairs(record.docs) do
    local text = text_of(hex)
    local ok, result = pcall(function()
      local value, problem = decode_json(text, record.depth or 64)
      if value == nil then return "undecodable " .. problem end
      local rule, where = judge(record.index, value, record.steps or 100000)
      return rule and "refused " .. rule .. " " .. where or "accepted"
    end)
    io.write(((ok and result or "error " .. tostring(result)):gsub("[\r\n]", " ")), "\n")
  end
end
