import { SchemaProgram } from './compile';
import { JSON_DECODER } from './json-decoder';
import { luaText } from '../lua-text';
import { READ_PARAMETERS, readsOf, ValidatedParameter } from './parameters';
import { JsonSchemaDraft } from '../../values/json-schema-draft';
import { isNode } from '../../values/json-schema-walk';
import { LUA_ORDER, LuaChunk } from '../chunk';

/** What a request must be like. */
export interface ValidationOptions {
  /** The JSON Schema of the body, as plain data. By default the body is not looked at. */
  readonly body?: unknown;
  readonly parameters?: readonly ValidatedParameter[];
  /** Whether the answer tells where and by which keyword a request is refused. */
  readonly verbose?: boolean;
  /** The largest body that is read, in bytes. */
  readonly maxBytes: number;
  /** The media types that are read as JSON, in lower case. By default `application/json`. */
  readonly contentTypes?: readonly string[];
  /** How deep a body may be nested. By default 32. */
  readonly maxDepth?: number;
}

/** Kong reads no more headers or arguments than this; what is beyond, it does not show. */
const MOST_SHOWN = 1000;

/**
 * The Lua that refuses a request which does not fit its schemas. It runs after every other plugin, so that strangers cannot have it work.
 *
 * 415: the body is of another type, in another charset, or compressed: a backend could read what was not validated. 413: it is larger
 * than is read. 400: it is not JSON, or does not fit; also where the validator itself fails, since what it failed at came with the request.
 *
 * @throws naming body or parameter, and the JSON pointer of what is not compiled.
 */
export function validationChunk(options: ValidationOptions): LuaChunk {
  const { body, parameters = [], verbose = false } = options;
  if (body === undefined && parameters.length === 0) { throw new Error('there is neither a body nor a parameter to validate; give one of them'); }
  const program = new SchemaProgram();
  const constants: string[] = [];
  const steps: string[] = [];
  const headers = body !== undefined || parameters.some(parameter => parameter.location === 'header');
  if (headers) { steps.push(HEADERS); }
  if (parameters.length > 0) {
    constants.push(READ_PARAMETERS);
    steps.push(...readsOf(parameters, verbose, ({ schema, location, name }) => add(program, schema, `${location} parameter '${name}'`)));
  }
  if (body !== undefined) {
    const index = add(program, body, 'body');
    constants.push(`local content_types = { ${(options.contentTypes ?? ['application/json']).map(type => `[${luaText(type)}] = true`).join(', ')} }`, READABLE);
    steps.push(bodyStep(index, options.maxBytes, options.maxDepth ?? 32, verbose));
  }
  return {
    id: 'request-validation',
    place: 'post-function',
    order: LUA_ORDER.validation,
    constants: [JSON_DECODER, program.source(), ...constants].join('\n'),
    body: steps.join('\n'),
    onError: { status: 400, message: 'request is not valid' },
  };
}

/** Adds a schema, whose error says what it is of: a route has several. */
function add(program: SchemaProgram, schema: unknown, what: string): number {
  try {
    return program.add(schema, draftOf(schema), what);
  } catch (error) {
    throw new Error(`${what}: ${(error as Error).message}`);
  }
}

/** A schema that names no draft is one of draft 7. */
function draftOf(schema: unknown): JsonSchemaDraft {
  const named = isNode(schema) ? schema.$schema : undefined;
  return typeof named === 'string' && named.includes('2020-12') ? JsonSchemaDraft.DRAFT202012 : JsonSchemaDraft.DRAFT7;
}

const HEADERS = `
local headers, headers_cut = kong.request.get_headers(${MOST_SHOWN})
if headers_cut then return 400, "too many headers" end`.trim();

/** Whether a media type and its parameters say JSON in UTF-8, and nothing else. */
const READABLE = String.raw`
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
end`.trim();

function bodyStep(index: number, maxBytes: number, maxDepth: number, verbose: boolean): string {
  const tell = (text: string) => verbose ? `"request body is not valid: " .. ${text}` : '"request body is not valid"';
  return `
-- Some backends read an encoding in the other spelling, too.
local encoding, other = headers["content-encoding"] or "identity", headers["content_encoding"] or "identity"
if not readable(headers["content-type"]) or encoding ~= "identity" or other ~= "identity" then return 415, "content type is not supported" end
local length = tonumber(headers["content-length"])
if length and length > ${maxBytes} then return 413, "request body is too large" end
local text = kong.request.get_raw_body(${maxBytes})
if not text or #text > ${maxBytes} then return 413, "request body is too large" end
local body, problem = decode_json(text, ${maxDepth})
if body == nil then return 400, ${tell('problem')} end
local rule, where = judge(${index}, body, 10000 + 10 * #text)
if rule then return 400, ${tell('(where == "" and "it" or where:sub(1, 200)) .. " breaks " .. rule')} end`.trim();
}
