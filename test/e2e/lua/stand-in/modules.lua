-- What this nginx has otherwise than Kong's OpenResty, in both ways: as it is here, and as it is there. A route says which it wants.
local _M = {}

--- Loads what the routes may need.
function _M.load()
  require("cjson")
  require("pcre2")
  require("cjson_openresty")
end

--- The `ngx` of a chunk: whole, as in Kong's sandbox, but with the regular expressions of PCRE2 where the route asks for Kong's.
function _M.ngx(config)
  if config.regex == "pcre1" then
    return ngx
  end
  local own = { re = require("pcre2").re }
  return setmetatable({}, {
    __index = function(_, name) return own[name] or ngx[name] end,
    __newindex = function(_, name, value) ngx[name] = value end,
  })
end

--- The modules that `untrusted_lua_sandbox_requires` names on the gateway, none by default.
function _M.allowed(config)
  local allowed = {}
  for _, name in ipairs(config.requires or {}) do
    allowed[name] = function()
      if config.arrays and (name == "cjson" or name == "cjson.safe") then
        return require("cjson_openresty")[name == "cjson" and "raising" or "safe"]
      end
      return require(name)
    end
  end
  return allowed
end

function _M.versions()
  return {
    nginx = ngx.config.nginx_version,
    lua = ngx.config.ngx_lua_version,
    luajit = jit.version,
    pcre2 = require("pcre2").version(),
    arrays = require("cjson").array_mt ~= nil,
    -- Reads as its own name only to PCRE2, where it is a verb and empty.
    regex = ngx.re.find("a", [[(*NO_DOTSTAR_ANCHOR)a]]) and "pcre2" or "pcre1",
  }
end

return _M
