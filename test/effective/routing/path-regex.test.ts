import { pathRegex } from '../../../src/effective/routing/path-regex';

test.each([
  ['~/v1$', '/v1', true],
  ['~/v1$', '/v1/', false],
  ['~/v1', '/v1/below', true],
  ['~/orders/(?<id>\\d+)$', '/orders/7', true],
  ['~/orders/(?P<id>\\d+)$', '/orders/x', false],
  ['~(?i)/UP$', '/up', true],
  // Only the first alternative is anchored.
  ['~/a|/b', '/x/b', true],
  ['~/rules.html$', '/rulesXhtml', true],
])('%s and %s', (path, request, expected) => {
  expect(pathRegex(path).regex!.test(request)).toBe(expected);
});

test.each(['~/(?=a)', '~/(?!a)', '~/(?<!a)b', '~/(a)\\1', '~/(?>a)', '~/(a', '~/a)'])('%s is refused', path => {
  expect(pathRegex(path)).toEqual({ refused: true });
});

test.each(['~/[[:alpha:]]+', '~/\\p{L}', '~/(?x:a)', '~/a++'])('%s is not judged here', path => {
  expect(pathRegex(path)).toEqual({});
});

test('an escaped backslash before a digit is no reference', () => {
  expect(pathRegex('~/a\\\\1').regex!.test('/a\\1')).toBe(true);
});
