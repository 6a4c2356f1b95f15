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
    "X-Consumer-ID",
    "X-Consumer_ID",
    "X_Consumer-ID",
    "X_Consumer_ID",
    "X-Consumer-Custom-ID",
    "X-Consumer-Custom_ID",
    "X-Consumer_Custom-ID",
    "X-Consumer_Custom_ID",
    "X_Consumer-Custom-ID",
    "X_Consumer-Custom_ID",
    "X_Consumer_Custom-ID",
    "X_Consumer_Custom_ID",
    "X-Consumer-Username",
    "X-Consumer_Username",
    "X_Consumer-Username",
    "X_Consumer_Username",
    "X-Consumer-Groups",
    "X-Consumer_Groups",
    "X_Consumer-Groups",
    "X_Consumer_Groups",
    "X-Credential-Identifier",
    "X-Credential_Identifier",
    "X_Credential-Identifier",
    "X_Credential_Identifier",
    "X-Anonymous-Consumer",
    "X-Anonymous_Consumer",
    "X_Anonymous-Consumer",
    "X_Anonymous_Consumer",
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
