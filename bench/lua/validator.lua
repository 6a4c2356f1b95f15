-- Times the validator beside cjson in one process, in turns. Reads { lua = source, index = of the schema, bodies = { name = text } } as JSON
-- from standard input; writes JSON: for each body the nanoseconds of each contestant, the fastest of several turns.
local cjson = require "cjson"
local rex = require "rex_pcre2"

-- In nginx this is a call through FFI into the same library, with the compiled pattern kept as here.
local compiled = {}
ngx = { re = { find = function(subject, pattern)
  local regex = compiled[pattern]
  if not regex then
    regex = rex.new(pattern, rex.flags().UTF)
    compiled[pattern] = regex
  end
  return regex:find(subject)
end } }

local record = cjson.decode(io.read("*a"))
local decode_json, judge = assert(loadstring(record.lua .. "\nreturn decode_json, judge", "=schema"))()

local CALLS, TURNS = 100000, 9
local contestants = {
  { "cjson", function(text) return cjson.decode(text) end },
  { "decoder", function(text) return decode_json(text, 32) end },
  { "validator", function(text)
    local value = decode_json(text, 32)
    local rule, where = judge(record.index, value, 10000 + 10 * #text)
    if rule then error(rule .. " " .. where) end
  end },
}

local result = {}
for name, text in pairs(record.bodies) do
  local calls = math.max(20, math.floor(CALLS * 80 / #text))
  local best = {}
  -- The first turn warms up the trace compiler.
  for turn = 0, TURNS do
    for _, contestant in ipairs(contestants) do
      local who, run = contestant[1], contestant[2]
      local began = os.clock()
      for _ = 1, calls do run(text) end
      local ns = (os.clock() - began) / calls * 1e9
      if turn > 0 then best[who] = math.min(best[who] or ns, ns) end
    end
  end
  result[name] = best
end
print(cjson.encode(result))
