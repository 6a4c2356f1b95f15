local ok, value = pcall(function()
  local verified = kong.ctx.shared.authenticated_jwt_token
  if verified == nil then
    local consumer = kong.client.get_consumer()
    return consumer and (consumer.custom_id or consumer.username)
  end
  local token = kong.ctx.shared.gatewarden_token
  local value = token and token.text == verified and token.claims
  for _, name in ipairs({ "sub" }) do
    value = type(value) == "table" and value[name]
  end
  if type(value) == "number" and value % 1 == 0 and math.abs(value) <= 9007199254740991 then
    return ("%.0f"):format(value)
  end
  return type(value) == "string" and value
end)
return ok and value or nil
