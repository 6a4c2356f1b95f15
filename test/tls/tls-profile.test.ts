import { CustomTlsProfile, TlsProfile } from '../../src';

test('modern is tls 1.3 only, which no cipher list governs', () => {
  expect(TlsProfile.MODERN).toMatchObject({ suite: 'modern', protocols: ['TLSv1.3'], ciphers: [] });
  expect(TlsProfile.MODERN._settings()).toEqual({ KONG_SSL_CIPHER_SUITE: 'modern' });
});

test("intermediate is mozilla's list of version 5.7, in its order", () => {
  expect(TlsProfile.INTERMEDIATE.protocols).toEqual(['TLSv1.2', 'TLSv1.3']);
  expect(TlsProfile.INTERMEDIATE.ciphers.join(':')).toBe('ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:'
    + 'ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384:'
    + 'DHE-RSA-CHACHA20-POLY1305');
  expect(TlsProfile.INTERMEDIATE._settings()).toEqual({ KONG_SSL_CIPHER_SUITE: 'intermediate' });
});

test('fips is tls 1.2 without chacha20, as the suite of kong has it', () => {
  expect(TlsProfile.FIPS.protocols).toEqual(['TLSv1.2']);
  expect(TlsProfile.FIPS.ciphers).toHaveLength(6);
  expect(TlsProfile.FIPS.ciphers.filter(cipher => !cipher.includes('GCM'))).toEqual([]);
  expect(TlsProfile.FIPS._settings()).toEqual({ KONG_SSL_CIPHER_SUITE: 'fips' });
});

test('a custom profile sets the lists, which kong reads for it only', () => {
  const profile: Required<CustomTlsProfile> = { ciphers: ['ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-AES128-CCM'], tls12: true };

  expect(TlsProfile.custom(profile)._settings()).toEqual({
    KONG_SSL_CIPHER_SUITE: 'custom',
    KONG_SSL_PROTOCOLS: 'TLSv1.2 TLSv1.3',
    KONG_SSL_CIPHERS: 'ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-CCM',
  });
});

test('dhe suites come with parameters, without which none is offered', () => {
  expect(TlsProfile.custom({ ciphers: ['DHE-RSA-AES128-GCM-SHA256'] })._settings()).toMatchObject({ KONG_SSL_DHPARAM: 'ffdhe2048' });
});

test('a custom profile without tls 1.2 has no cipher list', () => {
  expect(TlsProfile.custom({ ciphers: [], tls12: false })._settings()).toEqual({ KONG_SSL_CIPHER_SUITE: 'custom', KONG_SSL_PROTOCOLS: 'TLSv1.3' });
});

test('lists are copies', () => {
  TlsProfile.INTERMEDIATE.ciphers.push('RC4-SHA');
  TlsProfile.INTERMEDIATE.protocols.push('TLSv1');

  expect(TlsProfile.INTERMEDIATE.ciphers).toHaveLength(9);
  expect(TlsProfile.INTERMEDIATE.protocols).toHaveLength(2);
});

test.each([
  'AES128-SHA', 'ECDHE-RSA-AES128-SHA256', 'ECDHE-AES128-GCM-SHA256', 'DHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES256-GCM-SHA256', 'TLS_AES_128_GCM_SHA256', 'ALL', '',
])('fails on the cipher %p', (cipher) => {
  expect(() => TlsProfile.custom({ ciphers: [cipher] })).toThrow(new Error(
    `cipher '${cipher}' is not allowed: expected an openssl name of a forward secret AEAD suite; use for instance 'ECDHE-ECDSA-AES128-GCM-SHA256'`));
});

test.each<[CustomTlsProfile, string]>([
  [{ ciphers: [] }, 'tls profile has TLS 1.2 and no ciphers: expected at least one suite; list one, or use TlsProfile.MODERN'],
  [{ ciphers: ['ECDHE-ECDSA-AES128-GCM-SHA256'], tls12: false }, 'tls profile has ciphers and no TLS 1.2: cipher lists do not govern TLS 1.3; remove them, or use TlsProfile.MODERN'],
])('fails on %o', (profile, message) => {
  expect(() => TlsProfile.custom(profile)).toThrow(new Error(message));
});
