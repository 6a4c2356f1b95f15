import { Fields } from '../../../src/runtime/abuse-guard/fields';

test('fields that were asked for are known, others are named with those that are', () => {
  const fields = new Fields({ a: 1, b: 'x', c: true }, 'at');
  expect([fields.integer('a', 0, 9), fields.text('b')]).toEqual([1, 'x']);
  expect(() => fields.end()).toThrow('at.c is unknown: expected a, b; remove it, or mend its name');
  expect(fields.flag('c')).toBe(true);
  fields.end();
});

test.each<[(fields: Fields) => unknown, string]>([
  [fields => fields.text('no'), 'no is missing: expected a text'],
  [fields => fields.text('n'), 'n is 5: expected a text'],
  [fields => fields.number('n', 6, 9), 'n is 5: expected a number from 6 to 9'],
  [fields => fields.number('nan', 0, 9), 'nan is null: expected a number from 0 to 9'],
  [fields => fields.list('n'), 'n is 5: expected a json array'],
  [fields => fields.required('n', () => 1), 'n is 5: expected a json object'],
  [fields => fields.each('list', () => 1), 'list[0] is 1: expected a json object'],
  [fields => fields.required('o', () => 1), 'o.x is unknown'],
])('fails and says where: %s', (read, message) => {
  expect(() => read(new Fields({ n: 5, nan: null, list: [1], o: { x: 1 } }, ''))).toThrow(message);
});

test('what every object inherits is no field', () => {
  expect(() => new Fields({}, '').text('constructor')).toThrow('constructor is missing');
});

test('a long value is cut in the error', () => {
  expect(() => new Fields({ a: 'x'.repeat(1e6) }, '').number('a', 0, 1)).toThrow(/^a is "x{99}: expected/);
});
