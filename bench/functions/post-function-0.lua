-- gatewarden: authentication-guard
local function run()
  -- Refuses a request that no authentication plugin has vouched for.
  if kong.client.get_credential() == nil then
    return 401, "Unauthorized"
  end
end
return function()
  local ok, status, message, headers = pcall(run)
  if not ok then
    kong.log.err("gatewarden authentication-guard failed: ", tostring(status))
    status, message, headers = 500, "An unexpected error occurred", nil
  end
  if status then
    return kong.response.exit(status, { message = message }, headers)
  end
end
