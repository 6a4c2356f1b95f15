import { quote, show } from '../../../src/kong/facts/texts';

test('a text is on one line and cut', () => {
  expect(quote('a\n"b"')).toBe('"a\\n\\"b\\""');
  expect(quote('x'.repeat(61))).toBe(`"${'x'.repeat(57)}..."`);
});

test('what a value is', () => {
  expect([5, true, null, [], {}, 'a', '', undefined].map((value) => show(value))).toEqual([
    '5', 'true', 'null', 'a list', 'a map', 'the string "a"', 'an empty string', 'a undefined',
  ]);
});

test('a secret is not shown', () => {
  expect(['a', 5, true, ['a'], { a: 'b' }].map((value) => show(value, true))).toEqual(['a string', 'a number', 'a boolean', 'a list', 'a map']);
});
