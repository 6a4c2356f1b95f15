-- How the pre-function and post-function plugins run the chunks of a phase.
local sandbox = require("sandbox")

local _M = {}

-- A chunk may return a function, which then runs instead of it, from this very request on. By its source, Kong's plugin has a trap, kept here: after a
-- first run that ended early or with an error, the chunk itself runs each time, and a function that it returns is never called.
local function step(chunk, options)
  local f = sandbox.compile(chunk, options)
  local begun, replaced = false, false
  return function()
    if replaced or begun then
      replaced = true
      f()
      return
    end
    begun = true
    local result = f()
    if type(result) == "function" then
      f = result
      replaced = true
      f()
    end
    replaced = true
  end
end

--- The chunks of all phases of one plugin, compiled once: a function for each phase that has some.
function _M.compile(phases, options)
  local compiled = {}
  for phase, chunks in pairs(phases or {}) do
    local steps = {}
    for i, chunk in ipairs(chunks) do
      steps[i] = step(chunk, options)
    end
    compiled[phase] = function()
      for _, run in ipairs(steps) do
        run()
      end
    end
  end
  return compiled
end

return _M
