import { allowedValues, configTree } from '../../../src/kong/facts/field-tree';
import { pluginFact } from '../../../src/kong/facts/plugin-facts';

const limiter = pluginFact('rate-limiting')!;

test('a tree has the fields of its version and edition', () => {
  expect([...configTree(limiter, 9, 'oss').fields.keys()]).toEqual(expect.arrayContaining(['minute', 'redis']));
  expect(configTree(limiter, 9, 'oss').fields.has('redis_host')).toBe(false);
  expect(configTree(limiter, 4, 'oss').fields.has('redis_host')).toBe(true);
  expect(configTree(limiter, 4, 'oss').fields.has('redis')).toBe(false);
  expect(configTree(pluginFact('acl')!, 9, 'oss').fields.has('include_consumer_groups')).toBe(false);
});

test('a tree is compiled once', () => {
  expect(configTree(limiter, 9, 'oss')).toBe(configTree(limiter, 9, 'oss'));
  expect(configTree(limiter, 9, 'oss')).not.toBe(configTree(limiter, 9, 'enterprise'));
  expect(configTree(limiter, 9, 'oss')).not.toBe(configTree(limiter, 8, 'oss'));
});

test('required fields', () => {
  expect(configTree(pluginFact('tcp-log')!, 9, 'oss').required).toEqual(['host', 'port']);
  // The schemas up to 3.9 call it required, but kong fills it in.
  expect(configTree(pluginFact('rate-limiting-advanced')!, 4, 'enterprise').required).toEqual(['limit', 'window_size']);
});

test('the values of an enum by version and edition', () => {
  const version = pluginFact('request-validator')!.fields.version;
  expect(allowedValues(version, 10, 'enterprise')).toEqual(['draft4', 'kong']);
  expect(allowedValues(version, 11, 'enterprise')).toHaveLength(6);
  expect(allowedValues(limiter.fields.limit_by, 9, 'oss')).not.toContain('consumer-group');
  expect(allowedValues(limiter.fields.minute, 9, 'oss')).toBeUndefined();
});
