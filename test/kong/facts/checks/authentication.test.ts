import { errors, OSS_3_9 } from '../targets';

describe('jwt', () => {
  test('maximum_expiration does nothing without exp', () => {
    const wrong = ['jwt config.maximum_expiration is 3600 without exp in config.claims_to_verify, so it is not checked; expected both; add exp'];
    expect(errors('jwt', { maximum_expiration: 3600 })).toEqual(wrong);
    expect(errors('jwt', { maximum_expiration: 3600, claims_to_verify: ['nbf'] })).toEqual(wrong);
    expect(errors('jwt', { maximum_expiration: 0 })).toEqual([]);
    expect(errors('jwt', { maximum_expiration: 3600 }, OSS_3_9, { patchedPaths: ['/claims_to_verify'] })).toEqual([]);
  });
});

describe('key-auth', () => {
  test('a name is a header name', () => {
    expect(errors('key-auth', { key_names: ['api key'] })).toEqual(['key-auth config.key_names[0] is "api key"; expected letters, digits, - and _; rename it']);
  });

  test('no name finds no key', () => {
    expect(errors('key-auth', { key_names: [] })).toEqual(['key-auth config.key_names is an empty list, so no key is ever found; expected a name; leave it out for apikey']);
  });
});

test('correlation-id takes a header name and a known generator', () => {
  expect(errors('correlation-id', { header_name: 'X-Request-ID:', generator: 'uuid4' })).toEqual([
    'correlation-id config.generator is the string "uuid4"; expected one of tracker, uuid, uuid#counter on oss 3.9; did you mean uuid?',
    'correlation-id config.header_name is "X-Request-ID:"; expected letters, digits, - and _; rename it',
  ]);
});
