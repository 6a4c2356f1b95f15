import * as fc from 'fast-check';
import { checkLabelValue, checkObjectName, checkServiceName, objectName } from '../../src/values/object-name';

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

test('a name is the parts and the suffix, joined', () => {
  expect(objectName(['api', 'v1'])).toBe('api-v1');
  expect(objectName(['api', '/v1/Premium', ''], 'rate-limiting')).toBe('api-v1-premium-rate-limiting');
  expect(objectName(['--a..b--'])).toBe('a-b');
});

test('a long name is cut, and keeps its suffix whole behind a hash', () => {
  const name = objectName(['a'.repeat(80)], 'jwt');

  expect(name).toBe(`${'a'.repeat(50)}-${/-([0-9a-f]{8})-jwt$/.exec(name)![1]}-jwt`);
  expect(name).toHaveLength(63);
  expect(objectName(['a'.repeat(80)], 'jwt')).toBe(name);
  expect(objectName(['a'.repeat(81)], 'jwt')).not.toBe(name);
});

test('a name of 63 characters is not cut', () => {
  expect(objectName(['a'.repeat(59)], 'jwt')).toBe(`${'a'.repeat(59)}-jwt`);
});

test('a suffix of 54 characters leaves room for the hash alone', () => {
  expect(objectName(['a'.repeat(80)], 's'.repeat(54))).toMatch(/^[0-9a-f]{8}-s{54}$/);
});

test('fails on a longer suffix', () => {
  expect(() => objectName(['a'.repeat(80)], 's'.repeat(55))).toThrow(new Error(
    `the suffix '${'s'.repeat(55)}' has 55 characters; expected at most 54 to make an object name`));
});

test('fails if nothing is left', () => {
  expect(() => objectName(['/', 'ü'], '_')).toThrow(new Error(
    'no letter or digit is left to name an object in [["/","ü"],"_"]; give it a name with some of a-z and 0-9'));
});

test('any parts make a DNS label that ends with the suffix, or an error', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 80 }), fc.stringMatching(/^[a-z-]{0,60}$/));
  fc.assert(fc.property(fc.array(text, { maxLength: 4 }), fc.option(text, { nil: undefined }), (parts, suffix) => {
    let name: string;
    try { name = objectName(parts, suffix); } catch (error) { expect((error as Error).message).toMatch(/^(no letter or digit|the suffix)/); return; }
    expect(name).toMatch(LABEL);
    checkObjectName(name);
    checkLabelValue(name);
    expect(name.endsWith((suffix ?? '').toLowerCase().split(/[^a-z0-9]+/).filter(Boolean).join('-'))).toBe(true);
  }));
});

test.each([
  ['A', "expected an object name of a-z, 0-9, '-' and '.', each part beginning and ending with a letter or digit, got 'A'; write it as 'my-object'"],
  ['a..b', "expected an object name of a-z, 0-9, '-' and '.', each part beginning and ending with a letter or digit, got 'a..b'; write it as 'my-object'"],
  ['', "expected an object name of a-z, 0-9, '-' and '.', each part beginning and ending with a letter or digit, got ''; write it as 'my-object'"],
  ['a'.repeat(254), `object name '${'a'.repeat(254)}' has 254 characters; expected at most 253`],
])('fails on the object name %p', (name, message) => {
  expect(() => checkObjectName(name)).toThrow(new Error(message));
});

test('an object name may have dots', () => {
  expect(() => checkObjectName('a.b-c.1')).not.toThrow();
});

test.each([
  ['-a', "expected a label value of letters, digits, '-', '_' and '.' that begins and ends with a letter or digit, got '-a'; write it as 'my-value'"],
  ['a'.repeat(64), `label value '${'a'.repeat(64)}' has 64 characters; expected at most 63`],
])('fails on the label value %p', (value, message) => {
  expect(() => checkLabelValue(value)).toThrow(new Error(message));
});

test('a label value may be empty', () => {
  expect(() => checkLabelValue('')).not.toThrow();
});

test.each(['2fast', 'a.b', 'a_b', 'A', 'a-', '', 'a'.repeat(64)])('fails for the service name %p', name => {
  expect(() => checkServiceName(name)).toThrow(`expected a service name of a-z, 0-9 and '-' that begins with a letter, ends with a letter or digit and has at most 63 characters, got '${name}'; write it as 'my-service'`);
});

test.each(['api', 'api-2', 'a'])('takes the service name %p', name => {
  expect(() => checkServiceName(name)).not.toThrow();
});
