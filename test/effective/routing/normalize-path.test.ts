import { normalizePath } from '../../../src/effective/routing/normalize-path';

test.each([
  ['/', '/'],
  ['/v1', '/v1'],
  ['/v1?a=b#c', '/v1'],
  ['//v1///orders//', '/v1/orders/'],
  ['/a/./b/../c', '/a/c'],
  ['/a/..', '/'],
  ['/a/.', '/a/'],
  ['/../../a', '/a'],
  ['/%61dmin', '/admin'],
  ['/%7euser', '/~user'],
  ['/a%2fb', '/a%2Fb'],
  ['/a%2Fb%3d', '/a%2Fb%3D'],
  ['/caf%C3%A9', '/café'],
  ['/%2e%2e/admin', '/admin'],
  ['/50%', '/50%'],
  ['/a%20b', '/a b'],
])('%s is compared as %s', (path, expected) => {
  expect(normalizePath(path)).toBe(expected);
});

test('a path that is no text cannot be told', () => {
  expect(normalizePath('/%ff')).toBeUndefined();
});
