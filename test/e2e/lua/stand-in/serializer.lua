-- The entry of a log plugin, and what custom_fields_by_lua changes in it.
local sandbox = require("sandbox")

local _M = {}

-- Kong's own, put in front of all others, and only where the header was sent.
local MASKED = { "authorization", "proxy-authorization" }

local function writable(value, seen)
  local kind = type(value)
  if kind ~= "table" then
    return kind == "nil" or kind == "number" or kind == "string" or kind == "boolean"
  end
  if seen[value] then
    return false
  end
  seen[value] = true
  for key, inner in pairs(value) do
    local of = type(key)
    if (of ~= "string" and of ~= "number" and of ~= "boolean") or not writable(inner, seen) then
      return false
    end
  end
  return true
end

-- Dots in a key are steps into tables, made on the way; nil removes.
local function set(entry, key, value)
  if not writable(value, {}) then
    error("value must be nil, a number, string, boolean or a non-self-referencial table containing numbers, string and booleans")
  end
  local node = entry
  local steps = {}
  for part in (key .. "."):gmatch("(.-)%.") do
    steps[#steps + 1] = part
  end
  for i = 1, #steps - 1 do
    if node[steps[i]] == nil then
      node[steps[i]] = {}
    end
    node = node[steps[i]]
    if type(node) ~= "table" then
      error("The key '" .. key .. "' could not be used as a serialize value. Subkey '" .. steps[i] .. "' is not a table")
    end
  end
  node[steps[#steps]] = value
end

--- What a log plugin writes before anything is changed, and with what the chunks of other plugins have set.
function _M.serialize(kong, state)
  local entry = {
    request = {
      uri = ngx.var.request_uri,
      url = ngx.var.scheme .. "://" .. ngx.var.host .. ":" .. ngx.var.server_port .. ngx.var.request_uri,
      querystring = kong.request.get_query(),
      method = kong.request.get_method(),
      headers = kong.request.get_headers(),
      size = tonumber(ngx.var.request_length),
    },
    response = { status = ngx.status, headers = ngx.resp.get_headers(), size = tonumber(ngx.var.bytes_sent) },
    latencies = { kong = 0, proxy = -1, request = ngx.var.request_time * 1000 },
    consumer = state.consumer,
    authenticated_entity = state.credential and { id = state.credential.id, consumer_id = state.credential.consumer_id },
    client_ip = ngx.var.remote_addr,
    started_at = kong.request.get_start_time(),
  }
  for _, name in ipairs(MASKED) do
    if entry.request.headers[name] ~= nil then
      entry.request.headers[name] = "REDACTED"
    end
  end
  for _, item in ipairs(state.serialize) do
    set(entry, item.key, item.value)
  end
  return entry
end

--- The entry of a plugin with these fields, each an expression that is compiled anew for each request. An error is the caller's.
function _M.entry(fields, options)
  for key, expression in pairs(fields) do
    options.kong.log.set_serialize_value(key, (sandbox.compile(expression, options)()))
  end
  return options.kong.log.serialize()
end

return _M
