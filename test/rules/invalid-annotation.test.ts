import { ingress, messages, object, shop } from './support';
import { KongEdition, KongGateway, KongGatewayProps, KongVersion } from '../../src';

const RULE = 'invalid-annotation';

test('complies: every value that the controller takes', () => {
  const chart = shop();
  ingress(chart, 'api', {
    annotations: {
      'konghq.com/strip-path': 'True', 'konghq.com/preserve-host': 'false', 'konghq.com/request-buffering': '0', 'konghq.com/https-redirect-status-code': '308',
      'konghq.com/methods': 'get, POST', 'konghq.com/regex-priority': '7', 'konghq.com/protocols': 'https, http', 'konghq.com/path-handling': 'v1',
      'konghq.com/snis': 'a.example.com', 'konghq.com/host-aliases': '*.example.com,b.example.com', 'konghq.com/headers.X-Any': 'thing',
    },
  });
  object(chart, 'service', 'v1', 'Service', {
    metadata: { annotations: { 'konghq.com/protocol': 'https', 'konghq.com/path': '/x', 'konghq.com/retries': '0', 'konghq.com/host-header': 'a.example.com:8080' } },
  });

  expect(messages(chart, RULE)).toEqual([]);
});

test.each([
  ['strip-path', 'yes', "annotation konghq.com/strip-path is 'yes': expected true or false; otherwise the controller ignores it and keeps the default; correct or remove it"],
  ['preserve-host', '0', "annotation konghq.com/preserve-host is '0': expected true or false; otherwise the controller ignores it and keeps the default; correct or remove it"],
  ['https-redirect-status-code', '303', "annotation konghq.com/https-redirect-status-code is '303': expected 301, 302, 307, 308 or 426; otherwise the controller ignores it and keeps the default; correct or remove it"],
  ['methods', 'GET,X-Y', "annotation konghq.com/methods is 'GET,X-Y': expected methods with commas between; otherwise the controller ignores all of it, and the route takes every method; correct or remove it"],
  ['protocols', 'HTTPS', "annotation konghq.com/protocols is 'HTTPS': expected some of http, https, grpc, grpcs, ws, wss, tcp, tls, tls_passthrough; otherwise kong refuses the whole configuration; correct or remove it"],
  ['path-handling', 'v9', "annotation konghq.com/path-handling is 'v9': expected v0 or v1; otherwise kong refuses the whole configuration; correct or remove it"],
  ['regex-priority', 'high', "annotation konghq.com/regex-priority is 'high': expected a whole number; otherwise the controller ignores it and keeps the default; correct or remove it"],
  ['headers.Host', 'x', 'annotation konghq.com/headers.Host matches the Host header: kong refuses the whole configuration for it; use the host of the rule'],
  ['rewrite', '/$1', 'annotation konghq.com/rewrite needs the feature gate RewriteURIs, which is off by default: without it the controller drops the service with all its routes; remove it, or acknowledge that the gate is on'],
])('fails for %s: %s', (name, value, message) => {
  const chart = shop();
  ingress(chart, 'api', { annotations: { [`konghq.com/${name}`]: value } });

  expect(messages(chart, RULE)).toEqual([message]);
});

test.each([['protocol', 'HTTP'], ['path', 'x'], ['read-timeout', '1s'], ['tls-verify', 'on'], ['host-header', 'a b']])('fails for %s: %s on a service', (name, value) => {
  const chart = shop();
  object(chart, 'service', 'v1', 'Service', { metadata: { annotations: { [`konghq.com/${name}`]: value } } });

  expect(messages(chart, RULE)).toEqual([expect.stringContaining(`annotation konghq.com/${name} is '${value}': expected `)]);
});

test('fails for a service whose certificate is not verified, at enterprise from 3.14 on', () => {
  const check = (props: KongGatewayProps) => {
    const chart = shop();
    new KongGateway(chart, 'gateway', props);
    object(chart, 'service', 'v1', 'Service', { metadata: { annotations: { 'konghq.com/tls-verify': 'false' } } });
    return messages(chart, RULE);
  };
  const late: KongGatewayProps = { version: KongVersion.V3_14, edition: KongEdition.ENTERPRISE };

  expect(check(late)).toEqual([
    "annotation konghq.com/tls-verify is 'false': expected true, because kong 3.14 verifies certificates and refuses the whole configuration; remove it, or state settings: { KONG_TLS_CERTIFICATE_VERIFY: 'off' } of the gateway",
  ]);
  expect(check({ ...late, settings: { KONG_TLS_CERTIFICATE_VERIFY: 'off' } })).toEqual([]);
  expect(check({})).toEqual([]);
});
