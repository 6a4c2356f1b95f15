-- What Kong's default sandbox (3.4 to 3.13) lets a chunk see: the names below, `kong`, `ngx`, and a `require` that refuses.
local _M = {}

local NAMES = [[
  _VERSION assert error ipairs next pairs pcall select tonumber tostring type unpack xpcall
  coroutine.create coroutine.resume coroutine.running coroutine.status coroutine.wrap coroutine.yield
  math.abs math.acos math.asin math.atan math.atan2 math.ceil math.cos math.cosh math.deg math.exp math.fmod math.floor math.frexp
  math.huge math.ldexp math.log math.log10 math.max math.min math.modf math.pi math.pow math.rad math.random math.sin math.sinh
  math.sqrt math.tan math.tanh
  os.clock os.date os.difftime os.time
  string.byte string.char string.find string.format string.gmatch string.gsub string.len string.lower string.match string.rep
  string.reverse string.sub string.upper
  table.concat table.insert table.maxn table.remove table.sort
]]

local BASE = {}
for name in NAMES:gmatch("%S+") do
  local module, member = name:match("^(%w+)%.(%w+)$")
  if module then
    BASE[module] = BASE[module] or {}
    BASE[module][member] = _G[module][member]
  else
    BASE[name] = _G[name]
  end
end
for name, members in pairs(BASE) do
  if type(members) == "table" then
    BASE[name] = setmetatable({}, {
      __index = members,
      __newindex = function(_, member) error("Can not modify " .. name .. "." .. member .. ". Protected by the sandbox.") end,
    })
  end
end

-- A chunk that assigns a global finds it again in its next run, as on Kong. Kong hands this very table out as `_G` too; here `_G` is nil,
-- since no chunk should look there.
local function environment(options)
  local given = {
    kong = options.kong,
    ngx = options.ngx,
    require = function(name)
      local module = options.modules[name]
      if not module then
        error("require '" .. tostring(name) .. "' not allowed within sandbox")
      end
      return module()
    end,
  }
  local env = {}
  for name, value in pairs(BASE) do
    env[name] = value
  end
  return setmetatable(env, { __index = given })
end

--- Compiles a chunk; text only. An error of the chunk comes out as Kong raises it again: as a text.
function _M.compile(chunk, options)
  local f = assert(load(chunk, nil, "t", environment(options)))
  return function(...)
    local function finish(ok, ...)
      if not ok then
        error((...))
      end
      return ...
    end
    return finish(pcall(f, ...))
  end
end

return _M
