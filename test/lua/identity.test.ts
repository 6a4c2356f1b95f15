import { clearHeaders, connectionGuard, CONSUMER_HEADERS } from '../../src/lua/identity';
import { HeaderName } from '../../src/values/header-name';

test('every spelling is cleared before authentication and after it, before claims are set', () => {
  const [before, after] = clearHeaders([HeaderName.of('X-User-ID'), HeaderName.of('X-Team')]);
  expect([before, after].map(({ id, place, order }) => [id, place, order])).toEqual([['clear-identity', 'pre-function', 40], ['clear-identity', 'post-function', 119]]);
  expect(before.constants).toContain('for _, name in ipairs({ "X-User-ID", "X-Team" }) do\n  add("", name)\nend');
  expect(before).toMatchObject({ body: 'for i = 1, #CLEARED do\n  kong.service.request.clear_header(CLEARED[i])\nend', onError: { status: 500 } });
  expect(after.constants).toBe(before.constants);
});

test('what plugins in between set is cleared before them, and after them in its other spellings', () => {
  const [before, after] = clearHeaders([], [HeaderName.of('X-User-ID')]);
  expect(before.constants).toContain('ipairs({ "X-User-ID" }) do\n  add("", name)\nend');
  expect(after.constants).toContain('ipairs({ "X-User-ID" }) do\n  add("", name, name)\nend');
  expect(after.constants).not.toContain('add("", name)');
});

test('no header is cleared by no chunk', () => {
  expect(clearHeaders([])).toEqual([]);
});

test('what kong tells of a caller is cleared by one table', () => {
  const [{ constants }] = clearHeaders(CONSUMER_HEADERS);
  for (const name of ['X-Consumer-ID', 'X-Consumer-Custom-ID', 'X-Consumer-Username', 'X-Consumer-Groups', 'X-Credential-Identifier', 'X-Anonymous-Consumer']) {
    expect(constants).toContain(`"${name}"`);
  }
});

test('the guard for Connection comes first', () => {
  expect(connectionGuard()).toMatchObject({ place: 'pre-function', order: 10, onError: { status: 500 } });
});
