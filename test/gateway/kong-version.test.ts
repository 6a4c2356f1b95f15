import { KongVersion } from '../../src';

test('a version is read with a patch number, which is not kept', () => {
  expect(KongVersion.of('3.9').toString()).toBe('3.9');
  expect(KongVersion.of('3.9.3').toString()).toBe('3.9');
  expect(KongVersion.of('3.10.0.2').toString()).toBe('3.10');
});

test('every covered version has a name', () => {
  const named = Object.entries(KongVersion).filter(([name]) => /^V3_\d+$/.test(name));

  expect(named.map(([name, version]) => [name, String(version)])).toEqual(
    Array.from({ length: 12 }, (_, i) => [`V3_${i + 4}`, `3.${i + 4}`]));
});

test('3.10 is after 3.9, not before', () => {
  expect(KongVersion.V3_10.isAtLeast(KongVersion.V3_9)).toBe(true);
  expect(KongVersion.V3_9.isAtLeast(KongVersion.V3_10)).toBe(false);
  expect(KongVersion.V3_9.isAtLeast(KongVersion.of('3.9.1'))).toBe(true);
});

test.each([
  ['latest', "kong version 'latest' is not a version: expected major.minor; write for instance '3.9'"],
  ['3', "kong version '3' is not a version: expected major.minor; write for instance '3.9'"],
  ['3.3', "kong version '3.3' is not covered: expected 3.4 to 3.15; upgrade the gateway or this package"],
  ['3.16', "kong version '3.16' is not covered: expected 3.4 to 3.15; upgrade the gateway or this package"],
  ['2.8', "kong version '2.8' is not covered: expected 3.4 to 3.15; upgrade the gateway or this package"],
])('fails on %p with the fix in the text', (text, message) => {
  expect(() => KongVersion.of(text)).toThrow(new Error(message));
});
