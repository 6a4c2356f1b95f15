import { ConfigView, pointerSteps } from '../../../src/kong/facts/config-view';

const config = { a: 1, list: ['x', 5, '{vault://env/a}'], empty: [], blank: '', none: null, redis: { host: 'r', tags: {} } };

test('values by path', () => {
  const view = new ConfigView(config, []);
  expect(view.get('a')).toBe(1);
  expect(view.get('redis.host')).toBe('r');
  expect(view.get('redis.port')).toBeUndefined();
  expect(view.get('a.b')).toBeUndefined();
  expect(view.get('none')).toBeUndefined();
  expect(view.get('toString')).toBeUndefined();
  expect(view.text('redis.host')).toBe('r');
  expect(view.text('a')).toBeUndefined();
  expect(view.number('a')).toBe(1);
  expect(view.number('redis.host')).toBeUndefined();
  expect(view.list('a')).toEqual([]);
});

test('the texts of a list, without references', () => {
  expect([...new ConfigView(config, []).texts('list')]).toEqual([['list[0]', 'x']]);
});

test('what is empty is there but not filled', () => {
  const view = new ConfigView(config, []);
  for (const path of ['empty', 'blank', 'redis.tags']) expect([view.has(path), view.isFilled(path)]).toEqual([true, false]);
  for (const path of ['a', 'list', 'redis']) expect([view.has(path), view.isFilled(path)]).toEqual([true, true]);
  for (const path of ['none', 'other']) expect([view.has(path), view.isFilled(path)]).toEqual([false, false]);
});

test('a patch fills its path, those around it and those in it', () => {
  const view = new ConfigView({ empty: [] }, ['/redis/auth/password', '/empty/-']);
  for (const path of ['redis', 'redis.auth', 'redis.auth.password', 'redis.auth.password.x', 'empty']) expect([path, view.isFilled(path), view.isPatched(path)]).toEqual([path, true, true]);
  for (const path of ['redis.host', 'redi', 'redis.auth.pass']) expect([path, view.isPatched(path), view.has(path)]).toEqual([path, false, false]);
});

test('the steps of a pointer', () => {
  expect(pointerSteps('/a/b~1c/d~0e/0')).toEqual(['a', 'b/c', 'd~e', '0']);
  expect(pointerSteps('')).toEqual([]);
});
