import * as fc from 'fast-check';
import { SecretRef } from '../../src/values';

test('a reference names the secret and its key', () => {
  const ref = SecretRef.of('jwt-keys', 'premium.pem');

  expect([ref.name, ref.key]).toEqual(['jwt-keys', 'premium.pem']);
  expect(`${ref}`).toBe('jwt-keys/premium.pem');
});

test('fails on a name that is no object name', () => {
  expect(() => SecretRef.of('Jwt_Keys', 'key')).toThrow(/^expected an object name of a-z/);
});

test.each(['', '..', '.', '..data', 'a/b', 'k'.repeat(254)])('fails on the key %p', (key) => {
  expect(() => SecretRef.of('jwt-keys', key)).toThrow(new Error(
    "expected a key of secret 'jwt-keys' of 1 to 253 letters, digits, '-', '_' and '.', not beginning with '..', "
    + `got ${key.length} characters that are none; write the name of the entry, never its value`));
});

test('fails without repeating what may be a secret value', () => {
  expect(() => SecretRef.of('jwt-keys', 'hunter2 is the password')).toThrow(/^(?!.*hunter2)/);
});

test('any two texts are a reference that Kubernetes takes or an error', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9.-]{0,9}$/), fc.stringMatching(/^[A-Za-z0-9._-]{0,9}$/));
  fc.assert(fc.property(text, text, (name, key) => {
    try { SecretRef.of(name, key); } catch (error) { expect(error).toBeInstanceOf(Error); return; }
    expect(name.split('.').every((part) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(part))).toBe(true);
    expect(key).toMatch(/^[-._a-zA-Z0-9]+$/);
  }));
});
