import * as fc from 'fast-check';
import { literal, property, remark } from '../../../src/lua/schema/lua-values';

test('a remark stays on its line', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => expect(remark(text)).not.toMatch(/[\n\r]/)));
});

test('a property is written as Lua can say it', () => {
  expect(['name', 'a b', 'end', '', '1', '"]'].map(name => property('v', name))).toEqual(['v.name', 'v["a b"]', 'v["end"]', 'v[""]', 'v["1"]', 'v["\\"]"]']);
});

test('an array is told from an object by its length', () => {
  expect(literal([])).toBe('{ [0] = 0 }');
  expect(literal({})).toBe('{}');
  expect(literal([null, true, 'a', { 'a': [1.5], 'b c': -0 }])).toBe('{ [0] = 4, JSON_NULL, true, "a", { a = { [0] = 1, 1.5 }, ["b c"] = 0 } }');
});
