import * as fc from 'fast-check';
import { GOOD_CONFIGS } from './good-configs';
import { EE_3_14, EE_3_9, errors, OSS_3_4, OSS_3_9 } from './targets';
import { checkPluginConfig } from '../../../src/kong/facts/check-config';
import { PLUGIN_NAMES, pluginFact } from '../../../src/kong/facts/plugin-facts';

describe('a config that kong takes', () => {
  const cases = GOOD_CONFIGS.flatMap(([plugin, config, targets]) => targets.map((target) => ({ plugin, config, target })));

  test.each(cases)('$plugin passes on $target.edition $target.version: $config', ({ plugin, config, target }) => {
    expect(errors(plugin, config, target)).toEqual([]);
  });

  test('each plugin with facts has one', () => {
    expect([...new Set(GOOD_CONFIGS.map(([plugin]) => plugin))].sort()).toEqual([...PLUGIN_NAMES]);
  });
});

describe('the gateway', () => {
  test('a version without facts is refused', () => {
    const text = 'is not known; expected 3.4 to 3.15; set the gateway\'s version to one of them';
    for (const version of ['3.3', '3.16', '2.8', '4.0', 'latest', '']) {
      expect(errors('acl', { allow: ['a'] }, { version, edition: 'enterprise' })).toEqual([`kong ${version} ${text}`]);
    }
  });

  test('a patch version counts as its minor version', () => {
    expect(errors('jwt', { realm: 'api' }, { version: '3.9.3', edition: 'oss' })).toEqual([]);
    expect(errors('request-validator', { version: 'draft7', body_schema: '{}' }, { version: '3.10.0.8', edition: 'enterprise' })).toHaveLength(1);
  });

  test('open-source kong ends at 3.9', () => {
    expect(errors('acl', { allow: ['a'] }, { version: '3.10', edition: 'oss' })).toEqual([
      'kong 3.10 has no open-source edition; expected up to 3.9 with edition oss; lower the version or set edition to enterprise',
    ]);
  });
});

describe('the plugin', () => {
  test('a mistyped name is an error with the name that was meant', () => {
    expect(errors('rate-limitng', {})).toEqual(['"rate-limitng" is no plugin that comes with kong; expected one that does, or a custom plugin; did you mean rate-limiting?']);
  });

  test('a custom plugin is an error unless it is allowed', () => {
    expect(errors('our-own-thing', {})).toEqual(['"our-own-thing" is no plugin that comes with kong; expected one that does, or a custom plugin; declare it as a custom plugin']);
    expect(errors('our-own-thing', { any: 1 }, OSS_3_9, { allowUnknownPlugin: true })).toEqual([]);
  });

  test('a bundled plugin without facts cannot be checked', () => {
    expect(errors('zipkin', {})).toEqual([
      'the config of zipkin is not known here and cannot be checked; expected a plugin with facts; declare it as a custom plugin to take it as it is',
    ]);
    expect(errors('zipkin', {}, OSS_3_9, { allowUnknownPlugin: true })).toEqual([]);
  });

  test('an enterprise plugin on an open-source gateway is an error with what to use instead', () => {
    expect(errors('request-validator', {})).toEqual([
      'request-validator needs kong enterprise; this gateway is oss 3.9; use RequestSchema (compiled to lua) or set edition',
    ]);
    expect(errors('json-threat-protection', {})).toEqual(['json-threat-protection needs kong enterprise; this gateway is oss 3.9; leave it out or set edition']);
  });

  test('an enterprise plugin without facts is refused on an open-source gateway, allowed or not', () => {
    expect(errors('opa', {}, OSS_3_9, { allowUnknownPlugin: true })).toEqual(['opa needs kong enterprise; this gateway is oss 3.9; leave it out or set edition']);
    expect(errors('opa', {}, EE_3_9, { allowUnknownPlugin: true })).toEqual([]);
  });

  test('a plugin that came later is an error', () => {
    expect(errors('redirect', { location: 'https://a.example' }, { version: '3.8', edition: 'oss' })).toEqual([
      'redirect exists from kong 3.9 on; this gateway is oss 3.8; move to kong 3.9',
    ]);
  });

  test('a config that is no map is an error', () => {
    expect(checkPluginConfig('acl', [] as any, OSS_3_9)).toEqual(['acl config is a list; expected a map; write its fields']);
    expect(checkPluginConfig('acl', null as any, OSS_3_9)).toEqual(['acl config is null; expected a map; write its fields']);
  });
});

describe("the source article's configs", () => {
  test('those that kong takes pass', () => {
    expect(errors('jwt', { uri_param_names: [], cookie_names: [], header_names: ['Authorization'], claims_to_verify: ['exp'], secret_is_base64: false })).toEqual([]);
    expect(errors('request-size-limiting', { allowed_payload_size: 10, size_unit: 'megabytes', require_content_length: true })).toEqual([]);
    expect(errors('ip-restriction', { allow: ['10.0.0.0/8', '192.168.1.100'], deny: [] })).toEqual([]);
    expect(errors('bot-detection', { deny: ['curl', 'wget', 'python-requests', 'Go-http-client'], allow: ['GoogleBot', 'Bingbot'] })).toEqual([]);
    expect(errors('http-log', {
      http_endpoint: 'http://log-collector:8080/logs',
      method: 'POST',
      timeout: 1000,
      keepalive: 60000,
      content_type: 'application/json',
      custom_fields_by_lua: { user_id: "return kong.request.get_header('X-User-ID')" },
    })).toEqual([]);
  });

  const limits = { second: 100, minute: 1000, hour: 10000, policy: 'redis', redis_host: 'redis' };

  test('the flat redis fields are those of another version', () => {
    expect(errors('rate-limiting', limits)).toEqual([
      'rate-limiting config.redis_host is the form of kong up to 3.5; this gateway is oss 3.9; write redis.host',
    ]);
    expect(errors('rate-limiting', limits, OSS_3_4)).toEqual([]);
  });

  test('the templates on jwt would answer 500', () => {
    const text = 'where jwt is unknown and every request would answer 500; expected headers, query_params, uri_captures or shared; use IdentityHeaders to forward a claim';
    expect(errors('request-transformer', { add: { headers: ['X-User-ID:$(jwt.sub)', 'X-User-Email:$(jwt.email)'] } })).toEqual([
      `request-transformer config.add.headers[0] has the template $(jwt.sub), ${text}`,
      `request-transformer config.add.headers[1] has the template $(jwt.email), ${text}`,
    ]);
  });

  test('the body schema has no version, and the plugin no open-source edition', () => {
    const config = { body_schema: '{"type":"object"}', allowed_content_types: ['application/json'], verbose_response: false };
    expect(errors('request-validator', config)).toHaveLength(1);
    expect(errors('request-validator', config, EE_3_14)).toEqual([
      'request-validator config.body_schema is no json array while config.version is kong; expected an array, or a draft; set config.version to draft7',
    ]);
  });
});

test('no config makes the checker throw, and every error starts with the plugin and has no full stop', () => {
  const plugin = fc.constantFrom(...PLUGIN_NAMES);
  const target = fc.constantFrom(OSS_3_4, EE_3_9, EE_3_14);
  fc.assert(fc.property(plugin, target, fc.func(fc.jsonValue()), fc.jsonValue(), (name, gateway, value, extra) => {
    const fields = Object.keys(pluginFact(name)!.fields);
    const config = { ...Object.fromEntries(fields.map((field) => [field, value(field)])), extra };
    for (const text of errors(name, config, gateway)) {
      expect(text.startsWith(`${name} `)).toBe(true);
      expect(text).not.toMatch(/\.$/);
    }
  }), { numRuns: 300 });
});
