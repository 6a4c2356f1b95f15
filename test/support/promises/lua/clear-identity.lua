-- gatewarden: clear-identity
local loaded, run = pcall(function()
  local SPELLINGS = {
    "X-User-ID",
    "X-User_ID",
    "X_User-ID",
    "X_User_ID",
    "X-User-Email",
    "X-User_Email",
    "X_User-Email",
    "X_User_Email",
    "X-User-Roles",
    "X-User_Roles",
    "X_User-Roles",
    "X_User_Roles",
  }

  return function()
    for i = 1, #SPELLINGS do
      kong.service.request.clear_header(SPELLINGS[i])
    end
  end
end)
return function()
  local ok, status, message, headers = loaded, run
  if loaded then
    ok, status, message, headers = pcall(run)
  end
  if not ok then
    kong.log.err("gatewarden clear-identity failed: ", tostring(status))
    status, message, headers = 500, "An unexpected error occurred", nil
  end
  if status then
    return kong.response.exit(status, { message = message }, headers)
  end
end
