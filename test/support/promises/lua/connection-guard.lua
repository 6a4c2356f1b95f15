-- gatewarden: connection-guard
local loaded, run = pcall(function()
  local USUAL = { close = true, ["keep-alive"] = true, upgrade = true }

  return function()
    -- All of them: the usual look at headers ends after a hundred.
    local lines = ngx.req.get_headers(0)["connection"]
    if not lines then
      return
    end
    for _, line in ipairs(type(lines) == "table" and lines or { lines }) do
      for name in tostring(line):lower():gmatch("[^,%s]+") do
        if not USUAL[name] then
          return 400, "Bad Request"
        end
      end
    end
  end
end)
return function()
  local ok, status, message, headers = loaded, run
  if loaded then
    ok, status, message, headers = pcall(run)
  end
  if not ok then
    kong.log.err("gatewarden connection-guard failed: ", tostring(status))
    status, message, headers = 500, "An unexpected error occurred", nil
  end
  if status then
    return kong.response.exit(status, { message = message }, headers)
  end
end
