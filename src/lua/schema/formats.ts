/**
 * The formats of JSON Schema that are enforced, each as the Lua of a function from a string to whether it is of that format.
 *
 * They are written with Lua's own patterns, whose `$` is the very end of the text and whose classes are ASCII. Lengths come first, and no
 * pattern repeats two things in a row that take the same character, so that none is slow on a long text.
 */
export const FORMATS: { readonly [format: string]: FormatCode } = {
  /** RFC 3339, section 5.6: a day that exists. */
  'date': {
    lua: String.raw`
function(v)
  local year, month, day = match(v, "^(%d%d%d%d)%-(%d%d)%-(%d%d)$")
  if not year then return false end
  year, month, day = tonumber(year), tonumber(month), tonumber(day)
  local leap = year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
  local days = month == 2 and (leap and 29 or 28) or (month == 4 or month == 6 or month == 9 or month == 11) and 30 or 31
  return month >= 1 and month <= 12 and day >= 1 and day <= days
end`,
  },
  /** RFC 3339 with its offset; second 60 only where a leap second can be. */
  'time': {
    lua: String.raw`
function(v)
  local hour, minute, second, rest = match(v, "^(%d%d):(%d%d):(%d%d)(.*)$")
  if not hour then return false end
  rest = match(rest, "^%.%d+(.*)$") or rest
  local sign, hours, minutes = match(rest, "^([+-])(%d%d):(%d%d)$")
  if not sign and rest ~= "Z" and rest ~= "z" then return false end
  hour, minute, second, hours, minutes = tonumber(hour), tonumber(minute), tonumber(second), tonumber(hours or 0), tonumber(minutes or 0)
  if hour > 23 or minute > 59 or second > 60 or hours > 23 or minutes > 59 then return false end
  local utc = hour * 60 + minute - (sign == "-" and -1 or 1) * (hours * 60 + minutes)
  return second < 60 or utc % 1440 == 1439
end`,
  },
  'date-time': {
    needs: ['date', 'time'],
    lua: String.raw`
function(v)
  local date, time = match(v, "^(..........)[Tt](.*)$")
  return date ~= nil and format["date"](date) and format["time"](time)
end`,
  },
  /** RFC 2673, section 3.2; without leading zeros, which some read as octal. */
  'ipv4': {
    lua: String.raw`
function(v)
  if #v > 15 then return false end
  local a, b, c, d = match(v, "^(%d+)%.(%d+)%.(%d+)%.(%d+)$")
  if not a or find(v, "^0%d") or find(v, "%.0%d") then return false end
  return tonumber(a) < 256 and tonumber(b) < 256 and tonumber(c) < 256 and tonumber(d) < 256
end`,
  },
  /** RFC 4291, section 2.2, without a zone. */
  'ipv6': {
    needs: ['ipv4'],
    lua: String.raw`
function(v)
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
end`,
  },
  /** RFC 1123: ASCII labels, without a trailing dot. */
  'hostname': {
    lua: String.raw`
function(v, from)
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
end`,
  },
  /** RFC 5321, section 4.1.2: also with a quoted local part or an address in brackets; ASCII. */
  'email': {
    needs: ['hostname', 'ipv4', 'ipv6'],
    lua: String.raw`
function(v)
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
end`,
  },
  /** RFC 3986: with a scheme, ASCII. */
  'uri': {
    needs: ['ipv4', 'ipv6'],
    lua: String.raw`
function(v)
  local rest = match(v, "^%a[%w+.-]*:(.*)$")
  if not rest or find(v, "[^%w._~:/?#%[%]@!$&'()*+,;=%%-]") then return false end
  -- A percent sign that is not followed by two hexadecimal digits.
  if find(gsub(v, "%%%x%x", ""), "%", 1, true) then return false end
  local path, fragment = match(rest, "^([^#]*)#?(.*)$")
  if find(fragment, "[#%[%]]") then return false end
  local authority = match(path, "^//([^/?]*)")
  if authority then
    path = sub(path, #authority + 3)
    local user, host = match(authority, "^([^@]*)@([^@]*)$")
    if user and find(user, "[%[%]]") then return false end
    host = host or authority
    local ip, port = match(host, "^%[(.*)%](.*)$")
    if ip then
      if not format["ipv6"](ip) and not find(ip, "^[Vv]%x+%.[%w._~!$&'()*+,;=:-]+$") then return false end
    else
      ip, port = match(host, "^([^:@%[%]]*)(.*)$")
    end
    if port ~= "" and not find(port, "^:%d*$") then return false end
  end
  return not find(path, "[%[%]]")
end`,
  },
  /** RFC 4122 in either letter case. */
  'uuid': {
    lua: String.raw`
function(v)
  if #v ~= 36 or not find(v, "^%x+%-%x+%-%x+%-%x+%-%x+$") then return false end
  return byte(v, 9) == 45 and byte(v, 14) == 45 and byte(v, 19) == 45 and byte(v, 24) == 45
end`,
  },
};

/** The Lua of one format. */
export interface FormatCode {
  readonly lua: string;
  /** The formats that it asks. */
  readonly needs?: string[];
}

/** The Lua that fills the table `format` with these formats and those that they need. */
export function formatsLua(names: Iterable<string>): string {
  const all = new Set<string>();
  const add = (name: string) => {
    FORMATS[name].needs?.forEach(add);
    all.add(name);
  };
  [...names].forEach(add);
  return [...all].sort().map(name => `format["${name}"] = ${FORMATS[name].lua.trim()}`).join('\n');
}
