-- Runs the chunks of a route as the tests' stand-in for Kong does, without what only tests need: between pre-function and post-function
-- stands what authentication would have left, the same for each request.
local cjson = require("cjson.safe")
local functions = require("functions")
local modules = require("modules")
local pdk = require("pdk")

local _M = {}
local routes = {}

local CREDENTIAL = { id = "11111111-1111-4111-8111-111111111111", key = "web" }
local CONSUMER = { id = "22222222-2222-4222-8222-222222222222", username = "web" }

-- Where the state of the current request is. Microbenchmarks put their own here.
local state = function() return ngx.ctx.bench end

local function read(name)
  local file = assert(io.open(ngx.config.prefix() .. name))
  local text = file:read("*a")
  file:close()
  return assert(cjson.decode(text))
end

--- A `kong` with what the chunks of a route may require, and nginx's own regular expressions.
function _M.options(config, state_of)
  local config_of = { requires = config.requires, headers = "all", regex = "pcre1" }
  return { kong = pdk.new(config_of, state_of), ngx = modules.ngx(config_of), modules = modules.allowed(config_of) }
end

--- One function for the access chunks of a plugin, undefined without any.
function _M.compile(phases, options)
  return phases and phases.access and #phases.access > 0 and functions.compile(phases, options).access or nil
end

--- What authentication leaves of a token.
function _M.authenticate(s, token)
  s.credential, s.consumer, s.shared.authenticated_jwt_token = CREDENTIAL, CONSUMER, token
end

function _M.init()
  for host, config in pairs(read("routes.json")) do
    local options = _M.options(config, state)
    routes[host] = { pre = _M.compile(config.preFunction, options), post = _M.compile(config.postFunction, options) }
  end
end

function _M.access()
  local route = routes[ngx.var.host]
  local s = { phase = "access", shared = {}, plugin = {} }
  ngx.ctx.bench = s
  if route.pre then
    route.pre()
  end
  if not s.answer then
    _M.authenticate(s, (ngx.var.http_authorization or ""):sub(8))
    if route.post then
      route.post()
    end
  end
  if s.answer then
    return pdk.send(s.answer)
  end
end

--- The microbenchmarks, loaded when they are asked for.
function _M.turns()
  return require("bench_turns")
end

return _M
