-- Microbenchmarks in nginx's own LuaJIT. /prepare takes the routes, tokens and texts; /turn runs one contestant for a number of calls and
-- answers with the nanoseconds of processor time of each, so that whoever asks takes turns between contestants. Each turn is a request of
-- its own with the token and the body in it: what chunks read and set is that of nginx.
local cjson = require("cjson.safe")
local gateway = require("bench_gateway")

local _M = {}
local contestants = {}

local s = {}
local function state() return s end

local function fresh()
  s = { phase = "access", shared = {}, plugin = {} }
end

-- The same text in many places, so that the compiler cannot take it for a constant.
local function copies(text)
  local list = {}
  for i = 1, 16 do
    list[i] = text
  end
  return list
end

-- A loop of its own for each contestant, so that none runs in what was compiled for another.
local function add(name, run)
  local loop = assert(loadstring("local run, calls = ... for i = 1, calls do run(i % 16 + 1) end", "=" .. name))
  contestants[name] = function(calls) loop(run, calls) end
end

local function unfinished()
  if s.answer then
    error("refused with " .. s.answer.status)
  end
end

local function decodes(name, decode, header, claims)
  add(name, function(i)
    assert(decode(ngx.decode_base64(header[i])))
    assert(decode(ngx.decode_base64(claims[i])))
  end)
end

local function identity(name, route, decode, token, header, claims)
  local options = gateway.options(route, state)
  local guard, setter
  for _, phase in ipairs({ "preFunction", "postFunction" }) do
    for _, chunk in ipairs(route[phase].access) do
      local compiled = gateway.compile({ access = { chunk } }, options)
      guard = chunk:find("^%-%- gatewarden: token%-guard\n") and compiled or guard
      setter = chunk:find("^%-%- gatewarden: claims%-and%-identity\n") and compiled or setter
    end
  end
  decodes(name .. " decoding", decode, header, claims)
  add(name .. " guard", function()
    fresh()
    guard()
    unfinished()
  end)
  add(name .. " both", function()
    fresh()
    guard()
    unfinished()
    gateway.authenticate(s, token)
    setter()
    unfinished()
  end)
  local pre, post = gateway.compile(route.preFunction, options), gateway.compile(route.postFunction, options)
  add(name .. " all", function()
    fresh()
    pre()
    unfinished()
    gateway.authenticate(s, token)
    post()
    unfinished()
  end)
end

local function validation(body, record)
  local texts = copies(body.text)
  local decode_json, judge = assert(loadstring(record.lua .. "\nreturn decode_json, judge", "=schema"))()
  add(body.name .. " cjson", function(i) assert(cjson.decode(texts[i])) end)
  add(body.name .. " decoder", function(i) assert(decode_json(texts[i], 32)) end)
  add(body.name .. " validator", function(i)
    local text = texts[i]
    local rule = judge(record.index, decode_json(text, 32), 10000 + 10 * #text)
    if rule then
      error(rule)
    end
  end)
end

local function headers(name, claims)
  local set_header = gateway.options({}, state).kong.service.request.set_header
  local id, email, roles = copies(claims.sub), copies(claims.email), copies(table.concat(claims.roles, ","))
  add(name, function(i)
    fresh()
    set_header("X-User-ID", id[i])
    set_header("X-User-Email", email[i])
    set_header("X-User-Roles", roles[i])
  end)
end

--- Takes { token, header, claims, cjson = route, plain = route, lua, index, decoder, bodies, validation = route }.
function _M.prepare()
  ngx.req.read_body()
  local record = assert(cjson.decode(ngx.req.get_body_data() or ""))
  local header, claims = copies(record.header), copies(record.claims)
  local plain = assert(loadstring(record.decoder .. "\nreturn decode_json"))()
  add("decode", function(i) assert(cjson.decode(ngx.decode_base64(claims[i]))) end)
  headers("headers", assert(cjson.decode(ngx.decode_base64(record.claims))))
  identity("cjson", record.cjson, cjson.decode, record.token, header, claims)
  identity("plain", record.plain, function(text) return plain(text, 32) end, record.token, header, claims)
  for _, body in ipairs(record.bodies) do
    validation(body, record)
  end
  local whole = gateway.compile(record.validation.postFunction, gateway.options(record.validation, state))
  add("whole validation", function()
    fresh()
    whole()
    unfinished()
  end)
  ngx.print("{}")
end

--- Takes the arguments `name` and `calls`.
function _M.turn()
  ngx.req.read_body()
  local arguments = ngx.req.get_uri_args()
  local calls = tonumber(arguments.calls)
  local run = contestants[arguments.name]
  -- What others have left behind is not for this one to clear away.
  collectgarbage()
  local began = os.clock()
  run(calls)
  ngx.print((os.clock() - began) / calls * 1e9)
end

--- Turns the trace compiler on or off, and forgets what it has made.
function _M.compiler()
  jit[ngx.var.arg_to]()
  jit.flush()
  ngx.print("{}")
end

return _M
