-- gatewarden: claims-and-identity
local loaded, run = pcall(function()
  local MOST_EXACT = 9007199254740991

  local function claim_at(claims, path)
    local value = claims
    for i = 1, #path do
      if type(value) ~= "table" then
        return nil
      end
      value = value[path[i]]
    end
    return value
  end

  -- Nothing for what a backend would read as something else: control characters, spaces around it, numbers that are not exact.
  local function text_of(value)
    local kind = type(value)
    if kind == "string" then
      if value == "" or value:byte() == 32 or value:byte(-1) == 32 then
        return nil
      end
      -- Byte by byte, which the trace compiler takes, unlike a pattern. Byte 194 may begin a control character of two bytes.
      for i = 1, #value do
        local byte, after = value:byte(i, i + 1)
        if byte < 32 or byte == 127 or byte == 194 and after and after >= 128 and after < 160 then
          return nil
        end
      end
      return value
    elseif kind == "boolean" then
      return tostring(value)
    elseif kind ~= "number" or value ~= value or math.abs(value) > MOST_EXACT then
      return nil
    elseif value == 0 then
      return "0"
    elseif value % 1 == 0 then
      return ("%.0f"):format(value)
    end
    local text = tostring(value)
    return tonumber(text) == value and text or nil
  end

  local ISSUERS = { ["https://login.example.com"] = true }

  local HEADERS = {
    { name = "X-User-ID", path = { "sub" } },
    { name = "X-User-Email", path = { "email" } },
    { name = "X-User-Roles", path = { "roles" } },
  }
  local SEPARATOR = ","
  local MOST_BYTES = 1024

  -- A list is sent whole or not at all: a part of it would say something that the issuer has not said.
  local function joined(list)
    local parts = {}
    for i = 1, #list do
      local text = text_of(list[i])
      if not text or text:find(SEPARATOR, 1, true) then
        return nil
      end
      parts[i] = text
    end
    return parts[1] and table.concat(parts, SEPARATOR)
  end

  local function set_identity(claims)
    for i = 1, #HEADERS do
      local value = claim_at(claims, HEADERS[i].path)
      local text
      if type(value) == "table" then
        text = joined(value)
      else
        text = text_of(value)
      end
      if text and #text <= MOST_BYTES then
        kong.service.request.set_header(HEADERS[i].name, text)
      end
    end
  end

  return function()
    local token = kong.ctx.shared.gatewarden_token
    if not token or token.text ~= kong.ctx.shared.authenticated_jwt_token then
      return 401, "Unauthorized", { ["WWW-Authenticate"] = "Bearer" }
    end
    local claims = token.claims
    if type(claims.iss) ~= "string" or not ISSUERS[claims.iss] then
      return 401, "Unauthorized", { ["WWW-Authenticate"] = 'Bearer error="invalid_token"' }
    end
    set_identity(claims)
  end
end)
return function()
  local ok, status, message, headers = loaded, run
  if loaded then
    ok, status, message, headers = pcall(run)
  end
  if not ok then
    kong.log.err("gatewarden claims-and-identity failed: ", tostring(status))
    status, message, headers = 500, "An unexpected error occurred", nil
  end
  if status then
    return kong.response.exit(status, { message = message }, headers)
  end
end
