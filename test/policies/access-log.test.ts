import { Duration } from 'cdk8s';
import { BACKEND, configOf, enterprise, OSS, pluginsOf, render, scene } from './render';
import { AccessLog, Authentication, HttpAccessLogOptions, KongGatewayProps, KongVersion, SecretRef, UntrustedLua } from '../../src';
import { synth } from '../support/app';

const URL = 'http://log-collector:8080/logs';
const REDACTED = {
  'user_id': `local ok, value = pcall(function()
  local consumer = kong.client.get_consumer()
  return consumer and (consumer.custom_id or consumer.username)
end)
return ok and value or nil
`,
  'request.headers.apikey': 'return nil',
  'request.headers.cookie': 'return nil',
  'request.headers.x-api-key': 'return nil',
  'response.headers.set-cookie': 'return nil',
};

function pluginOf(accessLog: AccessLog, type: string, gateway: KongGatewayProps = OSS): any {
  return pluginsOf(render({ gateway, api: { accessLog } }), type)[0];
}

describe('to an http collector', () => {
  test('entries go in batches', () => {
    expect(pluginOf(AccessLog.http(URL), 'http-log')).toMatchObject({
      metadata: { name: 'api-http-log' },
      config: {
        http_endpoint: URL, method: 'POST', content_type: 'application/json', timeout: 10_000, keepalive: 60_000,
        queue: { max_batch_size: 100, max_coalescing_delay: 1, max_entries: 10_000 },
        custom_fields_by_lua: REDACTED,
      },
    });
  });

  test('all properties', () => {
    const options: Required<HttpAccessLogOptions> = {
      timeout: Duration.millis(500), maxBatchSize: 1, maxDelay: Duration.millis(250), maxEntries: 5, authorization: SecretRef.of('log-auth', 'header'), userClaim: 'sub',
    };
    const plugin = pluginOf(AccessLog.http(URL, options), 'http-log');
    expect(plugin.config).toMatchObject({ timeout: 500, queue: { max_batch_size: 1, max_coalescing_delay: 0.25, max_entries: 5 } });
    expect(plugin.configPatches).toEqual([{ path: '/headers/Authorization', valueFrom: { secretKeyRef: { name: 'log-auth', key: 'header' } } }]);
    expect(plugin.config).not.toHaveProperty('headers');
  });

  test('the collector\'s certificate is verified where Kong can', () => {
    const verified = (version: KongVersion) => pluginOf(AccessLog.http('https://logs.example.com/in'), 'http-log', enterprise(version)).config.ssl_verify;
    expect([KongVersion.V3_12, KongVersion.V3_13, KongVersion.V3_14].map(verified)).toEqual([undefined, true, true]);
  });

  test('there is nothing to verify in clear', () => {
    expect(pluginOf(AccessLog.http(URL), 'http-log', enterprise(KongVersion.V3_14)).config).not.toHaveProperty('ssl_verify');
  });

  test.each(['log-collector:8080', 'ftp://logs/x', 'http:/logs', 'http://', ' http://logs', 'http://logs/a b', 'HTTP://logs'])('fails for the endpoint %j', endpoint => {
    expect(() => AccessLog.http(endpoint)).toThrow(`log endpoint '${endpoint}' is not a url: expected http or https; write for instance 'http://log-collector:8080/logs'`);
  });

  test('fails for a password in the endpoint, and does not repeat it', () => {
    expect(() => AccessLog.http('https://user:hunter2@logs.example.com')).toThrow(expect.objectContaining({
      message: "log endpoint of host 'logs.example.com' carries a password: expected none in clear; put the header value into a Secret and give it as authorization",
    }));
  });

  test('fails for an endpoint that is no url, and does not repeat its password', () => {
    expect(() => AccessLog.http('ftp://user:hunter2@logs')).toThrow("log endpoint 'ftp://***@logs' is not a url");
  });

  test.each(['token', 'api_key', 'dd-api-key', 'X-Signature'])('fails for %s in the query', name => {
    expect(() => AccessLog.http(`https://logs.example.com/in?source=kong&${name}=abc`))
      .toThrow(`log endpoint of host 'logs.example.com' carries '${name}' in its query: expected no secret in clear; put the header value into a Secret and give it as authorization`);
  });

  test('a query without a secret is taken', () => {
    expect(pluginOf(AccessLog.http(`${URL}?source=kong`), 'http-log').config.http_endpoint).toBe(`${URL}?source=kong`);
  });

  test.each([0, 1.5, 1_000_001, NaN])('fails for batches of %d', maxBatchSize => {
    expect(() => AccessLog.http(URL, { maxBatchSize }))
      .toThrow(`log batches have ${maxBatchSize} entries: expected an integer from 1 to 1000000; leave maxBatchSize out for 100`);
  });

  test.each([0, 0.5, 1_000_001])('fails for a queue of %d', maxEntries => {
    expect(() => AccessLog.http(URL, { maxEntries }))
      .toThrow(`log queue holds ${maxEntries} entries: expected an integer from 1 to 1000000; leave maxEntries out for 10000`);
  });

  test('fails for a timeout of nothing', () => {
    expect(() => AccessLog.http(URL, { timeout: Duration.millis(0) }))
      .toThrow('log timeout is 0 milliseconds: expected an integer from 1; leave timeout out for ten seconds');
  });

  test('fails for a delay of more than an hour', () => {
    expect(() => AccessLog.http(URL, { maxDelay: Duration.hours(2) }))
      .toThrow('log entries wait 7200 seconds for others: expected at most 3600; leave maxDelay out for a second');
  });
});

describe('to a file', () => {
  test('the log of the pod is the default', () => {
    expect(pluginOf(AccessLog.file(), 'file-log').config).toEqual({ path: '/dev/stdout', reopen: false, custom_fields_by_lua: REDACTED });
  });

  test('another path is taken', () => {
    expect(pluginOf(AccessLog.file('/var/log/kong/access.log'), 'file-log').config.path).toBe('/var/log/kong/access.log');
  });

  test.each(['access.log', '/', '/var/log/a b', '/var/log/*', '/var/log/100%', ''])('fails for %j', path => {
    expect(() => AccessLog.file(path)).toThrow(`log file '${path}' is not a path: expected an absolute one without spaces and * & % \\ \`; write for instance '/dev/stdout'`);
  });
});

describe('to a tcp collector', () => {
  test('a line each, in clear', () => {
    expect(pluginOf(AccessLog.tcp('log-collector', 5140), 'tcp-log').config).toEqual({
      host: 'log-collector', port: 5140, tls: false, timeout: 10_000, keepalive: 60_000, custom_fields_by_lua: REDACTED,
    });
  });

  test('over tls the collector is asked for by its name', () => {
    expect(pluginOf(AccessLog.tcp('log-collector', 6514, true), 'tcp-log').config).toMatchObject({ tls: true, tls_sni: 'log-collector' });
  });

  test('over tls its certificate is verified where Kong can', () => {
    const verified = (version: KongVersion) => pluginOf(AccessLog.tcp('logs', 6514, true), 'tcp-log', enterprise(version)).config.ssl_verify;
    expect([KongVersion.V3_12, KongVersion.V3_13].map(verified)).toEqual([undefined, true]);
  });

  test('an address has no name to ask for', () => {
    expect(pluginOf(AccessLog.tcp('10.0.0.7', 6514, true), 'tcp-log').config).not.toHaveProperty('tls_sni');
  });

  test('an address of version 6 is written as the socket reads it', () => {
    expect(pluginOf(AccessLog.tcp('2001:db8::7', 5140), 'tcp-log').config.host).toBe('[2001:db8::7]');
  });

  test.each(['', 'tcp://logs', 'logs:5140', 'lo gs', '-logs'])('fails for the host %j', host => {
    expect(() => AccessLog.tcp(host, 5140))
      .toThrow(`log host '${host}' is not a host: expected a name or an address without scheme and port; write for instance 'log-collector'`);
  });

  test.each([0, 65_536, 1.5, NaN])('fails for the port %d', port => {
    expect(() => AccessLog.tcp('logs', port)).toThrow(`log port ${port} is out of range: expected an integer from 1 to 65535; correct it`);
  });
});

describe('to syslog', () => {
  test('client errors are warnings and server errors are errors', () => {
    expect(pluginOf(AccessLog.syslog(), 'syslog').config).toEqual({
      facility: 'user', log_level: 'info', successful_severity: 'info', client_errors_severity: 'warning', server_errors_severity: 'err', custom_fields_by_lua: REDACTED,
    });
  });

  test('another facility is taken', () => {
    expect(pluginOf(AccessLog.syslog('local0'), 'syslog').config.facility).toBe('local0');
  });

  test('fails for a facility that does not exist', () => {
    expect(() => AccessLog.syslog('local8')).toThrow("syslog facility 'local8' does not exist: expected one of auth, authpriv, cron, daemon, ftp, kern, "
      + 'local0, local1, local2, local3, local4, local5, local6, local7, lpr, mail, news, syslog, user, uucp; leave it out for user');
  });
});

describe('credentials', () => {
  const redacted = (plugin: any) => Object.keys(plugin.config.custom_fields_by_lua).filter(field => field.startsWith('request.headers.'));

  test('the header of the api\'s keys is left out', () => {
    const objects = render({ authentication: Authentication.apiKey({ header: 'X-Partner' }), api: { accessLog: AccessLog.file() } });
    expect(redacted(pluginsOf(objects, 'file-log')[0])).toContain('request.headers.x-partner');
  });

  test('the header of a route\'s own keys is left out there', () => {
    const { chart, api } = scene({ api: { accessLog: AccessLog.file() } });
    api.addRoute('/partners', { backend: BACKEND, authentication: Authentication.apiKey({ header: 'X-Partner' }) });
    const logs = pluginsOf(synth(chart), 'file-log');
    expect(logs.map(redacted)).toEqual([['request.headers.apikey', 'request.headers.cookie', 'request.headers.x-api-key', 'request.headers.x-partner']]);
  });

  test('every field returns something, or Kong would lose it', () => {
    const chunks = Object.values<string>(configOf(render({ api: { accessLog: AccessLog.file() } }), 'file-log').custom_fields_by_lua);
    expect(chunks.filter(chunk => !/\breturn\b/.test(chunk))).toEqual([]);
  });

  test('fails at a gateway that runs no log fields', () => {
    expect(() => AccessLog.file()._plugins({ gateway: { untrustedLua: UntrustedLua.OFF } } as any))
      .toThrow('untrusted_lua is off: expected a gateway that runs log fields, since credentials could not be left out of the log; leave untrustedLua out');
  });
});

describe('the tightening of the log', () => {
  const auth = SecretRef.of('log-auth', 'header');

  test('the same destination loosens nothing', () => {
    expect(AccessLog.http(URL)._loosens(AccessLog.http(URL))).toBeUndefined();
  });

  test.each([
    AccessLog.file(), AccessLog.http('http://elsewhere/logs'), AccessLog.http(URL, { maxEntries: 1 }), AccessLog.http(URL, { authorization: auth }),
  ])('anything else does', log => {
    expect(log._loosens(AccessLog.http(URL))).toBe('the access log may not go elsewhere or otherwise');
  });
});
