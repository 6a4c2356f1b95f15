-- Stands in for Kong around the chunks of a route: its phases, in its order, with a plugin between pre-function and post-function that
-- does what authentication would have done. A route is a file routes/HOST.json, read when the first request for that host comes.
local cjson = require("cjson.safe")
local functions = require("functions")
local modules = require("modules")
local pdk = require("pdk")
local serializer = require("serializer")

local _M = {}
local routes = {}
local prefix

-- One request in, one table of the request: as kong.ctx, emptied with it.
local function state()
  return ngx.ctx.standin
end

local function read(name)
  local file = assert(io.open(prefix .. name), "no such route: " .. name)
  local text = file:read("*a")
  file:close()
  return assert(cjson.decode(text))
end

local function route_of(host)
  local route = routes[host]
  if not route then
    local config = read("routes/" .. host .. ".json")
    route = { config = config, kong = pdk.new(config, state), ngx = modules.ngx(config) }
    route.options = { kong = route.kong, ngx = route.ngx, modules = modules.allowed(config) }
    routes[host] = route
    -- One that does not compile fails in each request, as on Kong, where the schema would have refused it.
    route.compiled = function(which)
      local ok, compiled = pcall(functions.compile, config[which], route.options)
      route[which] = ok and compiled or setmetatable({}, { __index = function() return function() error(compiled) end end })
      return route[which]
    end
  end
  return route
end

local function run(which, phase)
  local route = state().route
  local compiled = route[which] or route.compiled(which)
  if compiled[phase] then
    compiled[phase]()
  end
end

-- Kong runs each plugin's access phase as a coroutine: an answer ends it there, an error becomes a 500, and either ends the rest.
local function plugin(f)
  local s = state()
  if s.answer then
    return
  end
  s.delaying = true
  local co = coroutine.create(f)
  local ok, err = coroutine.resume(co)
  s.delaying = false
  if not ok then
    ngx.log(ngx.ERR, "chunk failed: ", tostring(err))
    s.answer = { status = 500, body = { message = "An unexpected error occurred" } }
  end
end

-- What authentication would have left: { credential, consumer, token, shared, refuses = { status, body } }.
local function authenticate()
  local s = state()
  local vouched = s.vouched
  s.credential = vouched.credential
  s.consumer = vouched.consumer
  s.shared.authenticated_jwt_token = vouched.token
  for name, value in pairs(vouched.shared or {}) do
    s.shared[name] = value
  end
  local request = s.route.kong.service.request
  if s.consumer then
    request.set_header("X-Consumer-ID", s.consumer.id or "00000000-0000-4000-8000-000000000000")
    request.set_header("X-Consumer-Username", s.consumer.username or "")
    if s.consumer.custom_id then
      request.set_header("X-Consumer-Custom-ID", s.consumer.custom_id)
    end
  end
  if s.credential then
    request.set_header("X-Credential-Identifier", s.credential.key or s.credential.id or "")
  end
  if vouched.refuses then
    s.route.kong.response.exit(vouched.refuses.status, vouched.refuses.body)
  end
end

-- Kong drops every header that the client's Connection header names, after all plugins: also those that a plugin has set since.
local function drop_hop_by_hop()
  local connection = (state().connection or ""):lower()
  if connection == "keep-alive" or connection == "close" then
    return
  end
  for name in connection:gmatch("[^%s,]+") do
    if name ~= "upgrade" then
      ngx.req.clear_header(name)
    end
  end
end

function _M.init()
  prefix = ngx.config.prefix()
  -- Loaded before there is a request, as Kong does; files are not read while requests wait.
  modules.load()
end

function _M.rewrite()
  local vouched = ngx.req.get_headers(0)["x-harness"]
  -- The tests' own, which neither a chunk nor the upstream may see.
  ngx.req.clear_header("X-Harness")
  ngx.ctx.standin = {
    route = route_of(ngx.var.host), phase = "rewrite", shared = {}, plugin = {}, serialize = {}, connection = ngx.var.http_connection,
    vouched = vouched and assert(cjson.decode(ngx.decode_base64(vouched))) or {},
  }
  ngx.var.upstream_host = ngx.var.http_host
  if ngx.var.http_upgrade == "websocket" then
    ngx.var.upstream_connection = "upgrade"
  end
end

function _M.access()
  local s = state()
  s.phase = "access"
  plugin(function() run("preFunction", "access") end)
  plugin(authenticate)
  plugin(function() run("postFunction", "access") end)
  if s.answer then
    return pdk.send(s.answer)
  end
  drop_hop_by_hop()
end

-- The phases in which an error is logged and the next plugin runs.
local function each(phase)
  local s = state()
  if not s then
    return
  end
  s.phase = phase
  for _, which in ipairs({ "preFunction", "postFunction" }) do
    local ok, err = pcall(run, which, phase)
    if not ok then
      ngx.log(ngx.ERR, "chunk failed in ", phase, ": ", tostring(err))
    end
  end
end

function _M.header_filter()
  each("header_filter")
end

function _M.body_filter()
  each("body_filter")
end

-- The log plugin stands between both, by priority. Each request leaves a line, with the entry or with the error that has lost it.
function _M.log()
  local s = state()
  if not s then
    return
  end
  s.phase = "log"
  pcall(run, "preFunction", "log")
  local line = { host = ngx.var.host }
  if s.route.config.logFields then
    local ok, result = pcall(serializer.entry, s.route.config.logFields, s.route.options)
    line[ok and "entry" or "lost"] = result
    if not ok then
      ngx.log(ngx.ERR, "log entry lost: ", tostring(result))
    end
  end
  local ok, err = pcall(run, "postFunction", "log")
  line.failed = not ok and tostring(err) or nil
  local file = assert(io.open(prefix .. "entries.log", "a"))
  file:write(cjson.encode(line), "\n")
  file:close()
end

--- Answers what is wrong with the chunk in the body, nothing if it is Lua.
function _M.syntax()
  ngx.req.read_body()
  local _, err = loadstring(ngx.req.get_body_data() or "", "=chunk")
  ngx.print(err or "")
end

--- Answers what this nginx is made of.
function _M.versions()
  ngx.print(cjson.encode(modules.versions()))
end

return _M
