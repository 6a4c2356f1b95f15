-- OpenResty's cjson, which Kong has: an empty array can be told from an empty object. Debian's cannot do that, so it reads and writes what
-- has no tables in it, and this does the rest.
local cjson = require("cjson")
local plain = require("cjson.safe")

local array_mt = {}
local empty_array = setmetatable({}, array_mt)

-- A document that cjson takes as a whole is known to be well-formed: this only walks along it.
local function marked(text)
  local at = 1
  local value

  local function skip()
    at = text:find("[^ \t\r\n]", at) or #text + 1
    return text:sub(at, at)
  end

  local function scalar()
    local from = at
    if text:sub(at, at) == '"' then
      at = at + 1
      while text:sub(at, at) ~= '"' do
        at = at + (text:sub(at, at) == "\\" and 2 or 1)
      end
      at = at + 1
    else
      at = text:find("[%s,%]}]", at) or #text + 1
    end
    return plain.decode("[" .. text:sub(from, at - 1) .. "]")[1]
  end

  local function members(close, add)
    at = at + 1
    while skip() ~= close do
      if text:sub(at, at) == "," then
        at = at + 1
        skip()
      end
      add()
    end
    at = at + 1
  end

  function value()
    local first, result = skip(), {}
    if first == "[" then
      members("]", function() result[#result + 1] = value() end)
      return setmetatable(result, array_mt)
    elseif first == "{" then
      members("}", function()
        local key = scalar()
        skip()
        at = at + 1
        result[key] = value()
      end)
      return result
    end
    return scalar()
  end

  return value()
end

local function is_list(value)
  return getmetatable(value) == array_mt or #value > 0
end

local function encoded(value)
  if type(value) ~= "table" then
    return cjson.encode(value)
  end
  local parts = {}
  if is_list(value) then
    for i = 1, #value do
      parts[i] = encoded(value[i])
    end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  for key, inner in pairs(value) do
    parts[#parts + 1] = cjson.encode(tostring(key)) .. ":" .. encoded(inner)
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

local function new(raising)
  local marks = false
  local below = raising and cjson.new() or plain.new()
  local own = { array_mt = array_mt, empty_array = empty_array, empty_array_mt = array_mt }

  function own.decode_array_with_array_mt(on)
    if on ~= nil then
      marks = on
    end
    return marks
  end

  function own.decode(text)
    local value, err = below.decode(text)
    if value == nil or not marks then
      return value, err
    end
    return marked(text)
  end

  function own.encode(value)
    if raising then
      return encoded(value)
    end
    local ok, result = pcall(encoded, value)
    if ok then
      return result
    end
    return nil, result
  end

  function own.new()
    return new(raising)
  end

  return setmetatable(own, { __index = below })
end

local _M = { safe = new(false), raising = new(true), marking = new(false) }
_M.marking.decode_array_with_array_mt(true)

return _M
