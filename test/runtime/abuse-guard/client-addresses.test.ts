import { ClientAddresses, isClient } from '../../../src/runtime/abuse-guard/client-addresses';

const addresses = (change: object = {}) => new ClientAddresses({ never: [], infrastructure: [], privateRanges: false, blocks: { ipv6Prefix: 64 }, ...change });

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['64:ff9b::192.0.2.7', '64:ff9b::c000:207'],
  ['64:ff9b:1:7::192.0.2.7', '64:ff9b:1:7::c000:207'],
  ['2001:0:cb00:7107::1', '2001:0:cb00:7107::1'],
])('%s is the client %s', (text, client) => {
  expect(addresses().verdict(text)).toEqual({ client });
});

test.each(['10.1.2.3', '172.31.0.1', '192.168.0.1', '100.64.0.1', 'fd00::1', '::ffff:10.1.2.3'])('the private address %s is exempt unless asked for', text => {
  expect(addresses().verdict(text)).toBe('exempt');
  expect(addresses({ privateRanges: true }).verdict(text)).not.toBe('exempt');
});

test.each(['127.0.0.1', '0.0.0.0', '169.254.169.254', '224.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1', 'ff02::1'])('%s is never blocked', text => {
  expect(addresses({ privateRanges: true }).verdict(text)).toBe('exempt');
});

test.each(['never', 'infrastructure'])('what is in %s is exempt', list => {
  expect(addresses({ [list]: ['198.51.100.0/24'] }).verdict('198.51.100.9')).toBe('exempt');
});

test('who is exempt is so behind a nat64 as well, and nobody else there', () => {
  expect(addresses().verdict('64:ff9b::10.1.2.3')).toBe('exempt');
  expect(addresses({ never: ['198.51.100.0/24'] }).verdict('64:ff9b::198.51.100.9')).toBe('exempt');
  expect(addresses({ never: ['198.51.100.0/24'] }).verdict('64:ff9b::198.51.101.9')).not.toBe('exempt');
});

test('whoever has proven to be the gateway is exempt from then on, and nobody else', () => {
  const all = addresses();
  expect(all.verdict('198.51.100.9')).not.toBe('exempt');
  all.exemptGateway('::ffff:198.51.100.9');
  all.exemptGateway('fe80::1%eth0');
  all.exemptGateway(undefined);
  expect([all.verdict('198.51.100.9'), all.mayBlock('198.51.100.9')]).toEqual(['exempt', false]);
  expect(all.mayBlock('198.51.100.10')).toBe(true);
});

test('an ipv6 range is exempt as soon as one address in it is', () => {
  expect(addresses({ never: ['2001:db8:1:2::99'] }).verdict('2001:db8:1:2::1')).toBe('exempt');
  expect(addresses({ never: ['2001:db8:1:2::99'] }).verdict('2001:db8:1:3::1')).not.toBe('exempt');
});

test.each(['', 'unix:', '192.0.2.7:80', '[2001:db8::1]', '192.0.2.7, 192.0.2.8', 'a'.repeat(100_000), '2001:db8::1%eth0'])('fails to take %p for an address', text => {
  expect(addresses().verdict(text)).toBe('invalid');
});

test('what was remembered under other rules is judged again', () => {
  expect(addresses().mayBlock('198.51.100.9')).toBe(true);
  expect(addresses({ never: ['198.51.100.0/24'] }).mayBlock('198.51.100.9')).toBe(false);
});

test.each(['0.0.0.0/0', '::/0', '192.0.2.0/24', '2001:DB8::/64', '"; drop', '192.0.2.07'])('fails to take %s for a client', text => {
  expect(isClient(text)).toBe(false);
});

test('remembering many addresses does not change what they are', () => {
  const all = addresses();
  for (let i = 0; i < 50_000; i++) {
    all.verdict(`198.51.${Math.floor(i / 256)}.${i % 256}`);
  }
  expect(all.verdict('198.51.0.1')).toEqual({ client: '198.51.0.1' });
});
