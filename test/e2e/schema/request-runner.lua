-- Runs a chunk over requests, with a stand-in for the part of Kong's PDK that it calls. Reads one JSON record a line from standard input:
-- { constants, body, requests = list of { headers, query, captures, raw = hexadecimal, spooled } }. Writes one line for each request.
local cjson = require "cjson"
local rex = require "rex_pcre2"

local request
local function given(name) return function() return request[name], request[name .. "_cut"] and "truncated" or nil end end
local kong = { request = {
  get_headers = given "headers",
  get_query = given "query",
  get_uri_captures = function() return { named = request.captures, unnamed = {} } end,
  get_raw_body = function(limit)
    local raw = (request.raw:gsub("..", function(pair) return string.char(tonumber(pair, 16)) end))
    if request.spooled and #raw > (limit or 0) then return nil, "request body file too big" end
    return raw
  end,
} }
local ngx = { re = { find = function(subject, pattern) return rex.find(subject, pattern, 1, rex.flags().UTF) end } }

for line in io.lines() do
  local record = cjson.decode(line)
  local chunk = assert(loadstring(record.constants .. "\nreturn function()\n" .. record.body .. "\nend", "=chunk"))
  local run = setfenv(chunk, {
    string = string, table = table, math = math, kong = kong, ngx = ngx, error = error, ipairs = ipairs, pairs = pairs,
    tonumber = tonumber, tostring = tostring, type = type,
  })()
  for _, each in ipairs(record.requests) do
    request = each
    local ok, status, message = pcall(run)
    io.write(ok and (status and status .. " " .. message or "passed") or "error " .. tostring(status), "\n")
  end
end
