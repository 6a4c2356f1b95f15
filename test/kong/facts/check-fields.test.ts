import { EE_3_14, EE_3_9, errors, OSS_3_4, OSS_3_5, OSS_3_9 } from './targets';

describe('types', () => {
  const jwt = { claims_to_verify: ['exp'] };

  test('a boolean in quotes', () => {
    expect(errors('jwt', { ...jwt, run_on_preflight: 'true' })).toEqual([
      'jwt config.run_on_preflight is the string "true"; expected true or false; write true without quotes',
    ]);
  });

  test('a number in quotes', () => {
    expect(errors('rate-limiting', { minute: '5' })).toEqual(['rate-limiting config.minute is the string "5"; expected a number; write it without quotes']);
    expect(errors('rate-limiting', { minute: 'five' })).toEqual(['rate-limiting config.minute is the string "five"; expected a number; change it']);
  });

  test('what is no finite number', () => {
    expect(errors('rate-limiting', { minute: NaN })).toEqual(['rate-limiting config.minute is NaN; expected a number; change it']);
  });

  test('a fraction for a whole number', () => {
    expect(errors('request-size-limiting', { allowed_payload_size: 1.5 })).toEqual([
      'request-size-limiting config.allowed_payload_size is 1.5; expected a whole number; round it',
    ]);
  });

  test('a number for a string', () => {
    expect(errors('jwt', { ...jwt, key_claim_name: 5 })).toEqual(['jwt config.key_claim_name is 5; expected a string; write it in quotes']);
  });

  test('an object for a string', () => {
    expect(errors('request-validator', { version: 'draft4', body_schema: { type: 'object' } }, EE_3_9)).toEqual([
      'request-validator config.body_schema is a map; expected a string; write it as text; json goes in as JSON.stringify(...)',
    ]);
  });

  test('a string for a list', () => {
    expect(errors('jwt', { claims_to_verify: 'exp' })).toEqual(['jwt config.claims_to_verify is the string "exp"; expected a list; write it as a list']);
  });

  test('a list for a map', () => {
    expect(errors('rate-limiting', { minute: 5, redis: [] })).toEqual(['rate-limiting config.redis is a list; expected a map; change it']);
    expect(errors('file-log', { path: '/dev/stdout', custom_fields_by_lua: [] })).toEqual(['file-log config.custom_fields_by_lua is a list; expected a map; change it']);
  });

  test('null', () => {
    expect(errors('jwt', { ...jwt, anonymous: null })).toEqual(['jwt config.anonymous is null; expected a string; leave it out']);
  });

  test('undefined is as if left out', () => {
    expect(errors('jwt', { ...jwt, anonymous: undefined })).toEqual([]);
  });

  test('an element of a list and a value of a map', () => {
    expect(errors('jwt', { header_names: ['authorization', 5] })).toEqual(['jwt config.header_names[1] is 5; expected a string; write it in quotes']);
    expect(errors('http-log', { http_endpoint: 'http://a', headers: { 'X-A': 1 } })).toEqual(['http-log config.headers.X-A is 1; expected a string; write it in quotes']);
  });

  test('a field of a record in a list', () => {
    expect(errors('request-validator', { parameter_schema: [{ in: 'body', name: 'a' }] }, EE_3_9)).toEqual([
      'request-validator config.parameter_schema[0].in is the string "body"; expected one of header, path, query on enterprise 3.9; choose one of them',
      'request-validator config.parameter_schema[0].required is missing; kong requires it; set it',
    ]);
  });

  test('a reference to another entity is a map or an id', () => {
    const target = { version: '3.15', edition: 'enterprise' } as const;
    expect(errors('http-log', { http_endpoint: 'http://a', client_certificate: { id: 'x' } }, target)).toEqual([]);
    expect(errors('http-log', { http_endpoint: 'http://a', client_certificate: 5 }, target)).toEqual([
      'http-log config.client_certificate is 5; expected a map with an id; change it',
    ]);
  });

  test('an empty string', () => {
    expect(errors('jwt', { ...jwt, key_claim_name: '' })).toEqual(['jwt config.key_claim_name is an empty string, which kong refuses; expected text; leave it out or fill it']);
    expect(errors('rate-limiting', { minute: 1, redis: { password: '' } })).toEqual([]);
  });

  test('an empty list or map where kong needs an entry', () => {
    expect(errors('proxy-cache', { strategy: 'memory', response_code: [] })).toEqual([
      'proxy-cache config.response_code is an empty list; expected an entry or more; leave it out or add one',
    ]);
    expect(errors('response-ratelimiting', { limits: {} })).toEqual([
      'response-ratelimiting config.limits is an empty map; expected an entry or more; leave it out or add one',
    ]);
  });

  test('a secret is not shown', () => {
    expect(errors('rate-limiting', { minute: 1, redis: { password: 12345 } })).toEqual([
      'rate-limiting config.redis.password is a number; expected a string; write it in quotes',
    ]);
    expect(errors('openid-connect', { issuer: 'https://a', client_secret: 's3cret' }, EE_3_9)).toEqual([
      'openid-connect config.client_secret is a string; expected a list; write it as a list',
    ]);
  });

  test('a long text is cut', () => {
    expect(errors('jwt', { claims_to_verify: ['e'.repeat(100)] })[0]).toContain(`"${'e'.repeat(57)}..."`);
  });
});

describe('values', () => {
  test('an enum, with the value that was meant', () => {
    expect(errors('rate-limiting', { minute: 1, policy: 'rediss' })).toEqual([
      'rate-limiting config.policy is the string "rediss"; expected one of cluster, local, redis on oss 3.9; did you mean redis?',
    ]);
    expect(errors('jwt', { claims_to_verify: ['aud'] })).toEqual([
      'jwt config.claims_to_verify[0] is the string "aud"; expected one of exp, nbf on oss 3.9; choose one of them',
    ]);
    expect(errors('proxy-cache', { strategy: 'disk' })).toEqual([
      'proxy-cache config.strategy is the string "disk"; expected memory on oss 3.9; choose one of them',
    ]);
  });

  test('an enum value of a later version', () => {
    expect(errors('request-validator', { version: 'draft7', body_schema: '{}' }, { version: '3.10', edition: 'enterprise' })).toEqual([
      'request-validator config.version is the string "draft7"; expected one of draft4, kong on enterprise 3.10; "draft7" needs kong 3.11',
    ]);
  });

  test('an enum value of the enterprise edition', () => {
    expect(errors('rate-limiting', { minute: 1, limit_by: 'consumer-group' })).toEqual([
      'rate-limiting config.limit_by is the string "consumer-group"; expected one of consumer, credential, header, ip, path, service on oss 3.9; "consumer-group" needs kong enterprise; set edition or choose another',
    ]);
  });

  test('an enum of numbers', () => {
    expect(errors('http-log', { http_endpoint: 'http://a', queue: { concurrency_limit: 2 } })).toEqual([
      'http-log config.queue.concurrency_limit is 2; expected one of -1, 1 on oss 3.9; choose one of them',
    ]);
  });

  test('a range', () => {
    expect(errors('jwt', { claims_to_verify: ['exp'], maximum_expiration: -1 })).toEqual([
      'jwt config.maximum_expiration is -1; expected 0 to 31536000; change it or leave it out',
    ]);
    expect(errors('rate-limiting', { minute: 0 })).toEqual(['rate-limiting config.minute is 0; expected more than 0; raise it or leave it out']);
    expect(errors('rate-limiting', { minute: 0 }, EE_3_14)).toEqual(['rate-limiting config.minute is 0; expected more than 0; raise it or leave it out']);
    expect(errors('request-size-limiting', { allowed_payload_size: 0 })).toEqual([
      'request-size-limiting config.allowed_payload_size is 0; expected more than 0; raise it or leave it out',
    ]);
    expect(errors('hmac-auth', { clock_skew: 0 })).toEqual(['hmac-auth config.clock_skew is 0; expected more than 0; raise it or leave it out']);
  });

  test('a pattern, on versions whose schema lost it too', () => {
    for (const target of [OSS_3_4, OSS_3_9, EE_3_14]) {
      expect(errors('request-transformer', { add: { headers: ['X-A'] } }, target)).toEqual([
        'request-transformer config.add.headers[0] is the string "X-A"; expected name:value; write it in that form',
      ]);
      expect(errors('response-transformer', { add: { headers: ['X-A'], json: ['b'] } }, target)).toEqual([
        'response-transformer config.add.headers[0] is the string "X-A"; expected name:value; write it in that form',
        'response-transformer config.add.json[0] is the string "b"; expected name:value; write it in that form',
      ]);
      expect(errors('file-log', { path: '/tmp/*' }, target)).toEqual([
        'file-log config.path is the string "/tmp/*"; expected a path without * & % ` and backslash; write it in that form',
      ]);
      expect(errors('request-transformer', { http_method: 'post' }, target)).toEqual([
        'request-transformer config.http_method is the string "post"; expected a method in capitals; write it in that form',
      ]);
    }
    expect(errors('mtls-auth', { ca_certificates: ['corp'] }, EE_3_14)).toEqual([
      'mtls-auth config.ca_certificates[0] is the string "corp"; expected a uuid; write it in that form',
    ]);
  });

  test('a vault reference is taken where kong resolves it', () => {
    expect(errors('rate-limiting', { minute: 1, policy: 'redis', redis: { host: 'redis', password: '{vault://env/redis}' } })).toEqual([]);
    expect(errors('rate-limiting', { minute: 1, policy: 'redis', redis: { host: 'redis', port: '{vault://env/port}' } }, EE_3_14)).toEqual([]);
  });

  test('a vault reference where kong does not', () => {
    expect(errors('rate-limiting', { minute: 1, policy: 'redis', redis: { host: '{vault://env/redis}' } })).toEqual([
      'rate-limiting config.redis.host is a vault reference, which kong 3.9 hands on unresolved; expected a plain value; move to kong 3.13 or use configPatches with a secret',
    ]);
    expect(errors('jwt', { anonymous: '{vault://env/a}' })).toEqual([
      'jwt config.anonymous is a vault reference, which kong 3.9 hands on unresolved; expected a plain value; use configPatches with a secret',
    ]);
    expect(errors('post-function', { access: ['kong.vault.get("{vault://env/a}")'] })).toEqual([]);
  });
});

describe('fields', () => {
  test('an unknown field, with the field that was meant', () => {
    expect(errors('rate-limiting', { minute: 1, minutes: 5 })).toEqual(['rate-limiting has no config.minutes; did you mean minute?']);
    expect(errors('rate-limiting', { minute: 1, redis: { hots: 'a' } })).toEqual(['rate-limiting has no config.redis.hots; did you mean host?']);
    expect(errors('rate-limiting', { minute: 1, comment: 'x' })).toEqual(['rate-limiting has no config.comment; leave it out']);
  });

  test('a name of every object in javascript is no field', () => {
    expect(errors('prometheus', { constructor: 1 })).toEqual(['prometheus has no config.constructor; leave it out']);
  });

  test('a field that was renamed', () => {
    expect(errors('ip-restriction', { allow: ['10.0.0.1'], whitelist: ['10.0.0.1'] })).toEqual(['ip-restriction has no config.whitelist; write allow']);
    expect(errors('pre-function', { access: ['return'], functions: ['return'] })).toEqual(['pre-function has no config.functions; write access']);
  });

  test('a field of a later version', () => {
    expect(errors('jwt', { realm: 'api' }, OSS_3_4)).toEqual(['jwt config.realm exists from kong 3.8 on; this gateway is oss 3.4; leave it out or move to kong 3.8']);
    expect(errors('rate-limiting', { minute: 1, redis: { host: 'redis' } }, OSS_3_5)).toEqual([
      'rate-limiting config.redis exists from kong 3.6 on; this gateway is oss 3.5; write the flat redis_host, redis_port, redis_timeout, redis_database, redis_username, redis_password, redis_ssl, redis_ssl_verify, redis_server_name',
    ]);
  });

  test('a field of an earlier version', () => {
    expect(errors('rate-limiting', { minute: 1, redis_timeout: 5 })).toEqual([
      'rate-limiting config.redis_timeout is the form of kong up to 3.5; this gateway is oss 3.9; write redis.timeout',
    ]);
    expect(errors('openid-connect', { issuer: 'https://a', consumer_claim: ['sub'] }, EE_3_14)).toEqual([
      'openid-connect config.consumer_claim is the form of kong up to 3.13; this gateway is enterprise 3.14; write consumer_claims',
    ]);
  });

  test('the versions between the published schemas: redis of rate-limiting came with 3.6', () => {
    const nested = { minute: 1, policy: 'redis', redis: { host: 'redis' } };
    const flat = { minute: 1, policy: 'redis', redis_host: 'redis' };
    expect(errors('rate-limiting', nested, { version: '3.6', edition: 'oss' })).toEqual([]);
    expect(errors('rate-limiting', flat, { version: '3.6', edition: 'oss' })).toHaveLength(1);
    expect(errors('rate-limiting', flat, OSS_3_5)).toEqual([]);
  });

  test('a field of the enterprise edition', () => {
    expect(errors('acl', { allow: ['a'], include_consumer_groups: true })).toEqual([
      'acl config.include_consumer_groups needs kong enterprise; this gateway is oss 3.9; leave it out or set edition',
    ]);
    expect(errors('acl', { allow: ['a'], include_consumer_groups: true }, EE_3_9)).toEqual([]);
  });

  test('a required field', () => {
    expect(errors('http-log', {})).toEqual(['http-log config.http_endpoint is missing; kong requires it; set it']);
    expect(errors('proxy-cache', {})).toEqual(['proxy-cache config.strategy is missing; kong requires it; set it']);
    expect(errors('openid-connect', {}, EE_3_9)).toEqual(['openid-connect config.issuer is missing; kong requires it; set it']);
    expect(errors('file-log', {})).toEqual(['file-log config.path is missing; kong requires it; set it']);
    expect(errors('opentelemetry', {}, OSS_3_4)).toEqual(['opentelemetry config.endpoint is missing; kong requires it; set it']);
  });
});

describe('paths that configPatches fill', () => {
  test('count as present', () => {
    expect(errors('http-log', {}, OSS_3_9, { patchedPaths: ['/http_endpoint'] })).toEqual([]);
    expect(errors('rate-limiting', { minute: 1, policy: 'redis' }, OSS_3_9, { patchedPaths: ['/redis/host'] })).toEqual([]);
    expect(errors('http-log', { http_endpoint: 'http://a' }, OSS_3_9, { patchedPaths: ['/headers/Authorization'] })).toEqual([]);
    expect(errors('request-transformer', {}, OSS_3_9, { patchedPaths: ['/add/headers/-'] })).toEqual([]);
  });

  test('must name a field', () => {
    expect(errors('rate-limiting', { minute: 1 }, OSS_3_9, { patchedPaths: ['/redis/passwort'] })).toEqual([
      'rate-limiting has no config.redis.passwort; did you mean password?',
    ]);
    expect(errors('rate-limiting', { minute: 1 }, OSS_3_9, { patchedPaths: ['/redis_password'] })).toEqual([
      'rate-limiting config.redis_password is the form of kong up to 3.5; this gateway is oss 3.9; write redis.password',
    ]);
    expect(errors('rate-limiting', { minute: 1 }, OSS_3_9, { patchedPaths: ['/policy/x'] })).toEqual([
      'rate-limiting config.policy takes no patch at "x", as it is no list or map; patch it as a whole',
    ]);
  });
});
