-- gatewarden: proof
local loaded, run = pcall(function()
  local signed = { "x-user-email", "x-user-id", "x-user-roles" }

  return function()
    kong.service.request.clear_header("X-Gateway-Proof")
    kong.service.request.clear_header("X-Gateway_Proof")
    kong.service.request.clear_header("X_Gateway-Proof")
    kong.service.request.clear_header("X_Gateway_Proof")
    local found, problem = kong.vault.get("{vault://env/gw-proof}")
    local secret = type(found) == "string" and string.match(found, "^%s*(.-)%s*$") or ""
    if #secret < 16 then
      kong.log.err("gatewarden: GW_PROOF of the node's environment holds no secret of 16 characters or more: ", problem)
      return 503, "Service Unavailable"
    end
    local target = ngx.var.upstream_uri
    if type(target) ~= "string" or string.sub(target, 1, 1) ~= "/" then
      error("the upstream's path is not known")
    end
    local query = ngx.var.args or ""
    if query ~= "" then
      target = target .. "?" .. query
    end
    local time = string.format("%d", ngx.time())
    local lines = { "v1", time, ngx.req.get_method(), target }
    local headers = ngx.req.get_headers(0)
    for _, name in ipairs(signed) do
      local value = headers[name] or ""
      if type(value) == "table" then
        value = table.concat(value, ", ")
      end
      lines[#lines + 1] = name .. ":" .. value
    end
    local signature = ngx.encode_base64(ngx.hmac_sha1(secret, table.concat(lines, "\n")))
    local proof = "v1;t=" .. time .. ";s=" .. signature
    kong.service.request.set_header("X-Gateway-Proof", proof)
  end
end)
return function()
  local ok, status, message, headers = loaded, run
  if loaded then
    ok, status, message, headers = pcall(run)
  end
  if not ok then
    kong.log.err("gatewarden proof failed: ", tostring(status))
    status, message, headers = 503, "Service Unavailable", nil
  end
  if status then
    return kong.response.exit(status, { message = message }, headers)
  end
end
