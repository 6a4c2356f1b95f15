import { remaining } from '../../src/policies/remaining-ranges';
import { Cidr } from '../../src/values/cidr';

const ranges = (...texts: string[]) => texts.map(text => Cidr.of(text));

/** Whether one of the ranges has the address. */
function has(all: Cidr[], address: string): boolean {
  return all.some(range => range.contains(Cidr.of(address)));
}

test('everybody but a range is said in ranges that do not overlap', () => {
  const left = remaining([], ranges('203.0.113.0/24'));

  expect(left.filter((one, i) => left.some((other, j) => i !== j && one.overlaps(other)))).toEqual([]);
  expect(['203.0.113.0', '203.0.113.255'].filter(address => has(left, address))).toEqual([]);
  expect(['203.0.112.255', '203.0.114.0', '0.0.0.0', '255.255.255.255', '2001:db8::1'].filter(address => !has(left, address))).toEqual([]);
  // One per bit of the mask, and all of IPv6.
  expect(left).toHaveLength(25);
});

test('what is denied is taken out of what is allowed, of either family', () => {
  expect(remaining(ranges('10.0.0.0/30', '2001:db8::/126'), ranges('10.0.0.2', '2001:db8::/127')).map(String)).toEqual(['10.0.0.0/31', '10.0.0.3/32', '2001:db8::2/127']);
});

test('what is allowed and not denied stays as it is', () => {
  expect(remaining(ranges('10.0.0.0/8', '192.0.2.0/24'), ranges('203.0.113.7', '192.0.2.0/23')).map(String)).toEqual(['10.0.0.0/8']);
});

test('one family may be denied as a whole', () => {
  expect(remaining([], ranges('::/0')).map(String)).toEqual(['0.0.0.0/0']);
});

test('fails when nobody is left', () => {
  expect(() => remaining([], ranges('0.0.0.0/0', '::/0'))).toThrow('ip access denies everybody: expected ranges that leave somebody');
});

test('fails when it takes too many ranges to say', () => {
  const denied = Array.from({ length: 100 }, (_, i) => Cidr.of(`203.${i}.113.7`));
  expect(() => remaining([], denied)).toThrow(/^ip access leaves \d{4} ranges: expected at most 1000/);
});
