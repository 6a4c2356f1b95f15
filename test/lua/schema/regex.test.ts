import { pcreOf } from '../../../src/lua/schema/regex-pcre';

const pcre = (pattern: string) => pcreOf(pattern, undefined);

test.each([
  ['^\\+?[0-9]{10,15}$', '\\A\\+?[0-9]{10,15}\\z'],
  ['a', 'a'],
  ['^$', '\\A\\z'],
  ['^.$', '\\A[^\\x{a}\\x{d}\\x{2028}-\\x{2029}]\\z'],
  ['^[\\s\\S]*$', '\\A[\\x{0}-\\x{10ffff}]*\\z'],
  ['^\\d\\w\\b', '\\A[0-9][0-9A-Z_a-z]\\b'],
  ['^\\s$', '\\A[\\x{9}-\\x{d} \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}-\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}]\\z'],
  ['^(a|b)+?(?:c|d)$', '\\A(?:a|b)+?(?:c|d)\\z'],
  ['^(?<year>\\d{4})-\\d{2,}$', '\\A[0-9]{4}\\-[0-9]{2,}\\z'],
  ['^(?=a)(?!b)\\S', '\\A(?=a)(?!b)[^\\x{9}-\\x{d} \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}-\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}]'],
  ['^\\p{L}\\P{Uppercase_Letter}[\\p{Nd}_]$', '\\A[\\p{L}][\\P{Lu}][_\\p{Nd}]\\z'],
  ['\\u{1F600}\\ud83d\\ude00\\u00e9\\x41\\cJ\\0\\t', '😀😀éA\\x{a}\\x{0}\\x{9}'],
  ['[\\b\\-\\]^]', '[\\x{8}\\-\\]-\\^]'],
  ['[^]', '[\\x{0}-\\x{10ffff}]'],
  ['[]', '(?!)'],
])('%s becomes %s', (pattern, expected) => {
  expect(pcre(pattern)).toBe(expected);
});

test.each([
  ['(', 'does not compile with the flag u'],
  ['\\-a', 'does not compile with the flag u'],
  ['^(a)\\1$', 'refers back to a group'],
  ['^(?<x>a)\\k<x>$', 'refers back to a group'],
  ['(?<=a)b', 'has a lookbehind'],
  ['(?<!a)b', 'has a lookbehind'],
  ['\\p{Script=Greek}', "asks for the Unicode property 'Script=Greek'"],
  ['\\ud800', 'names half a surrogate pair'],
  ['a\ud800', 'has half a surrogate pair'],
  ['^a{70000}$', 'repeats {70000} times'],
])('%s is refused: %s', (pattern, problem) => {
  expect(() => pcre(pattern)).toThrow(problem);
});

test.each([
  '^(a+)+$', '^(a*)*$', '(a|aa)+$', '^(a|a)*$', '(a|aa){30}$', '^(a{1,100}){1,100}$', '^(\\w+\\s?)*$', '^([a-zA-Z0-9]+)*@x$', '^(a|b|ab)*c$', '^((ab)*|(ba)*a?b?)*c$', '^(.*a){12}$',
])('%s can take for ever', (pattern) => {
  expect(() => pcre(pattern)).toThrow(/can take for ever to match/);
});

test('what may be empty is not repeated', () => {
  expect(() => pcre('^(a?){30}a{30}$')).toThrow('repeats a part that may be empty');
});

test.each(['\\s+$', '^a*a*b$', 'foo.*bar', '^.*.*$', '^\\d+[0-9a-f]+$', '^a*(?=.*b)c', '[a-z]+@x'])('%s takes the square of the length', (pattern) => {
  expect(() => pcre(pattern)).toThrow('takes time that grows with the square of the text');
  expect(() => pcreOf(pattern, 3000)).not.toThrow();
  expect(() => pcreOf(pattern, 4000)).toThrow('or add "maxLength" of at most 3162 beside it');
});

test('each further repetition of the same allows for less', () => {
  expect(() => pcreOf('^a*a*a*$', 300)).toThrow('grows with the 3th power');
  expect(() => pcreOf('^a*a*a*$', 200)).not.toThrow();
});

test.each([
  '^\\+?[0-9]{10,15}$', '^[a-z]+(?:-[a-z]+)*$', '^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$', '^(?=.*[A-Z])(?=.*\\d).{8,}$', '^[A-Z]{2}[0-9A-Z]{9}[0-9]$', '^.*foo', '\\d+',
  '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$', '^(?:(?!--).)*$', '^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)$', '^"(?:[^"\\\\]|\\\\.)*"$', '^x-', '^a*$', '[a-z]{3}', '^(GET|PUT|POST)$',
])('%s is quick on any text', (pattern) => {
  expect(() => pcre(pattern)).not.toThrow();
});
