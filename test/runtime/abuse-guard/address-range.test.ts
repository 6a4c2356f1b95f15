import { addressBytes, addressRange, overlaps, rangeText } from '../../../src/runtime/abuse-guard/address-range';

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['192.0.2.7/32', '192.0.2.7'],
  ['192.0.2.7/24', '192.0.2.0/24'],
  ['10.255.0.0/9', '10.128.0.0/9'],
  ['2001:DB8:0:0::1', '2001:db8::1'],
  ['2001:db8:1:2:3::/64', '2001:db8:1:2::/64'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.0/120', '192.0.2.0/24'],
  ['::/0', '::/0'],
])('%s is the range %s', (text, range) => {
  expect(rangeText(addressRange(text)!)).toBe(range);
});

test.each(['', 'localhost', '192.0.2', '192.0.2.7/33', '192.0.2.7/-1', '192.0.2.7/08', '192.0.2.7/24/24', '192.0.2.256', '0x7f.1', '2001:db8::1%eth0', '2001:db8::/129', '::ffff:1.2.3.4/80'])('fails to read %s', text => {
  expect(addressRange(text)).toBeUndefined();
});

test('fails to read an address with a zone', () => {
  expect(addressBytes('fe80::1%1')).toBeUndefined();
});

test.each([
  ['192.0.2.0/24', '192.0.2.77', true],
  ['192.0.2.77', '192.0.2.0/24', true],
  ['192.0.2.0/25', '192.0.2.128/25', false],
  ['10.128.0.0/9', '10.127.255.255', false],
  ['10.128.0.0/9', '10.255.0.1', true],
  ['0.0.0.0/0', '203.0.113.9', true],
  ['2001:db8::/32', '2001:db8:ffff::/48', true],
  ['::/0', '192.0.2.1', false],
])('%s and %s overlap: %s', (one, other, expected) => {
  expect(overlaps(addressRange(one)!, addressRange(other)!)).toBe(expected);
});
