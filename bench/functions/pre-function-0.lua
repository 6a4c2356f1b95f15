-- gatewarden: token-guard
local loaded, run = pcall(function()
  local decode_json, JSON_NULL, utf8_is_valid
  do
    local byte, char, find, sub = string.byte, string.char, string.find, string.sub
    local concat, floor, huge, tonumber = table.concat, math.floor, math.huge, tonumber
    local ESCAPES = { ['"'] = '"', ["\\"] = "\\", ["/"] = "/", b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }
    JSON_NULL = function() end

    -- What the text being decoded has somewhere, the depth it may have, and what was found wrong with it.
    local escapes, controls, deepest, problem

    local function fail(what, pos)
      problem = what .. " at byte " .. pos
    end

    function utf8_is_valid(text)
      local pos, length = 1, #text
      while pos <= length do
        local a = byte(text, pos)
        if a < 128 then
          pos = pos + 1
        else
          local b, c, d = byte(text, pos + 1, pos + 3)
          if not b or b < 128 or b > 191 then return false end
          if a >= 194 and a <= 223 then
            pos = pos + 2
          else
            if not c or c < 128 or c > 191 then return false end
            if a >= 224 and a <= 239 then
              -- Neither longer than needed nor a surrogate.
              if (a == 224 and b < 160) or (a == 237 and b > 159) then return false end
              pos = pos + 3
            else
              if not d or d < 128 or d > 191 or a < 240 or a > 244 then return false end
              if (a == 240 and b < 144) or (a == 244 and b > 143) then return false end
              pos = pos + 4
            end
          end
        end
      end
      return true
    end

    local function utf8_of(code)
      if code < 128 then return char(code) end
      if code < 2048 then return char(192 + floor(code / 64), 128 + code % 64) end
      if code < 65536 then return char(224 + floor(code / 4096), 128 + floor(code / 64) % 64, 128 + code % 64) end
      return char(240 + floor(code / 262144), 128 + floor(code / 4096) % 64, 128 + floor(code / 64) % 64, 128 + code % 64)
    end

    -- The text of four hexadecimal digits at a place, as a number.
    local function hex4(text, pos)
      return find(text, "^%x%x%x%x", pos) and tonumber(sub(text, pos, pos + 3), 16)
    end

    -- A string with a backslash or a control character somewhere in the text; pos is behind its opening quote.
    local function decode_careful_string(text, pos)
      local parts, n = {}, 0
      while true do
        local stop = find(text, '["\\%z\1-\31]', pos)
        if not stop then return fail("string without end", pos) end
        n = n + 1
        parts[n] = sub(text, pos, stop - 1)
        local c = byte(text, stop)
        if c == 34 then return concat(parts), stop + 1 end
        if c ~= 92 then return fail("control character in a string", stop) end
        local escape = sub(text, stop + 1, stop + 1)
        n = n + 1
        if escape == "u" then
          local code = hex4(text, stop + 2)
          if not code then return fail("wrong escape", stop) end
          pos = stop + 6
          if code >= 56320 and code <= 57343 then return fail("half a surrogate pair", stop) end
          if code >= 55296 and code <= 56319 then
            local low = sub(text, pos, pos + 1) == "\\u" and hex4(text, pos + 2)
            if not low or low < 56320 or low > 57343 then return fail("half a surrogate pair", stop) end
            code = 65536 + (code - 55296) * 1024 + (low - 56320)
            pos = pos + 6
          end
          parts[n] = utf8_of(code)
        else
          parts[n] = ESCAPES[escape]
          if not parts[n] then return fail("wrong escape", stop) end
          pos = stop + 2
        end
      end
    end

    local function decode_string(text, pos)
      local stop = find(text, '"', pos, true)
      if not stop then return fail("string without end", pos) end
      if escapes or controls then
        for i = pos, stop - 1 do
          local c = byte(text, i)
          if c == 92 or c < 32 then return decode_careful_string(text, pos) end
        end
      end
      return sub(text, pos, stop - 1), stop + 1
    end

    local function digits(text, pos)
      local c = byte(text, pos)
      local from = pos
      while c and c >= 48 and c <= 57 do
        pos = pos + 1
        c = byte(text, pos)
      end
      return pos > from and pos, c
    end

    local function decode_number(text, from)
      local pos = from
      local c = byte(text, pos)
      if c == 45 then
        pos = pos + 1
        c = byte(text, pos)
      end
      local after
      if c == 48 then
        after, c = pos + 1, byte(text, pos + 1)
      else
        after, c = digits(text, pos)
        if not after then return fail("not a value", from) end
      end
      if c == 46 then
        after, c = digits(text, after + 1)
        if not after then return fail("wrong number", from) end
      end
      if c == 101 or c == 69 then
        local sign = byte(text, after + 1)
        after = digits(text, (sign == 43 or sign == 45) and after + 2 or after + 1)
        if not after then return fail("wrong number", from) end
      end
      local number = tonumber(sub(text, from, after - 1))
      if not number or number == huge or number == -huge then return fail("number too big", from) end
      return number, after
    end

    local function skip_space(text, pos)
      local c = byte(text, pos)
      while c == 32 or c == 10 or c == 13 or c == 9 do
        pos = pos + 1
        c = byte(text, pos)
      end
      return pos, c
    end

    local decode_value

    local function decode_object(text, pos, depth)
      if depth > deepest then return fail("too deep", pos) end
      local object, c = {}, nil
      pos, c = skip_space(text, pos + 1)
      if c == 125 then return object, pos + 1 end
      while true do
        if c ~= 34 then return fail("no property name", pos) end
        local name, value
        name, pos = decode_string(text, pos + 1)
        if not name then return nil end
        if object[name] ~= nil then return fail("property twice", pos) end
        pos, c = skip_space(text, pos)
        if c ~= 58 then return fail("no colon", pos) end
        pos, c = skip_space(text, pos + 1)
        if c == 34 then
          value, pos = decode_string(text, pos + 1)
        else
          value, pos = decode_value(text, pos, c, depth)
        end
        if value == nil then return nil end
        object[name] = value
        pos, c = skip_space(text, pos)
        if c == 125 then return object, pos + 1 end
        if c ~= 44 then return fail("object without end", pos) end
        pos, c = skip_space(text, pos + 1)
      end
    end

    local function decode_array(text, pos, depth)
      if depth > deepest then return fail("too deep", pos) end
      local array, n, c = { [0] = 0 }, 0, nil
      pos, c = skip_space(text, pos + 1)
      if c == 93 then return array, pos + 1 end
      while true do
        local value
        value, pos = decode_value(text, pos, c, depth)
        if value == nil then return nil end
        n = n + 1
        array[n] = value
        pos, c = skip_space(text, pos)
        if c == 93 then
          array[0] = n
          return array, pos + 1
        end
        if c ~= 44 then return fail("array without end", pos) end
        pos, c = skip_space(text, pos + 1)
      end
    end

    function decode_value(text, pos, c, depth)
      if c == 34 then return decode_string(text, pos + 1) end
      if c == 123 then return decode_object(text, pos, depth + 1) end
      if c == 91 then return decode_array(text, pos, depth + 1) end
      if c == 116 and sub(text, pos, pos + 3) == "true" then return true, pos + 4 end
      if c == 102 and sub(text, pos, pos + 4) == "false" then return false, pos + 5 end
      if c == 110 and sub(text, pos, pos + 3) == "null" then return JSON_NULL, pos + 4 end
      return decode_number(text, pos)
    end

    function decode_json(text, max_depth)
      local high = false
      escapes, controls, deepest, problem = false, false, max_depth, nil
      for i = 1, #text do
        local c = byte(text, i)
        if c < 32 then
          controls = true
        elseif c == 92 then
          escapes = true
        elseif c > 127 then
          high = true
        end
      end
      if high and not utf8_is_valid(text) then return nil, "not utf-8" end
      local pos, c = skip_space(text, 1)
      local value
      value, pos = decode_value(text, pos, c, 0)
      if value == nil then return nil, problem end
      pos = skip_space(text, pos)
      if pos <= #text then return nil, "text behind the value at byte " .. pos end
      return value
    end
  end

  -- An object begins with a brace.
  local function decode_object(text)
    if text:find("^[ \t\r\n]*{") then
      return (decode_json(text, 32))
    end
  end

  local KEY_CLAIM = "iss"

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
