import { NGINX_KEYS, NGINX_SWITCHES } from '../../src/tls/nginx-keys';

test('the list is sorted, and each key in it once', () => {
  expect(NGINX_KEYS).toEqual([...new Set(NGINX_KEYS)].sort());
});

test('keys are lower case with hyphens', () => {
  expect(NGINX_KEYS.filter(key => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(key))).toEqual([]);
});

test('what looks like a key and is none is not there', () => {
  expect(NGINX_KEYS).not.toContain('ssl-prefer-server-ciphers');
});

test('each switch is a key', () => {
  expect(NGINX_SWITCHES.filter(key => !NGINX_KEYS.includes(key))).toEqual([]);
});
