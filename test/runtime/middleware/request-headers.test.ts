import * as fc from 'fast-check';
import { parsed } from './service';
import { addHeader, canonicalName, checkedHeaderName, headerValue, headerValues, removeHeaders } from '../../../src/runtime/middleware/request-headers';

/** A name with every letter in either case, and something for every hyphen. */
const spelling = (name: string) => fc.tuple(...[...name].map(letter => letter === '-'
  ? fc.constantFrom('-', '_', '.') : fc.constantFrom(letter.toLowerCase(), letter.toUpperCase()))).map(letters => letters.join(''));
const NAME = 'X-User-ID';

test('every spelling of a header has its canonical name', () => {
  fc.assert(fc.property(spelling(NAME), written => {
    expect(canonicalName(written)).toBe('x-user-id');
  }));
});

test('a removed header is gone in every spelling, and in every view, and all others are there', () => {
  const others = fc.constantFrom('X-User', 'X-User-IDs', 'Accept', 'X-Request-ID');
  const lines = fc.array(fc.tuple(fc.oneof(spelling(NAME), others), fc.constantFrom('a', 'b')), { maxLength: 12 });
  fc.assert(fc.property(lines, fc.boolean(), (headers, lookFirst) => {
    const request = parsed(headers);
    if (lookFirst) {
      expect(request.headers).toBeDefined();
    }
    removeHeaders(request, name => canonicalName(name) === 'x-user-id');
    const left = headers.filter(([name]) => canonicalName(name) !== 'x-user-id');
    const names = [...new Set(left.map(([name]) => name.toLowerCase()))].sort();
    expect(request.rawHeaders).toEqual(left.flat());
    expect(Object.keys(request.headers).sort()).toEqual(names);
    expect(Object.keys(request.headersDistinct).sort()).toEqual(names);
  }));
});

test('the values of a header are those under its own name, in any letter case', () => {
  const request = parsed([['X-User-ID', 'a'], ['X_User_ID', 'b'], ['x-user-id', 'c'], ['X-Other', 'X-User-ID']]);
  expect(headerValues(request, NAME)).toEqual(['a', 'c']);
});

test('values are joined as the gateway joins them, also where Node would drop one', () => {
  expect(headerValue(parsed([['User-Agent', 'a'], ['User-Agent', 'b']]), 'user-agent')).toBe('a, b');
});

test('a header that is not there has no value, and one that is empty an empty one', () => {
  expect([headerValue(parsed([]), 'x'), headerValue(parsed([['X', '']]), 'x')]).toEqual([undefined, '']);
});

test('an added header is in every view', () => {
  const request = parsed([['Accept', '*/*']]);
  addHeader(request, 'X-Bot-Score', '0.7');
  expect(request.headers['x-bot-score']).toBe('0.7');
  expect(request.headersDistinct['x-bot-score']).toEqual(['0.7']);
  expect(request.rawHeaders).toEqual(['Accept', '*/*', 'X-Bot-Score', '0.7']);
});

test('headers of http2 are removed and added too, which has no distinct ones', () => {
  const request: any = { headers: { ':path': '/', 'x_user_id': 'a' }, rawHeaders: [':path', '/', 'x_user_id', 'a'] };
  removeHeaders(request, name => canonicalName(name) === 'x-user-id');
  addHeader(request, 'X-Bot-Score', '0.7');
  expect(request).toEqual({ headers: { ':path': '/', 'x-bot-score': '0.7' }, rawHeaders: [':path', '/', 'X-Bot-Score', '0.7'] });
});

test.each([['X_User', "'X_User'"], ['', "''"], ['X--User', "'X--User'"], ['X:User', "'X:User'"], ['a'.repeat(65), `'${'a'.repeat(65)}'`], [undefined, 'undefined'], [['X-User'], 'object']])(
  'fails for the header name %j', (name, got) => {
    expect(() => checkedHeaderName('header of userId', name)).toThrow(
      `header of userId is ${got}: expected the name of a header of at most 64 letters, digits and single inner '-', as the gateway sets it; write for instance 'X-User-ID'`);
  });
