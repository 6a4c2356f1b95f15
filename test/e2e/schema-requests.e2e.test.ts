import * as path from 'node:path';
import { luajit } from './schema/luajit';
import { validationChunk, ValidationOptions } from '../../src/lua/schema/validation-chunk';

interface Request {
  readonly headers?: Record<string, string | string[]>;
  readonly query?: Record<string, string | string[] | boolean>;
  readonly captures?: Record<string, string>;
  readonly body?: string | Buffer;
  /** Whether nginx wrote the body to a file. */
  readonly spooled?: boolean;
  readonly headers_cut?: boolean;
  readonly query_cut?: boolean;
}

/** What the chunk answers: `passed`, or a status and a message. */
function answersTo(options: ValidationOptions, ...requests: Request[]): string[] {
  const { constants, body } = validationChunk(options);
  const records = requests.map(({ headers = {}, query = {}, captures = {}, body: raw = '', ...rest }) => ({ headers, query, captures, raw: Buffer.from(raw as string).toString('hex'), ...rest }));
  const input = JSON.stringify({ constants, body, requests: records });
  return luajit([path.join(__dirname, 'schema', 'request-runner.lua')], `${input}\n`).trimEnd().split('\n');
}

const customer = {
  type: 'object',
  required: ['name', 'email'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 100 },
    email: { type: 'string', format: 'email' },
    phone: { type: 'string', pattern: '^\\+?[0-9]{10,15}$' },
  },
  additionalProperties: false,
};
const BODY: ValidationOptions = { body: customer, maxBytes: 1000 };
const ADA = { name: 'Ada', email: 'ada@example.com' };
const json = { 'content-type': 'application/json' };
const post = (body: unknown, headers: Record<string, string | string[]> = json): Request => ({ headers, body: typeof body === 'string' ? body : JSON.stringify(body) });

describe('a body', () => {
  test.each([
    ['that fits', post(ADA), 'passed'],
    ['with everything', post({ ...ADA, phone: '+441234567890' }), 'passed'],
    ['without a required property', post({ name: 'Ada' }), '400 request body is not valid'],
    ['with a property too many', post({ ...ADA, admin: true }), '400 request body is not valid'],
    ['with a line break behind the phone number', post({ ...ADA, phone: '+441234567890\n' }), '400 request body is not valid'],
    ['of a hundred characters and more bytes', post({ ...ADA, name: 'é'.repeat(100) }), 'passed'],
    ['of a character too many', post({ ...ADA, name: 'é'.repeat(101) }), '400 request body is not valid'],
    ['that is no JSON', post('{'), '400 request body is not valid'],
    ['that is not there', { headers: json }, '400 request body is not valid'],
    ['with a property twice', post('{"name":"a","name":"b","email":"a@b.co"}'), '400 request body is not valid'],
    ['that is too large', post({ ...ADA, name: 'a'.repeat(1000) }), '413 request body is too large'],
    ['that says so', post(ADA, { ...json, 'content-length': '1001' }), '413 request body is too large'],
    ['in a file, small enough', { ...post(ADA), spooled: true }, 'passed'],
    ['in a file, too large', { ...post({ ...ADA, name: 'a'.repeat(1000) }), spooled: true }, '413 request body is too large'],
  ])('%s', (_title, request, answer) => {
    expect(answersTo(BODY, request)).toEqual([answer]);
  });

  test.each([
    ['application/json', true], ['application/json; charset=utf-8', true], ['Application/JSON;Charset="UTF-8"', true], ['application/json; v=1', true],
    ['application/json; charset=utf-16', false], ['application/json; charset=utf-8; charset=utf-7', false], ['application/json;charset=', false],
    ['application/jsonx', false], ['text/plain', false], ['application/json, text/plain', false], ['application/json text/plain', false],
    ['application/json; a=b, text/plain', false], ['application/problem+json', false], ['', false], ['multipart/form-data; x="application/json"', false],
  ])('of the type %s is read: %s', (type, read) => {
    expect(answersTo(BODY, post(ADA, { 'content-type': type }))).toEqual([read ? 'passed' : '415 content type is not supported']);
  });

  test.each([
    ['no type', {}], ['the type twice', { 'content-type': ['application/json', 'text/plain'] }], ['gzip', { ...json, 'content-encoding': 'gzip' }],
    ['the encoding twice', { ...json, 'content-encoding': ['identity', 'gzip'] }],
  ])('with %s is refused', (_title, headers) => {
    expect(answersTo(BODY, post(ADA, headers))).toEqual(['415 content type is not supported']);
  });

  test('is refused where kong does not show all headers', () => {
    expect(answersTo(BODY, { ...post(ADA), headers_cut: true })).toEqual(['400 too many headers']);
  });

  test('is told where it is wrong, if that is wanted', () => {
    expect(answersTo({ ...BODY, verbose: true }, post({ ...ADA, email: 'ada' }), post({ ...ADA, 'a/b': 1 }), post('[1,]'))).toEqual([
      '400 request body is not valid: /email breaks format',
      '400 request body is not valid: /a~1b breaks additionalProperties',
      '400 request body is not valid: not a value at byte 4',
    ]);
  });
});

describe('parameters', () => {
  const options: ValidationOptions = {
    maxBytes: 0,
    verbose: true,
    parameters: [
      { name: 'limit', location: 'query', required: false, schema: { type: 'integer', minimum: 1, maximum: 100 } },
      { name: 'tags', location: 'query', required: false, schema: { type: 'array', items: { type: 'string', minLength: 1 }, maxItems: 2 } },
      { name: 'exact', location: 'query', required: false, schema: { type: 'boolean' } },
      { name: 'X-Tenant', location: 'header', schema: { type: 'string', pattern: '^[a-z]+$' } },
      { name: 'id', location: 'path', schema: { type: 'string', format: 'uuid' } },
    ],
  };
  const good: Request = { headers: { 'x-tenant': 'acme' }, captures: { id: 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6' } };

  test.each<[string, Request, string]>([
    ['that fit', { ...good, query: { limit: '10', tags: 'a,b', exact: 'true' } }, 'passed'],
    ['that are left out', good, 'passed'],
    ['that nobody speaks of', { ...good, query: { other: 'x' } }, 'passed'],
    ['a number too large', { ...good, query: { limit: '101' } }, "400 query parameter 'limit' is not valid: it breaks maximum"],
    ...['', ' 1', '1 ', '0x10', '01', '1.', 'inf', 'nan', '1\u0000', '[1]', '"1"', '1e400'].map((text): [string, Request, string] => (
      [`a number written ${JSON.stringify(text)}`, { ...good, query: { limit: text } }, "400 query parameter 'limit' is not of its type"])),
    ['no whole number', { ...good, query: { limit: '1.5' } }, "400 query parameter 'limit' is not valid: it breaks type"],
    ['one twice', { ...good, query: { limit: ['1', '1000'] } }, "400 query parameter 'limit' is there more than once"],
    ['one without a value', { ...good, query: { limit: true } }, "400 query parameter 'limit' is not of its type"],
    ['a list that is too long', { ...good, query: { tags: 'a,b,c' } }, "400 query parameter 'tags' is not valid: it breaks maxItems"],
    ['a list with an empty item', { ...good, query: { tags: 'a,' } }, "400 query parameter 'tags' is not valid: /1 breaks minLength"],
    ['True', { ...good, query: { exact: 'True' } }, "400 query parameter 'exact' is not of its type"],
    ['no header', { ...good, headers: {} }, "400 header parameter 'X-Tenant' is missing"],
    ['a header twice', { ...good, headers: { 'x-tenant': ['acme', 'evil'] } }, "400 header parameter 'X-Tenant' is there more than once"],
    ['a header in another spelling', { ...good, headers: { 'x-tenant': 'acme', 'x_tenant': 'EVIL' } }, "400 header parameter 'X-Tenant' is spelled in more than one way"],
    ['a header with other characters', { ...good, headers: { 'x-tenant': 'acme\n' } }, "400 header parameter 'X-Tenant' is not valid: it breaks pattern"],
    ['a path of another kind', { ...good, captures: { id: '../admin' } }, "400 path parameter 'id' is not valid: it breaks format"],
    ['a path that is encoded', { ...good, captures: { id: 'f81d4fae%2D7dec-11d0-a765-00a0c91e6bf6' } }, 'passed'],
    ['a path of another kind behind an encoding', { ...good, captures: { id: 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6%2F..' } }, "400 path parameter 'id' is not valid: it breaks format"],
    ['a path that is no UTF-8', { ...good, captures: { id: '%C3' } }, "400 path parameter 'id' is not of its type"],
    ['a path without the part', { ...good, captures: {} }, "400 path parameter 'id' is missing"],
    ['arguments that kong does not show', { ...good, query_cut: true }, '400 too many query arguments'],
    ['a thousand arguments', { ...good, query: Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`q${i}`, 'x'])) }, '400 too many query arguments'],
  ])('%s', (_title, request, answer) => {
    expect(answersTo(options, request)).toEqual([answer]);
  });

  test('tell nothing unless that is wanted', () => {
    expect(answersTo({ ...options, verbose: false }, { ...good, query: { limit: '0' } })).toEqual(['400 request parameter is not valid']);
  });

  test('that are not UTF-8 are refused', () => {
    const query = { maxBytes: 0, parameters: [{ name: 'q', location: 'query' as const, schema: { type: 'string', pattern: '^.*$' } }] };
    const { constants, body } = validationChunk(query);
    const input = JSON.stringify({ constants, body: body.replace('local query, query_cut', 'local query_, query_cut').replace('if query_cut', 'local query = { q = "\\128" }\nif query_cut'), requests: [{ headers: {}, query: {}, captures: {}, raw: '' }] });
    expect(luajit([path.join(__dirname, 'schema', 'request-runner.lua')], `${input}\n`).trim()).toBe('400 request parameter is not valid');
  });
});
