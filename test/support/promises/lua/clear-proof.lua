-- gatewarden: clear-proof
local function run()
  kong.service.request.clear_header("X-Gateway-Proof")
  kong.service.request.clear_header("X-Gateway_Proof")
  kong.service.request.clear_header("X_Gateway-Proof")
  kong.service.request.clear_header("X_Gateway_Proof")
end
return function()
  local ok, status, message, headers = pcall(run)
  if not ok then
    kong.log.err("gatewarden clear-proof failed: ", tostring(status))
    status, message, headers = 503, "Service Unavailable", nil
  end
  if status then
    return kong.response.exit(status, { message = message }, headers)
  end
end
