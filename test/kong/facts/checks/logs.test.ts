import { EE_3_14, errors, OSS_3_4, OSS_3_9 } from '../targets';

describe('http-log', () => {
  test('the endpoint is an http url', () => {
    const wrong = ['http-log config.http_endpoint is not an http url; expected http:// or https:// and a host; correct it'];
    for (const url of ['log-collector:8080/logs', 'tcp://logs', 'http://', '/logs']) expect(errors('http-log', { http_endpoint: url })).toEqual(wrong);
  });

  test('the authorization is given once', () => {
    expect(errors('http-log', { http_endpoint: 'https://user:pass@logs.example', headers: { authorization: '{vault://env/a}' } })).toEqual([
      'http-log sets config.headers.Authorization and a user in config.http_endpoint; expected one of them; remove the user from the url',
    ]);
    expect(errors('http-log', { http_endpoint: 'https://logs.example/a@b', headers: { Authorization: '{vault://env/a}' } })).toEqual([]);
  });

  test('its own headers are not to be set', () => {
    expect(errors('http-log', { http_endpoint: 'https://logs.example', headers: { 'Content-type': 'text/plain', 'X A': 'b' } })).toEqual([
      'http-log config.headers names the header "X A"; expected letters, digits, - and _; rename it',
      'http-log config.headers sets Content-type, which the plugin sets itself; expected other headers only; remove it',
    ]);
  });
});

test.each(['http-log', 'file-log', 'tcp-log', 'udp-log', 'syslog'])('a custom field of %s returns a value', (plugin) => {
  const needed: Record<string, object> = {
    'http-log': { http_endpoint: 'http://a' }, 'file-log': { path: '/dev/stdout' }, 'tcp-log': { host: 'a', port: 1 }, 'udp-log': { host: 'a', port: 1 },
  };
  expect(errors(plugin, { ...needed[plugin], custom_fields_by_lua: { user: 'kong.request.get_header("X-User-ID")' } })).toEqual([
    `${plugin} config.custom_fields_by_lua.user returns nothing, so the field would be missing; expected lua with a return; start it with return`,
  ]);
});

describe('opentelemetry', () => {
  test('needs an endpoint of its version', () => {
    expect(errors('opentelemetry', {})).toEqual([
      'opentelemetry has no endpoint; expected one or more of config.traces_endpoint, config.logs_endpoint; set config.traces_endpoint',
    ]);
    expect(errors('opentelemetry', { metrics: { push_interval: 60 } }, EE_3_14)).toEqual([
      'opentelemetry has no endpoint; expected one or more of config.traces_endpoint, config.logs_endpoint, config.metrics.endpoint, config.access_logs.endpoint; set config.traces_endpoint',
    ]);
    expect(errors('opentelemetry', { access_logs_endpoint: 'http://otel' }, { version: '3.13', edition: 'enterprise' })).toEqual([]);
  });

  test('the field was renamed with 3.8', () => {
    expect(errors('opentelemetry', { traces_endpoint: 'http://otel', endpoint: 'http://otel' }, OSS_3_9)).toEqual([
      'opentelemetry config.endpoint is the form of kong up to 3.7; this gateway is oss 3.9; write traces_endpoint',
    ]);
    expect(errors('opentelemetry', { endpoint: 'http://otel', traces_endpoint: 'http://otel' }, OSS_3_4)).toEqual([
      'opentelemetry config.traces_endpoint exists from kong 3.8 on; this gateway is oss 3.4; write endpoint',
    ]);
  });

  test('the endpoint is an http url', () => {
    expect(errors('opentelemetry', { traces_endpoint: 'otel:4318' })).toEqual([
      'opentelemetry config.traces_endpoint is not an http url; expected http:// or https:// and a host; correct it',
    ]);
  });
});
