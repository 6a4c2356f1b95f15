import { Duration } from 'cdk8s';
import { expectBoolean, expectDuration, expectEnum, expectKind, expectList, expectOptional, expectReference, isText, shown, shownNumber } from '../../src/values/kinds';

enum Colour { RED = 'red', BLUE = 'blue' }

test('what was given is shown as what it is', () => {
  expect(['x', 1, true, null, undefined, [1], {}, Object.create(null), new Map(), () => 1].map(shown)).toEqual(
    ["'x'", '1', 'true', 'null', 'undefined', 'a list', 'a plain object', 'a plain object', 'an object of class Map', 'a function']);
  expect([80, NaN, '80', [80]].map(shownNumber)).toEqual(['80', 'NaN', "'80' (a text)", 'a list']);
});

test('what is of its kind is given back', () => {
  expect(expectKind('name', 'x', isText, 'a text', "'x'")).toBe('x');
  expect(expectOptional('name', undefined, isText, 'a text', "'x'")).toBeUndefined();
  expect(expectEnum('colour', Colour.RED, 'Colour', Colour)).toBe('red');
  expect(expectDuration('time', undefined)).toBeUndefined();
  expect(expectDuration('time', Duration.seconds(1)).toSeconds()).toBe(1);
  expect(expectList('names', ['x'], isText, 'a text', item => item)).toEqual(['x']);
  expect(() => expectBoolean('on', false)).not.toThrow();
  expect(() => expectReference('secret', undefined, isText, 'a text', 'it')).not.toThrow();
});

test.each<[string, () => unknown]>([
  ["name is undefined: expected a text; write 'x'", () => expectKind('name', undefined as any, isText, 'a text', "'x'")],
  ["name is 1: expected a text; write 'x'", () => expectOptional('name', 1 as any, isText, 'a text', "'x'")],
  ["colour is 'Blue': expected one of Colour.RED, Colour.BLUE; write Colour.BLUE", () => expectEnum('colour', 'Blue' as any, 'Colour', Colour)],
  ["on is 'FALSE': expected true or false; write false", () => expectBoolean('on', 'FALSE' as any)],
  ['time is 5: expected a Duration; write Duration.seconds(5) or Duration.millis(5)', () => expectDuration('time', 5 as any)],
  ["time is '5m': expected a Duration; write Duration.seconds(1) or Duration.millis(1)", () => expectDuration('time', '5m' as any)],
  ['names is undefined: expected a list; write […]', () => expectList('names', undefined as any, isText, 'a text', item => item)],
  ['item 2 of names is null: expected a text; write …', () => expectList('names', ['x', null as any], isText, 'a text', item => item)],
  ['secret is a text: expected a reference; write it', () => expectReference('secret', 's3cret', () => false, 'a reference', 'it')],
])('%s', (text, run) => {
  expect(run).toThrow(new Error(text));
});
