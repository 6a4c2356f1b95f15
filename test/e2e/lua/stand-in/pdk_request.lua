-- kong.request: what came from the client, or what earlier plugins have made of its headers.
local openresty = require("cjson_openresty")

local _M = {}

local MOST_HEADERS = 100
local MOST_ARGUMENTS = 100

-- Percent signs only before what must stay encoded, no empty and no dot segments: the path by which Kong finds a route.
local function normalized(path)
  path = path:gsub("%%(%x%x)", function(code)
    local character = string.char(tonumber(code, 16))
    return character:match("[%w%-%._~]") and character or "%" .. code:upper()
  end)
  local segments = {}
  for segment in path:gmatch("[^/]+") do
    if segment == ".." then
      segments[#segments] = nil
    elseif segment ~= "." then
      segments[#segments + 1] = segment
    end
  end
  local open = #segments > 0 and (path:match("/$") or path:match("/%.%.?$")) and "/" or ""
  return "/" .. table.concat(segments, "/") .. open
end

-- The file of a body that nginx did not keep in memory, if its size is allowed.
local function spooled(name, most)
  local file = assert(io.open(name, "rb"))
  local size = file:seek("end")
  if most > 0 and size > most then
    file:close()
    return nil, ("request body file too big: %d > %d"):format(size, most)
  end
  file:seek("set")
  local body = file:read("*a")
  file:close()
  return body
end

local function checked(most, limit, name)
  if most ~= nil and (type(most) ~= "number" or most < 1 or most > 1000) then
    error(name .. " must be a number from 1 to 1000", 3)
  end
  return most or limit
end

function _M.new(config, state)
  local request = {
    get_scheme = function() return ngx.var.scheme end,
    get_host = function() return ngx.var.host end,
    get_forwarded_host = function() return ngx.var.host end,
    get_port = function() return tonumber(ngx.var.server_port) end,
    get_http_version = ngx.req.http_version,
    get_method = ngx.req.get_method,
    get_path_with_query = function() return ngx.var.request_uri end,
    get_raw_path = function() return (ngx.var.request_uri:gsub("%?.*", "")) end,
    get_raw_query = function() return ngx.var.args or "" end,
    get_start_time = function() return ngx.req.start_time() * 1000 end,
    get_query = function(most) return ngx.req.get_uri_args(checked(most, MOST_ARGUMENTS, "max_args")) end,
    get_headers = function(most) return ngx.req.get_headers(checked(most, MOST_HEADERS, "max_headers")) end,
  }

  function request.get_path()
    return normalized(request.get_raw_path())
  end

  -- Kong keeps the groups of the expression that has matched, numbers and names in one table, and tells them apart here.
  function request.get_uri_captures()
    local captures = { unnamed = {}, named = {} }
    for key, value in pairs(config.path and ngx.re.match(request.get_path(), "^(?:" .. config.path .. ")") or {}) do
      captures[type(key) == "number" and "unnamed" or "named"][key] = value or nil
    end
    return captures
  end

  function request.get_query_arg(name)
    local value = request.get_query()[name]
    if type(value) == "table" then
      return value[1]
    end
    return value
  end

  -- Of a header that was sent more than once, or after a hundred others, releases of Kong and of nginx below it give different answers:
  -- the first among a hundred, or all of them with commas. A chunk must hold up to both.
  function request.get_header(name)
    if type(name) ~= "string" then
      error("header name must be a string", 2)
    end
    local value = ngx.req.get_headers(config.headers == "first" and MOST_HEADERS or 0)[name]
    if type(value) ~= "table" then
      return value
    end
    return config.headers == "first" and value[1] or table.concat(value, ", ")
  end

  -- Nil above nginx's buffer, unless the caller says how much it would read from disk.
  function request.get_raw_body(most)
    if state().phase ~= "access" and state().phase ~= "rewrite" then
      error("function cannot be called in " .. state().phase .. " phase", 2)
    end
    ngx.req.read_body()
    local body = ngx.req.get_body_data()
    if body then
      return body
    end
    local file = ngx.req.get_body_file()
    if not file then
      return ""
    end
    if not most or most < 0 then
      return nil, "request body did not fit into client body buffer, consider raising 'client_body_buffer_size'"
    end
    return spooled(file, most)
  end

  function request.get_body(mimetype)
    local content_type = mimetype or request.get_header("content-type")
    if not content_type then
      return nil, "missing content type"
    end
    local bare = content_type:lower():gsub(";.*", "")
    if bare:find("application/json", 1, true) ~= 1 then
      error("kong.request.get_body of " .. bare .. " is not in the stand-in")
    end
    local body, err = request.get_raw_body()
    if not body then
      return nil, err, "application/json"
    end
    local json = openresty.marking.decode(body)
    if type(json) ~= "table" then
      return nil, "invalid json body", "application/json"
    end
    return json, nil, "application/json"
  end

  return request
end

return _M
