import { EE_3_9, errors, OSS_3_9 } from '../targets';

describe('acl', () => {
  test('takes exactly one list with a group', () => {
    expect(errors('acl', { allow: ['a'], deny: ['b'] })).toEqual(['acl sets both config.allow and config.deny; expected one of them; remove one']);
    const none = ['acl sets neither config.allow nor config.deny; expected one of them with a group; add a group to allow'];
    expect(errors('acl', {})).toEqual(none);
    expect(errors('acl', { allow: [], deny: [] })).toEqual(none);
  });
});

describe('ip-restriction', () => {
  test('needs a list with an address', () => {
    const none = ['ip-restriction sets neither config.allow nor config.deny; expected one of them with an address; add an address to allow'];
    expect(errors('ip-restriction', {})).toEqual(none);
    expect(errors('ip-restriction', { deny: [] })).toEqual(none);
    expect(errors('ip-restriction', {}, OSS_3_9, { patchedPaths: ['/deny'] })).toEqual([]);
  });

  test('takes addresses and ranges', () => {
    expect(errors('ip-restriction', { allow: ['10.0.0.0/33', '10.0.0.1'], deny: ['example.com'] })).toEqual([
      'ip-restriction config.allow[0] is "10.0.0.0/33"; expected an ip address or a cidr range such as 10.0.0.0/8; correct it',
      'ip-restriction config.deny[0] is "example.com"; expected an ip address or a cidr range such as 10.0.0.0/8; correct it',
    ]);
  });
});

describe('bot-detection', () => {
  test('takes regular expressions', () => {
    expect(errors('bot-detection', { deny: ['curl', 'wget('], allow: ['*bot'] })).toEqual([
      'bot-detection config.allow[0] has a * with nothing to repeat: "*bot"; expected a regular expression; escape or close it',
      'bot-detection config.deny[1] has a ( that is not closed: "wget("; expected a regular expression; escape or close it',
    ]);
  });
});

describe('cors', () => {
  test('with credentials it needs exact origins', () => {
    expect(errors('cors', { credentials: true })).toEqual([
      'cors config.credentials is true without config.origins, so any site could read answers; expected exact origins; list them',
    ]);
    const star = ['cors config.credentials is true with the origin *, so any site could read answers; expected exact origins; list them'];
    expect(errors('cors', { credentials: true, origins: ['*'] })).toEqual(star);
    expect(errors('cors', { credentials: true, origins: ['https://a.example', '*'] })).toEqual(star);
    expect(errors('cors', { credentials: true }, OSS_3_9, { patchedPaths: ['/origins'] })).toEqual([]);
  });

  test('an origin is a regular expression', () => {
    expect(errors('cors', { origins: ['https://(a|b.example'] })).toEqual([
      'cors config.origins[0] has a ( that is not closed: "https://(a|b.example"; expected *, an origin or a regular expression; escape or close it',
    ]);
  });

  test('a method is one of those that kong knows', () => {
    expect(errors('cors', { methods: ['get'] })[0]).toContain('did you mean GET?');
  });
});

test('proxy-cache with no method caches nothing', () => {
  expect(errors('proxy-cache', { strategy: 'memory', request_method: [] })).toEqual([
    'proxy-cache config.request_method is an empty list; expected a method; leave it out for GET and HEAD',
  ]);
});

test('mtls-auth needs a ca certificate', () => {
  expect(errors('mtls-auth', { ca_certificates: [] }, EE_3_9)).toEqual([
    'mtls-auth config.ca_certificates is an empty list; expected the id of one ca certificate or more; add one',
  ]);
  expect(errors('mtls-auth', {}, EE_3_9)).toEqual(['mtls-auth config.ca_certificates is missing; kong requires it; set it']);
});

describe('openid-connect', () => {
  test('the issuer is a url', () => {
    expect(errors('openid-connect', { issuer: 'idp.example.com' }, EE_3_9)).toEqual([
      'openid-connect config.issuer is "idp.example.com"; expected the url of a discovery document or an issuer; write it with https://',
    ]);
  });

  test('claims and headers go in pairs', () => {
    expect(errors('openid-connect', { issuer: 'https://a.example', upstream_headers_claims: ['sub', 'email'], upstream_headers_names: ['X-User-ID'] }, EE_3_9)).toEqual([
      'openid-connect config.upstream_headers_claims has 2 and config.upstream_headers_names 1; expected as many of both; pair them',
    ]);
  });
});
