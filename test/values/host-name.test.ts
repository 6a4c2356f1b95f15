import { isIP } from 'node:net';
import * as fc from 'fast-check';
import { HostName } from '../../src/values';

test('a host name is kept as it is', () => {
  expect(HostName.of('api.example.com').toString()).toBe('api.example.com');
  expect(HostName.of('localhost').wildcard).toBe(false);
  expect(HostName.of('xn--mnchen-3ya.example').toString()).toBe('xn--mnchen-3ya.example');
});

test('a wildcard covers exactly one label', () => {
  const wildcard = HostName.of('*.example.com');

  expect(wildcard.wildcard).toBe(true);
  expect(wildcard.covers(HostName.of('api.example.com'))).toBe(true);
  expect(wildcard.covers(wildcard)).toBe(true);
  expect(wildcard.covers(HostName.of('example.com'))).toBe(false);
  expect(wildcard.covers(HostName.of('a.b.example.com'))).toBe(false);
  expect(wildcard.covers(HostName.of('*.b.example.com'))).toBe(false);
  expect(HostName.of('api.example.com').covers(wildcard)).toBe(false);
});

test('the slug can be part of the name of an object', () => {
  expect(HostName.of('api.example.com').slug).toBe('api-example-com');
  expect(HostName.of('*.example.com').slug).toBe('wildcard-example-com');
});

test.each([
  ['https://api.example.com/v1', "host 'https://api.example.com/v1' has a scheme; write 'api.example.com'"],
  ['api.example.com/v1', "host 'api.example.com/v1' has a path; write only the host name and give the path to the route"],
  ['api.example.com:8443', "host 'api.example.com:8443' has a port; write 'api.example.com'"],
  ['192.0.2.1', "host '192.0.2.1' is an ip address, which an ingress cannot have; write a host name"],
  ['::1', "host '::1' is an ip address, which an ingress cannot have; write a host name"],
  ['api.1', "host 'api.1' ends with a number, so that clients read it as an ip address; write a host name that ends with a word"],
  ['API.example.com', "host 'API.example.com' has upper-case letters, which kong answers with 404; write 'api.example.com'"],
  ['api.example.com.', "host 'api.example.com.' ends with a dot; write 'api.example.com'"],
  ['api.*.com', "host 'api.*.com' has a '*' that is not its whole first label; write '*.example.com' or the full name"],
  ['*', "host '*' has a '*' that is not its whole first label; write '*.example.com' or the full name"],
  ['a_b.example', "host 'a_b.example' has the label 'a_b'; expected letters a to z, digits and inner '-' (other alphabets in their xn-- form)"],
  ['', "host '' has the label ''; expected letters a to z, digits and inner '-' (other alphabets in their xn-- form)"],
  [`${'a'.repeat(64)}.com`, `host '${'a'.repeat(64)}.com' has the label '${'a'.repeat(64)}' of 64 characters; expected at most 63 between two dots`],
  [`${'a.'.repeat(127)}`.slice(0, -1) + 'b', `host '${'a.'.repeat(126)}ab' has 254 characters; expected at most 253`],
])('fails on %p with the fix in the text', (text, message) => {
  expect(() => HostName.of(text)).toThrow(new Error(message));
});

test('any text is a host name that Kubernetes takes or an error', () => {
  const label = fc.stringMatching(/^[a-z0-9*_A-Z-]{0,8}$/);
  const text = fc.oneof(fc.string(), fc.domain(), fc.ipV4(), fc.ipV6(), fc.array(label, { maxLength: 5 }).map((labels) => labels.join('.')));
  fc.assert(fc.property(text, (input) => {
    let host: HostName;
    try { host = HostName.of(input); } catch (error) { expect((error as Error).message).not.toMatch(/undefined|\.$/); return; }
    expect(host.toString()).toBe(input);
    expect(input).toMatch(/^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/);
    expect(input.length).toBeLessThan(254);
    expect(isIP(input)).toBe(0);
    expect(new URL(`http://${input.replace('*', 'w')}`).hostname).toBe(input.replace('*', 'w'));
    expect(host.slug).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
  }));
});
