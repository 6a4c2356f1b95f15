import { Issuer } from '../../src';

test('an issuer is of the cluster or of a namespace', () => {
  expect({ ...Issuer.cluster('letsencrypt-prod') }).toEqual({ kind: 'ClusterIssuer', name: 'letsencrypt-prod' });
  expect({ ...Issuer.inNamespace('internal.ca') }).toEqual({ kind: 'Issuer', name: 'internal.ca' });
});

test.each(['', 'Letsencrypt', 'a..b', 'a_b', '-a', 'a'.repeat(254)])('fails on the name %p', (name) => {
  const reason = name.length > 253 ? `object name '${name}' has 254 characters; expected at most 253`
    : `expected an object name of a-z, 0-9, '-' and '.', each part beginning and ending with a letter or digit, got '${name}'; write it as 'my-object'`;
  expect(() => Issuer.cluster(name)).toThrow(new Error(`issuer: ${reason}`));
  expect(() => Issuer.inNamespace(name)).toThrow(new Error(`issuer: ${reason}`));
});
