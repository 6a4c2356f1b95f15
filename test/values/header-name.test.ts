import { validateHeaderName } from 'node:http';
import * as fc from 'fast-check';
import { HeaderName } from '../../src/values';

test('a header name is kept as it is written', () => {
  expect(HeaderName.of('X-User-ID').toString()).toBe('X-User-ID');
});

test('letter case makes no other header', () => {
  expect(HeaderName.of('X-User-ID').sameAs(HeaderName.of('x-user-id'))).toBe(true);
  expect(HeaderName.of('X-User-ID').sameAs(HeaderName.of('X-User'))).toBe(false);
});

test('the spellings are all that a backend may read as the name, the name first', () => {
  expect(HeaderName.of('X-User-ID').spellings()).toEqual(['X-User-ID', 'X-User_ID', 'X_User-ID', 'X_User_ID']);
  expect(HeaderName.of('Identity').spellings()).toEqual(['Identity']);
});

test('fails to spell a name with more than six hyphens', () => {
  expect(HeaderName.of('a-b-c-d-e-f-g').spellings()).toHaveLength(64);
  expect(() => HeaderName.of('a-b-c-d-e-f-g-h').spellings()).toThrow(new Error(
    "header 'a-b-c-d-e-f-g-h' has 7 hyphens, each of which a backend may read as '_'; choose a name with at most 6 to have all its spellings cleared"));
});

test.each([
  ['X_User_ID', "header 'X_User_ID' has an underscore, which some backends read as a hyphen; write 'X-User-ID'"],
  ['X-User:', "expected a header name of letters, digits and single inner '-', got 'X-User:'; write it as 'X-User-ID'"],
  ['-X', "expected a header name of letters, digits and single inner '-', got '-X'; write it as 'X-User-ID'"],
  ['', "expected a header name of letters, digits and single inner '-', got ''; write it as 'X-User-ID'"],
  ['x'.repeat(65), `header '${'x'.repeat(65)}' has 65 characters; expected at most 64`],
])('fails on %p with the fix in the text', (text, message) => {
  expect(() => HeaderName.of(text)).toThrow(new Error(message));
});

test('any text is a header name that Node sends or an error', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[A-Za-z0-9_-]{0,70}$/)), (input) => {
    let header: HeaderName;
    try { header = HeaderName.of(input); } catch (error) { expect(error).toBeInstanceOf(Error); return; }
    validateHeaderName(header.toString());
    expect(input).not.toMatch(/[^A-Za-z0-9-]/);
    expect(input.length).toBeLessThanOrEqual(64);
  }));
});

test('each spelling reads as the name once underscores are hyphens', () => {
  fc.assert(fc.property(fc.array(fc.stringMatching(/^[A-Za-z0-9]{1,4}$/), { minLength: 1, maxLength: 7 }), (words) => {
    const spellings = HeaderName.of(words.join('-')).spellings();
    expect(new Set(spellings).size).toBe(2 ** (words.length - 1));
    expect(new Set(spellings.map((spelling) => spelling.replace(/_/g, '-')))).toEqual(new Set([words.join('-')]));
  }));
});
