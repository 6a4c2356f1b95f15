-- The parts of Kong's plugin development kit that a sandboxed chunk may use. What is not here is not nil but says so: a chunk that calls
-- it fails with a reason. `kong.jwt` is nil, as on open-source Kong.
local cjson = require("cjson.safe")
local openresty = require("cjson_openresty")
local pdk_request = require("pdk_request")
local serializer = require("serializer")

local _M = {}

local function complete(name, members)
  return setmetatable(members, {
    __index = function(_, member)
      error("kong." .. name .. "." .. tostring(member) .. " is not in the stand-in; write it into test/e2e/lua/stand-in if Kong has it")
    end,
  })
end

-- Kong refuses a function outside of its phases.
local function only(state, phases, f)
  return function(...)
    local phase = state().phase
    if not phases[phase] then
      error("function cannot be called in " .. phase .. " phase", 2)
    end
    return f(...)
  end
end

local function header_value(name, value)
  local kind = type(value)
  if type(name) ~= "string" then
    error("invalid header name: got " .. type(name) .. ", expected string", 3)
  elseif kind ~= "string" and kind ~= "number" and kind ~= "boolean" then
    error('invalid header value for "' .. name .. '": got ' .. kind .. ", expected string, number or boolean", 3)
  end
  return tostring(value)
end

local function name_of(name)
  return type(name) == "string" and name or error("header must be a string", 3)
end

local function text_of(...)
  local parts = { ... }
  for i = 1, select("#", ...) do
    parts[i] = tostring(parts[i])
  end
  return table.concat(parts)
end

local function log(state)
  local levels = { debug = ngx.DEBUG, info = ngx.INFO, notice = ngx.NOTICE, warn = ngx.WARN, err = ngx.ERR, crit = ngx.CRIT, alert = ngx.ALERT, emerg = ngx.EMERG }
  local members = {
    set_serialize_value = function(key, value)
      table.insert(state().serialize, { key = key, value = value })
    end,
  }
  for name, level in pairs(levels) do
    members[name] = function(...) ngx.log(level, "[kong] ", text_of(...)) end
  end
  local metatable = getmetatable(complete("log", members))
  metatable.__call = function(_, ...) members.notice(...) end
  return members
end

local function service_request(state)
  local before = { rewrite = true, access = true }
  local function set(name, value)
    value = header_value(name, value)
    if name:lower() == "host" then
      ngx.var.upstream_host = value
    end
    ngx.req.set_header(name, value)
  end
  return complete("service.request", {
    set_header = only(state, before, set),
    add_header = only(state, before, function(name, value)
      local there = ngx.req.get_headers(0)[name]
      local values = type(there) == "table" and there or { there }
      values[#values + 1] = header_value(name, value)
      ngx.req.set_header(name, values)
    end),
    clear_header = only(state, before, function(name) ngx.req.clear_header(name_of(name)) end),
    set_headers = only(state, before, function(headers)
      for name, value in pairs(headers) do
        set(name, value)
      end
    end),
  })
end

local function response(state)
  local sending = { rewrite = true, access = true, header_filter = true }
  return complete("response", {
    get_status = function() return ngx.status end,
    get_header = function(name)
      local value = ngx.header[name_of(name)]
      return type(value) == "table" and value[1] or value
    end,
    get_headers = function(max) return ngx.resp.get_headers(max or 100) end,
    get_source = function() return state().answer and "exit" or "service" end,
    set_header = only(state, sending, function(name, value) ngx.header[name] = header_value(name, value) end),
    add_header = only(state, sending, function(name, value)
      local there = ngx.header[name]
      local values = type(there) == "table" and there or { there }
      values[#values + 1] = header_value(name, value)
      ngx.header[name] = values
    end),
    clear_header = only(state, sending, function(name) ngx.header[name_of(name)] = nil end),
    set_headers = only(state, sending, function(headers)
      for name, value in pairs(headers) do
        ngx.header[name] = header_value(name, value)
      end
    end),
    -- Sent when the access phase of all plugins is over; the plugin that asked for it does not go on.
    exit = only(state, { rewrite = true, access = true }, function(status, body, headers)
      if type(status) ~= "number" or status < 100 or status > 599 then
        error("code must be a number between 100 and 599", 2)
      end
      state().answer = { status = status, body = body, headers = headers }
      if state().delaying then
        coroutine.yield()
      end
      return _M.send(state().answer)
    end),
  })
end

-- The vault of environment variables: {vault://env/NAME}, or {vault://env/NAME/KEY} for a member of a JSON object.
local function vault_get(reference)
  local name, key = tostring(reference):match("^{vault://env/([%w_%-]+)/?([%w_%-]*)}$")
  if not name then
    return nil, "not a reference of the env vault [" .. tostring(reference) .. "]"
  end
  local value = os.getenv((name:upper():gsub("-", "_")))
  if value and key ~= "" then
    value = (cjson.decode(value) or {})[key]
  end
  if value == nil then
    return nil, "could not get value from external vault (no value found) [" .. reference .. "]"
  end
  return value
end

-- Of the worker only; Kong shares it between workers.
local function cache()
  local kept = {}
  local function get(_, key, options, make, ...)
    local hit = kept[key]
    if hit and hit.till > ngx.now() then
      return hit.value
    end
    local value, err = make(...)
    if err then
      return nil, err
    end
    kept[key] = { value = value, till = ngx.now() + (options and options.ttl or math.huge) }
    return value
  end
  return complete("cache", { get = get, invalidate = function(_, key) kept[key] = nil end })
end

--- The `kong` of a route's chunks. `state()` is the table of the current request.
function _M.new(config, state)
  local kong = {
    version = "3.9.3",
    version_num = 3009003,
    cache = cache(),
    vault = complete("vault", { get = vault_get }),
    response = response(state),
    service = complete("service", { request = service_request(state) }),
    request = complete("request", pdk_request.new(config, state)),
    client = complete("client", {
      get_credential = function() return state().credential end,
      get_consumer = function() return state().consumer end,
      get_ip = function() return ngx.var.remote_addr end,
      get_forwarded_ip = function() return ngx.var.remote_addr end,
      get_port = function() return tonumber(ngx.var.remote_port) end,
      get_protocol = function() return ngx.var.scheme end,
    }),
    ctx = setmetatable({}, { __index = function(_, name)
      return name == "shared" and state().shared or name == "plugin" and state().plugin or nil
    end }),
    log = log(state),
  }
  kong.log.serialize = only(state, { log = true }, function() return serializer.serialize(kong, state()) end)
  return kong
end

--- Sends an answer of the gateway's own.
function _M.send(answer)
  local body = answer.body
  ngx.status = answer.status
  for name, value in pairs(answer.headers or {}) do
    ngx.header[name] = value
  end
  if type(body) == "table" then
    body = openresty.safe.encode(body)
    ngx.header["Content-Type"] = "application/json; charset=utf-8"
  end
  body = body or ""
  ngx.header["Content-Length"] = #body
  ngx.print(body)
  return ngx.exit(answer.status)
end

return _M
