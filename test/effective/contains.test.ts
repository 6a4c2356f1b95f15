import { contains } from '../../src/effective/contains';

test.each<[unknown, unknown, boolean]>([
  [{ a: 1, b: 2 }, { a: 1 }, true],
  [{ a: { b: 1, c: 2 } }, { a: { b: 1 } }, true],
  [{ a: [1, 2] }, { a: [1, 2] }, true],
  [{ a: [1, 2] }, { a: [1] }, false],
  [{ a: [{ b: 1, c: 2 }] }, { a: [{ b: 1 }] }, true],
  [{ a: [1] }, { a: { 0: 1 } }, false],
  [{}, { a: undefined }, true],
  [undefined, {}, false],
  [null, null, true],
  [1, '1', false],
])('%j has %j: %p', (value, expected, result) => {
  expect(contains(value, expected)).toBe(result);
});
