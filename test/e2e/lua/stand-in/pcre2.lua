-- ngx.re with PCRE2, which Kong's OpenResty is linked with; Debian's module for nginx 1.22 is linked with PCRE1.
local ffi = require("ffi")

ffi.cdef [[
  typedef struct pcre2_real_code_8 pcre2_code;
  typedef struct pcre2_real_match_data_8 pcre2_match_data;
  typedef struct pcre2_real_match_context_8 pcre2_match_context;
  pcre2_code *pcre2_compile_8(const char *, size_t, uint32_t, int *, size_t *, void *);
  int pcre2_jit_compile_8(pcre2_code *, uint32_t);
  int pcre2_match_8(const pcre2_code *, const char *, size_t, size_t, uint32_t, pcre2_match_data *, pcre2_match_context *);
  pcre2_match_data *pcre2_match_data_create_from_pattern_8(const pcre2_code *, void *);
  pcre2_match_context *pcre2_match_context_create_8(void *);
  int pcre2_set_match_limit_8(pcre2_match_context *, uint32_t);
  size_t *pcre2_get_ovector_pointer_8(pcre2_match_data *);
  int pcre2_pattern_info_8(const pcre2_code *, uint32_t, void *);
  int pcre2_get_error_message_8(int, char *, size_t);
  int pcre2_config_8(uint32_t, void *);
]]

local C = ffi.load("libpcre2-8.so.0")
local FLAGS = {
  a = 0x80000000, i = 0x8, m = 0x400, s = 0x20, x = 0x80, u = 0x80000, U = 0x40080000, D = 0x40,
  -- These say how to run, not what to match; there is no DFA (d) and no JavaScript (J) here.
  j = 0, o = 0,
}
local JIT = 0x1
local CAPTURES, NAME_COUNT, NAME_SIZE, NAME_TABLE = 4, 17, 18, 19
local NO_MATCH = -1
-- From a 64-bit integer: a negative Lua number is not turned into what C would make of it.
local UNSET = ffi.cast("size_t", -1LL)

local context = C.pcre2_match_context_create_8(nil)
-- As lua_regex_match_limit.
C.pcre2_set_match_limit_8(context, 100000)

local _M = { re = {} }
local compiled = {}

local function info(code, what, kind)
  local value = ffi.new(kind .. "[1]")
  C.pcre2_pattern_info_8(code, what, value)
  return value[0]
end

local function names_of(code)
  local names, size, table_ = {}, info(code, NAME_SIZE, "uint32_t"), info(code, NAME_TABLE, "const uint8_t *")
  for i = 0, info(code, NAME_COUNT, "uint32_t") - 1 do
    local row = table_ + i * size
    names[ffi.string(row + 2)] = row[0] * 256 + row[1]
  end
  return names
end

local function compile(pattern, options)
  local key = (options or "") .. "\0" .. pattern
  if compiled[key] then
    return compiled[key]
  end
  local flags = 0
  for flag in (options or ""):gmatch(".") do
    flags = bit.bor(flags, FLAGS[flag] or error('unknown flag "' .. flag .. '"', 4))
  end
  local number, at = ffi.new("int[1]"), ffi.new("size_t[1]")
  local code = C.pcre2_compile_8(pattern, #pattern, flags % 2 ^ 32, number, at, nil)
  if code == nil then
    local text = ffi.new("char[256]")
    C.pcre2_get_error_message_8(number[0], text, 256)
    return nil, ('pcre2_compile() failed: %s in "%s" at %d'):format(ffi.string(text), pattern, tonumber(at[0]))
  end
  if (options or ""):find("j", 1, true) then
    C.pcre2_jit_compile_8(code, JIT)
  end
  compiled[key] = { code = code, data = C.pcre2_match_data_create_from_pattern_8(code, nil), count = info(code, CAPTURES, "uint32_t"), names = names_of(code) }
  return compiled[key]
end

-- Offsets of the match from byte `from` on, from 0, as far as the next match is not looked for.
local function run(subject, pattern, options, from)
  local regex, err = compile(pattern, options)
  if not regex then
    return nil, err
  end
  local code = C.pcre2_match_8(regex.code, subject, #subject, from, 0, regex.data, context)
  if code == NO_MATCH then
    return nil
  elseif code < 0 then
    return nil, "pcre2_match() failed: " .. code
  end
  return C.pcre2_get_ovector_pointer_8(regex.data), nil, regex
end

local function captures_of(subject, vector, regex)
  local captures = {}
  for i = 0, regex.count do
    captures[i] = vector[2 * i] ~= UNSET and subject:sub(tonumber(vector[2 * i]) + 1, tonumber(vector[2 * i + 1]))
  end
  for name, i in pairs(regex.names) do
    captures[name] = captures[i]
  end
  return captures
end

local function each(subject, pattern, options, from)
  return function()
    if from > #subject then
      return nil
    end
    local vector, err, regex = run(subject, pattern, options, from)
    if not vector then
      return nil, err
    end
    local first, last = tonumber(vector[0]), tonumber(vector[1])
    -- An empty match is not found again.
    from = last > first and last or last + 1
    return captures_of(subject, vector, regex), nil, first, last
  end
end

local function start(ctx)
  return ctx and ctx.pos and ctx.pos - 1 or 0
end

function _M.re.find(subject, pattern, options, ctx, nth)
  subject = tostring(subject)
  local vector, err = run(subject, pattern, options, start(ctx))
  if not vector then
    return nil, nil, err
  end
  local i = 2 * (nth or 0)
  if ctx then
    ctx.pos = tonumber(vector[1]) + 1
  end
  if vector[i] ~= UNSET then
    return tonumber(vector[i]) + 1, tonumber(vector[i + 1])
  end
end

function _M.re.match(subject, pattern, options, ctx)
  subject = tostring(subject)
  local vector, err, regex = run(subject, pattern, options, start(ctx))
  if not vector then
    return nil, err
  end
  if ctx then
    ctx.pos = tonumber(vector[1]) + 1
  end
  return captures_of(subject, vector, regex)
end

function _M.re.gmatch(subject, pattern, options)
  local next_match = each(tostring(subject), pattern, options, 0)
  return function() return (next_match()) end
end

local function replaced(captures, replacement)
  if type(replacement) == "function" then
    return replacement(captures)
  end
  local template = replacement:gsub("%$%$", "\0"):gsub("%${(%d+)}", "$%1")
  return (template:gsub("%$(%d+)", function(i) return captures[tonumber(i)] or "" end):gsub("%z", "$"))
end

local function substitute(subject, pattern, replacement, options, most)
  subject = tostring(subject)
  local parts, at, count = {}, 0, 0
  local next_match = each(subject, pattern, options, 0)
  while count < most do
    local captures, err, first, last = next_match()
    if err then
      return nil, nil, err
    elseif not captures then
      break
    end
    parts[#parts + 1] = subject:sub(at + 1, first) .. replaced(captures, replacement)
    at, count = last, count + 1
  end
  return table.concat(parts) .. subject:sub(at + 1), count
end

function _M.re.sub(subject, pattern, replacement, options)
  return substitute(subject, pattern, replacement, options, 1)
end

function _M.re.gsub(subject, pattern, replacement, options)
  return substitute(subject, pattern, replacement, options, math.huge)
end

function _M.version()
  local text = ffi.new("char[64]")
  C.pcre2_config_8(11, text)
  return ffi.string(text)
end

return _M
