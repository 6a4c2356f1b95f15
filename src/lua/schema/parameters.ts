import { luaText } from '../lua-text';

/** A parameter of a request and its schema, as plain data. */
export interface ValidatedParameter {
  readonly name: string;
  readonly location: 'query' | 'header' | 'path';
  /** A JSON Schema that names one type: by it the text is read. */
  readonly schema: any;
  /** Whether a request without it is refused. By default it is; one of the path is always there. */
  readonly required?: boolean;
}

const SIMPLE = ['string', 'integer', 'number', 'boolean'];

/** Lua functions that read a parameter's text. Constant, so that each is made once. */
export const READ_PARAMETERS = String.raw`
-- A text as a value of a type; nil if it is none. Numbers are written as in JSON.
local function read_text(text, kind)
  if kind == "string" then return utf8_is_valid(text) and text or nil end
  if kind == "boolean" then
    if text == "true" then return true end
    if text == "false" then return false end
    return nil
  end
  return text:find("^-?%d[%d.eE+-]*$") and decode_json(text, 0) or nil
end

-- The items of a list are separated by commas.
local function read_list(text, kind)
  local list = { [0] = 0 }
  if text == "" then return list end
  for item in (text .. ","):gmatch("([^,]*),") do
    local value = read_text(item, kind)
    if value == nil then return nil end
    list[0] = list[0] + 1
    list[list[0]] = value
  end
  return list
end

-- A part of a path as a backend reads it. Kong has decoded what needs no encoding, and left the rest as the client wrote it.
local function decoded(text)
  return text and (text:gsub("%%(%x%x)", function(code) return string.char(tonumber(code, 16)) end))
end

-- The number of query arguments: Kong shows the first thousand only.
local function count(arguments)
  local n = 0
  for _, value in pairs(arguments) do n = n + (type(value) == "table" and #value or 1) end
  return n
end

-- Whether a header is there in another spelling, which a backend may read in its place.
local function is_spelled_otherwise(headers, name)
  local plain = name:gsub("_", "-")
  for other in pairs(headers) do
    local lower = other:lower()
    if lower ~= name and lower:gsub("_", "-") == plain then return true end
  end
  return false
end`.trim();

/**
 * The Lua that validates parameters, for each request.
 *
 * @param compile gives the index of a parameter's schema.
 * @throws if a schema does not say how the text is to be read.
 */
export function readsOf(parameters: readonly ValidatedParameter[], verbose: boolean, compile: (parameter: ValidatedParameter) => number): string[] {
  const lines: string[] = [];
  if (parameters.some(({ location }) => location === 'query')) {
    lines.push('local query, query_cut = kong.request.get_query(1000)', 'if query_cut or count(query) >= 1000 then return 400, "too many query arguments" end');
  }
  if (parameters.some(({ location }) => location === 'path')) {
    lines.push('local captures = kong.request.get_uri_captures().named');
  }
  return [...lines, ...parameters.map(parameter => readOf(parameter, verbose, compile(parameter)))];
}

function readOf(parameter: ValidatedParameter, verbose: boolean, index: number): string {
  const { location, required } = parameter;
  const name = location === 'header' ? parameter.name.toLowerCase() : parameter.name;
  const what = `${location} parameter '${parameter.name}'`;
  const refusal = (text: string) => `return 400, ${luaText(verbose ? `${what} ${text}` : 'request parameter is not valid')}`;
  const text = { query: `query[${luaText(name)}]`, header: `headers[${luaText(name)}]`, path: `decoded(captures[${luaText(name)}])` }[location];
  const { read, kind } = typeOf(parameter, what);
  return [
    'do',
    `  local text = ${text}`,
    ...location === 'header' ? [`  if is_spelled_otherwise(headers, ${luaText(name)}) then ${refusal('is spelled in more than one way')} end`] : [],
    // A query argument without "=".
    ...location === 'query' ? ['  if text == true then text = "" end'] : [],
    '  if text ~= nil then',
    `    if type(text) ~= "string" then ${refusal('is there more than once')} end`,
    `    local value = ${read}(text, "${kind}")`,
    `    if value == nil then ${refusal('is not of its type')} end`,
    `    local rule, where = judge(${index}, value, 10000)`,
    `    if rule then return 400, ${verbose ? `${luaText(`${what} is not valid: `)} .. (where == "" and "it" or where:sub(1, 200)) .. " breaks " .. rule` : '"request parameter is not valid"'} end`,
    ...required === false ? [] : ['  else', `    ${refusal('is missing')}`],
    '  end',
    'end',
  ].join('\n');
}

function typeOf({ schema }: ValidatedParameter, what: string): { read: string; kind: string } {
  if (SIMPLE.includes(schema?.type)) { return { read: 'read_text', kind: schema.type }; }
  if (schema?.type === 'array' && SIMPLE.includes(schema.items?.type)) { return { read: 'read_list', kind: schema.items.type }; }
  throw new Error(`${what} has a schema of type ${JSON.stringify(schema?.type)}: expected one of ${SIMPLE.join(', ')}, or an array whose items have one of them; `
    + 'say how the text of its value is to be read');
}
