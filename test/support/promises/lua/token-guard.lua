-- gatewarden: token-guard
local loaded, run = pcall(function()
  local decode_json = require("cjson.safe").decode

  -- cjson takes a list, what is not UTF-8, and ends at a zero byte.
  local function decode_object(text)
    if ngx.re.find(text, [[^[ \t\r\n]*\{[^\x00]*\z]], "jou") then
      return (decode_json(text))
    end
  end

  local KEY_CLAIM = "azp"

  local function decode_part(part)
    -- Both are rare in ASCII text, and looking is cheaper than replacing.
    local base64 = part
    if part:find("-", 1, true) or part:find("_", 1, true) then
      base64 = part:gsub("%-", "+"):gsub("_", "/")
    end
    base64 = base64 .. ("==="):sub(1, -#part % 4)
    local text = ngx.decode_base64(base64)
    return text and decode_object(text)
  end

  local function is_sound(header, claims)
    local key = claims[KEY_CLAIM] or header[KEY_CLAIM]
    local nbf = claims.nbf
    return (header.typ == nil or type(header.typ) == "string")
      and (not key or type(key) == "string")
      and (nbf == nil or type(nbf) == "number" and nbf <= ngx.time())
  end

  return function()
    local authorization = ngx.var.http_authorization
    if not authorization then
      return
    end
    local text = authorization:sub(1, 7) == "Bearer " and authorization:sub(8, 8) > " " and authorization:sub(8)
    if not text then
      local found, problem = ngx.re.match(authorization, "\\s*[Bb]earer\\s+(.+)", "jo")
      if not found and not problem then return end
      text = found and found[1] or ""
    end
    local first = text:find(".", 1, true)
    local second = first and text:find(".", first + 1, true)
    local is_whole = second and not text:find(".", second + 1, true)
    local header = is_whole and decode_part(text:sub(1, first - 1))
    local claims = header and decode_part(text:sub(first + 1, second - 1))
    if not claims or not is_sound(header, claims) then
      return 401, "Unauthorized", { ["WWW-Authenticate"] = 'Bearer error="invalid_token"' }
    end
    kong.ctx.shared.gatewarden_token = { text = text, claims = claims }
  end
end)
return function()
  local ok, status, message, headers = loaded, run
  if loaded then
    ok, status, message, headers = pcall(run)
  end
  if not ok then
    kong.log.err("gatewarden token-guard failed: ", tostring(status))
    status, message, headers = 500, "An unexpected error occurred", nil
  end
  if status then
    return kong.response.exit(status, { message = message }, headers)
  end
end
