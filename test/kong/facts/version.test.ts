import { factMinor, minorOf } from '../../../src/kong/facts/version';

test('the minor version', () => {
  expect(minorOf('3.4')).toBe(4);
  expect(minorOf('3.9.3')).toBe(9);
  expect(minorOf('3.10.0.8')).toBe(10);
  expect(minorOf('3.15')).toBe(15);
});

test('what is no version that the facts cover', () => {
  for (const version of ['3.3', '3.16', '3', '2.8', '3.9-rc1', 'v3.9', '3.9.', ' 3.9']) expect([version, minorOf(version)]).toEqual([version, undefined]);
});

test('a version in the facts', () => {
  expect(factMinor('3.10', 4)).toBe(10);
  expect(factMinor(undefined, 4)).toBe(4);
});
