-- gatewarden: request-validation
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
  local judge
  do
    local byte, find, gmatch, gsub, match, pairs, re_find, tonumber, type = string.byte, string.find, string.gmatch, string.gsub, string.match, pairs, ngx.re.find, tonumber, type
    local check, format, value, steps = {}, {}, {}, 0
    -- The characters of a text: every byte but those that continue one.
    local function chars(v)
      local _, n = gsub(v, "[^\128-\191]", "")
      return n
    end
    local function matches(v, pattern)
      local from, _, err = re_find(v, pattern, "jou")
      if err then error("pattern " .. pattern .. ": " .. err, 0) end
      return from ~= nil
    end
    -- A property's name as a step of a JSON pointer.
    local function step(name)
      return "/" .. gsub(gsub(name, "~", "~0"), "/", "~1")
    end
    value[1] = { name = true, email = true, phone = true }
    format["email"] = function(v)
      if #v > 320 then return false end
      local at = find(v, "@", 1, true)
      if byte(v, 1) == 34 then
        local user = match(v, '^"(.*)"@[^@"]+$')
        if not user or find(user, "[^ -~]") or find(gsub(user, "\\.", ""), '[\\"]') then return false end
        at = #user + 3
      else
        if not at then return false end
        local before = 46
        for i = 1, at - 1 do
          local c = byte(v, i)
          if c == 46 then
            if before == 46 then return false end
          elseif not ((c >= 94 and c <= 126) or (c >= 48 and c <= 57) or (c >= 65 and c <= 90)) and not find(v, "^[!#$%%&'*+/=?-]", i) then
            return false
          end
          before = c
        end
        if before == 46 then return false end
      end
      if byte(v, at + 1) ~= 91 then return format["hostname"](v, at + 1) end
      local literal = match(v, "^%[(.*)%]$", at + 1)
      if not literal then return false end
      local ipv6 = match(literal, "^[Ii][Pp][Vv]6:(.*)$")
      if ipv6 then return format["ipv6"](ipv6) end
      return format["ipv4"](literal)
    end
    format["hostname"] = function(v, from)
      -- The bytes are walked through, which compiles to machine code; the name begins at from.
      from = from or 1
      if #v - from > 252 then return false end
      local length, before = 0, 46
      for i = from, #v do
        local c = byte(v, i)
        if c == 46 then
          if length == 0 or before == 45 then return false end
          length = 0
        else
          length = length + 1
          if c == 45 then
            if length == 1 then return false end
            -- Two hyphens in third place belong to labels in punycode.
            if length == 4 and before == 45 and not find(v, "^[Xx][Nn]", i - 3) then return false end
          elseif not ((c >= 97 and c <= 122) or (c >= 48 and c <= 57) or (c >= 65 and c <= 90)) then
            return false
          end
          if length > 63 then return false end
        end
        before = c
      end
      return length > 0 and before ~= 45
    end
    format["ipv4"] = function(v)
      if #v > 15 then return false end
      local a, b, c, d = match(v, "^(%d+)%.(%d+)%.(%d+)%.(%d+)$")
      if not a or find(v, "^0%d") or find(v, "%.0%d") then return false end
      return tonumber(a) < 256 and tonumber(b) < 256 and tonumber(c) < 256 and tonumber(d) < 256
    end
    format["ipv6"] = function(v)
      if #v > 45 or not find(v, "^[%x:.]+$") then return false end
      local groups = 0
      local head, ipv4 = match(v, "^(.*:)([^:]*%.[^:]*)$")
      if ipv4 then
        if not format["ipv4"](ipv4) then return false end
        v, groups = head .. "0", 1
      end
      local gap = find(v, "::", 1, true)
      if gap and find(v, "::", gap + 1, true) then return false end
      if (find(v, "^:") and gap ~= 1) or (find(v, ":$") and gap ~= #v - 1) then return false end
      for group in gmatch(v, "[^:]+") do
        groups = groups + 1
        if #group > 4 or find(group, ".", 1, true) then return false end
      end
      return gap and groups <= 7 or not gap and groups == 8
    end
    -- body #
    check[1] = function(v)
      if type(v) ~= "table" or v[0] then return "type" end
      if v.name == nil then return "required", "/name" end
      if v.email == nil then return "required", "/email" end
      do
        local v1 = v.name
        if v1 ~= nil then
          if type(v1) ~= "string" then return "type", "/name" end
          if #v1 > 100 and chars(v1) > 100 then return "maxLength", "/name" end
          if v1 == "" then return "minLength", "/name" end
        end
        v1 = v.email
        if v1 ~= nil then
          if type(v1) ~= "string" then return "type", "/email" end
          if not format["email"](v1) then return "format", "/email" end
        end
        v1 = v.phone
        if v1 ~= nil then
          if type(v1) ~= "string" then return "type", "/phone" end
          if not matches(v1, "\\A\\+?[0-9]{10,15}\\z") then return "pattern", "/phone" end
        end
      end
      for k1, v1 in pairs(v) do
        if not value[1][k1] then return "additionalProperties", step(k1) end
      end
    end
    function judge(index, v, most_steps)
      steps = most_steps
      local rule, where = check[index](v)
      -- Also where running out of steps read as "does not match" on the way.
      if steps < 0 then return "steps", "" end
      if rule then return rule, where or "" end
    end
  end
  local content_types = { ["application/json"] = true }
  -- Whether a body is JSON in UTF-8 by its Content-Type. A header that is there twice is a table.
  local function readable(content_type)
    if type(content_type) ~= "string" then return false end
    local media, rest = content_type:lower():match("^%s*([^;%s]+)%s*(.*)$")
    if not media or not content_types[media] then return false end
    while rest ~= "" do
      local name, value, more = rest:match('^;%s*([%w!#$&^_.+-]+)=([^;%s",]+)%s*(.*)$')
      if not name then name, value, more = rest:match('^;%s*([%w!#$&^_.+-]+)="([%w._-]*)"%s*(.*)$') end
      if not name or (name == "charset" and value ~= "utf-8") then return false end
      rest = more
    end
    return true
  end

  return function()
    local headers, headers_cut = kong.request.get_headers(1000)
    if headers_cut then return 400, "too many headers" end
    -- Some backends read an encoding in the other spelling, too.
    local encoding, other = headers["content-encoding"] or "identity", headers["content_encoding"] or "identity"
    if not readable(headers["content-type"]) or encoding ~= "identity" or other ~= "identity" then return 415, "content type is not supported" end
    local length = tonumber(headers["content-length"])
    if length and length > 65536 then return 413, "request body is too large" end
    local text = kong.request.get_raw_body(65536)
    if not text or #text > 65536 then return 413, "request body is too large" end
    local body, problem = decode_json(text, 32)
    if body == nil then return 400, "request body is not valid" end
    local rule, where = judge(1, body, 10000 + 10 * #text)
    if rule then return 400, "request body is not valid" end
  end
end)
return function()
  local ok, status, message, headers = loaded, run
  if loaded then
    ok, status, message, headers = pcall(run)
  end
  if not ok then
    kong.log.err("gatewarden request-validation failed: ", tostring(status))
    status, message, headers = 400, "request is not valid", nil
  end
  if status then
    return kong.response.exit(status, { message = message }, headers)
  end
end
