-- gatewarden: clear-identity
local loaded, run = pcall(function()
  local CLEARED = {}

  -- Adds every name that a backend may read as this one.
  local function add(begin, rest, kept)
    local word, more = rest:match("^(.-)-(.+)$")
    if word then
      add(begin .. word .. "-", more, kept)
      add(begin .. word .. "_", more, kept)
    elseif begin .. rest ~= kept then
      CLEARED[#CLEARED + 1] = begin .. rest
    end
  end

  for _, name in ipairs({
    "X-User-ID",
    "X-User-Email",
    "X-User-Roles",
    "X-Consumer-ID",
    "X-Consumer-Custom-ID",
    "X-Consumer-Username",
    "X-Consumer-Groups",
    "X-Credential-Identifier",
    "X-Anonymous-Consumer",
  }) do
    add("", name)
  end

  return function()
    for i = 1, #CLEARED do
      kong.service.request.clear_header(CLEARED[i])
    end
  end
end)
return function()
  local ok, status, message, headers = loaded, run
  if loaded then
    ok, status, message, headers = pcall(run)
  end
  if not ok then
    kong.log.err("gatewarden clear-identity failed: ", tostring(status))
    status, message, headers = 500, "An unexpected error occurred", nil
  end
  if status then
    return kong.response.exit(status, { message = message }, headers)
  end
end
