import { validationChunk } from '../../../src/lua/schema/validation-chunk';

const body = { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false };

test('a body is judged after everything else, and an error refuses', () => {
  const chunk = validationChunk({ body, maxBytes: 1024 });
  expect({ ...chunk, constants: '', body: '' }).toEqual({
    id: 'request-validation', place: 'post-function', order: 130, constants: '', body: '', onError: { status: 400, message: 'request is not valid' },
  });
  expect(chunk.body).toBe(`
local headers, headers_cut = kong.request.get_headers(1000)
if headers_cut then return 400, "too many headers" end
-- Some backends read an encoding in the other spelling, too.
local encoding, other = headers["content-encoding"] or "identity", headers["content_encoding"] or "identity"
if not readable(headers["content-type"]) or encoding ~= "identity" or other ~= "identity" then return 415, "content type is not supported" end
local length = tonumber(headers["content-length"])
if length and length > 1024 then return 413, "request body is too large" end
local text = kong.request.get_raw_body(1024)
if not text or #text > 1024 then return 413, "request body is too large" end
local body, problem = decode_json(text, 32)
if body == nil then return 400, "request body is not valid" end
local rule, where = judge(1, body, 10000 + 10 * #text)
if rule then return 400, "request body is not valid" end`.trim());
});

test('a schema says which draft it is of', () => {
  const modern = { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'array', prefixItems: [{ type: 'string' }] };
  expect(() => validationChunk({ body: modern, maxBytes: 1 })).not.toThrow();
  expect(() => validationChunk({ body: { ...modern, $schema: undefined }, maxBytes: 1 })).toThrow("'prefixItems' is not one of draft7");
});

test('something must be validated', () => {
  expect(() => validationChunk({ maxBytes: 1 })).toThrow('there is neither a body nor a parameter to validate');
});

test.each([
  [{ type: 'object' }], [{ type: ['string', 'null'] }], [{ type: 'null' }], [{}], [true], [{ type: 'array' }], [{ type: 'array', items: { type: 'array' } }],
])('a parameter of the schema %j cannot be read', (schema) => {
  expect(() => validationChunk({ maxBytes: 1, parameters: [{ name: 'q', location: 'query', schema }] }))
    .toThrow(/^query parameter 'q' has a schema of type .*expected one of string, integer, number, boolean, or an array/);
});

test('a parameter is read by its type', () => {
  const { body: lua } = validationChunk({ maxBytes: 1, parameters: [{ name: 'X-Tenant', location: 'header', schema: { type: 'integer' }, required: false }] });
  expect(lua).toContain('local text = headers["x-tenant"]');
  expect(lua).toContain('local value = read_text(text, "integer")');
});
