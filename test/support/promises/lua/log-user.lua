local ok, value = pcall(function()
  local consumer = kong.client.get_consumer()
  return consumer and (consumer.custom_id or consumer.username)
end)
return ok and value or nil
