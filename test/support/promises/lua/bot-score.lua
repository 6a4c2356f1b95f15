-- gatewarden: bot-score
local loaded, run = pcall(function()
  local signatures = { "curl", "wget", "python-requests", "go-http-client", "headlesschrome", "phantomjs" }
  local counters = ngx.shared.kong_rate_limiting_counters

  return function()
    kong.service.request.clear_header("X-Bot-Score")
    kong.service.request.clear_header("X-Bot_Score")
    kong.service.request.clear_header("X_Bot-Score")
    kong.service.request.clear_header("X_Bot_Score")
    local score = 0
    local agent = string.lower(ngx.var.http_user_agent or "")
    if not string.find(agent, "%S") then
      score = score + 3
    else
      for _, text in ipairs(signatures) do
        if string.find(agent, text, 1, true) then
          score = score + 5
          break
        end
      end
    end
    if not string.find(ngx.var.http_accept_language or "", "%S") then
      score = score + 1
    end
    local address = ngx.var.binary_remote_addr or ""
    if #address == 16 then
      local mapped = string.sub(address, 1, 12) == "\000\000\000\000\000\000\000\000\000\000" .. "\255\255"
      address = mapped and string.sub(address, 13) or string.sub(address, 1, 8)
    end
    local count, problem
    if counters then
      count, problem = counters:incr("gatewarden:bot-score:shop/api:60:" .. address, 1, 0, 60)
    else
      problem = "no dictionary kong_rate_limiting_counters"
    end
    if not count then
      kong.log.err("gatewarden: requests are not counted and taken for too many: ", problem)
    end
    if not count or count > 100 then
      score = score + 3
    end
    if score >= 9 then
      return 403, "Forbidden"
    end
    if score >= 7 then
      kong.service.request.set_header("X-Bot-Score", "0." .. score)
    end
  end
end)
return function()
  local ok, status, message, headers = loaded, run
  if loaded then
    ok, status, message, headers = pcall(run)
  end
  if not ok then
    kong.log.err("gatewarden bot-score failed: ", tostring(status))
    status, message, headers = 500, "An unexpected error occurred", nil
  end
  if status then
    return kong.response.exit(status, { message = message }, headers)
  end
end
