import { BlockList, isIP } from 'node:net';
import * as fc from 'fast-check';
import { Cidr } from '../../src/values';

test('a block is written the canonical way', () => {
  expect(Cidr.of('10.0.0.0/8').toString()).toBe('10.0.0.0/8');
  expect(Cidr.of('2001:0DB8:0:0:1::/80').toString()).toBe('2001:db8:0:0:1::/80');
  expect(Cidr.of('64:ff9b::192.0.2.33').toString()).toBe('64:ff9b::c000:221/128');
  expect(Cidr.of('1:0:0:2:0:0:0:3').toString()).toBe('1:0:0:2::3/128');
  expect(Cidr.of('1:2:0:3:4:5:6:7').toString()).toBe('1:2:0:3:4:5:6:7/128');
  expect(Cidr.of('::1').toString()).toBe('::1/128');
});

test('a bare address is a block of one', () => {
  const one = Cidr.of('192.0.2.7');

  expect(one.toString()).toBe('192.0.2.7/32');
  expect(one.prefixLength).toBe(32);
  expect(one.ipv6).toBe(false);
});

test('everyone is every address of one family', () => {
  expect([Cidr.anyIpv4(), Cidr.anyIpv6()].map(String)).toEqual(['0.0.0.0/0', '::/0']);
  expect(Cidr.anyIpv4().everyone).toBe(true);
  expect(Cidr.of('0.0.0.0/1').everyone).toBe(false);
  expect(Cidr.anyIpv4().overlaps(Cidr.anyIpv6())).toBe(false);
});

test('a block contains its parts and overlaps what contains it', () => {
  const ten = Cidr.of('10.0.0.0/8');

  expect(ten.contains(Cidr.of('10.1.0.0/16'))).toBe(true);
  expect(ten.contains(ten)).toBe(true);
  expect(Cidr.of('10.1.0.0/16').contains(ten)).toBe(false);
  expect(Cidr.of('10.1.0.0/16').overlaps(ten)).toBe(true);
  expect(ten.overlaps(Cidr.of('11.0.0.0/8'))).toBe(false);
});

test.each(['10.1.2.0/24', '172.31.0.0/16', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.1', '169.254.1.1', 'fd00::/8', '::1', 'fe80::1'])(
  '%s is out of reach of the internet', (text) => {
    expect(Cidr.of(text).privateRange).toBe(true);
  });

test.each(['8.8.8.8', '172.32.0.0/16', '10.0.0.0/7', '0.0.0.0/0', '::/0', '2001:db8::/32'])('%s is not out of reach of the internet', (text) => {
  expect(Cidr.of(text).privateRange).toBe(false);
});

test.each([
  ['10.0.0.1/8', "cidr '10.0.0.1/8' has bits set to the right of its mask; write '10.0.0.0/8' for the whole network or '10.0.0.1/32' for the one address"],
  ['2001:db8::1/32', "cidr '2001:db8::1/32' has bits set to the right of its mask; write '2001:db8::/32' for the whole network or '2001:db8::1/128' for the one address"],
  ['10.0.0.0/33', "cidr '10.0.0.0/33' has the mask '33'; expected a whole number from 0 to 32, as in '10.0.0.0/32'"],
  ['10.0.0.0/08', "cidr '10.0.0.0/08' has the mask '08'; expected a whole number from 0 to 32, as in '10.0.0.0/32'"],
  ['10.0.0.0/255.0.0.0', "cidr '10.0.0.0/255.0.0.0' has the mask '255.0.0.0'; expected a whole number from 0 to 32, as in '10.0.0.0/32'"],
  ['::/129', "cidr '::/129' has the mask '129'; expected a whole number from 0 to 128, as in '::/128'"],
  ['10.0.0.0/', "cidr '10.0.0.0/' has the mask ''; expected a whole number from 0 to 32, as in '10.0.0.0/32'"],
  ['::ffff:10.0.0.1', "cidr '::ffff:10.0.0.1' is an ipv4 address mapped into ipv6, and no client has such an address; write the ipv4 form '10.0.0.1/32'"],
  ['::ffff:a00:1/104', "cidr '::ffff:a00:1/104' is an ipv4 address mapped into ipv6, and no client has such an address; write the ipv4 form '10.0.0.0/8'"],
  [' 10.0.0.0/8', "cidr ' 10.0.0.0/8' contains whitespace; write '10.0.0.0/8'"],
  ['fe80::1%eth0', "cidr 'fe80::1%eth0' has a zone id, which is a name on one machine only; write 'fe80::1'"],
  ['10.0.0.1:80', "cidr '10.0.0.1:80' has brackets or a port, and a client address has neither; write '10.0.0.1'"],
  ['[::1]:80', "cidr '[::1]:80' has brackets or a port, and a client address has neither; write '::1'"],
  ['010.0.0.1', "cidr '010.0.0.1' has an octet with a leading zero, which some programs read as octal; write '10.0.0.1'"],
  ['example.com', "expected an ipv4 or ipv6 address or cidr, got 'example.com'; write it as '10.0.0.0/8', '192.0.2.7' or '2001:db8::/32'"],
  ['', "expected an ipv4 or ipv6 address or cidr, got ''; write it as '10.0.0.0/8', '192.0.2.7' or '2001:db8::/32'"],
])('fails on %p with the fix in the text', (text, message) => {
  expect(() => Cidr.of(text)).toThrow(new Error(message));
});

const anyCidr = fc.oneof(
  fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })),
  fc.tuple(fc.ipV6().filter((text) => !text.includes('ffff:') && isIP(text) === 6), fc.integer({ min: 0, max: 128 })),
).map(([address, mask]) => {
  // The error names the network, so a block can be had from any address.
  try { return Cidr.of(`${address}/${mask}`); } catch (error) { return Cidr.of(/write '([^']+)'/.exec((error as Error).message)![1]); }
});

test('any text is a valid block or an error', () => {
  const text = fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.ipV4Extended(),
    fc.stringMatching(/^[0-9a-f.:%]{0,20}\/?[0-9]{0,3}$/), fc.tuple(fc.ipV4(), fc.nat(40)).map((parts) => parts.join('/')));
  fc.assert(fc.property(text, (input) => {
    let cidr: Cidr;
    try { cidr = Cidr.of(input); } catch (error) { expect((error as Error).message).not.toMatch(/undefined|\.$/); return; }
    const [address, mask] = cidr.toString().split('/');
    expect(isIP(address)).toBe(cidr.ipv6 ? 6 : 4);
    expect(Number(mask)).toBe(cidr.prefixLength);
    expect(address).toBe(new URL(`http://${cidr.ipv6 ? `[${address}]` : address}`).hostname.replace(/^\[|\]$/g, ''));
    expect(isIP(input.split('/')[0])).not.toBe(0);
  }));
});

test('canonical text round-trips', () => {
  fc.assert(fc.property(anyCidr, (cidr) => expect(Cidr.of(cidr.toString()).toString()).toBe(cidr.toString())));
});

test('contains agrees with the block list of Node', () => {
  fc.assert(fc.property(anyCidr, anyCidr, (a, b) => {
    const list = new BlockList();
    list.addSubnet(a.toString().split('/')[0], a.prefixLength, a.ipv6 ? 'ipv6' : 'ipv4');
    const first = a.ipv6 === b.ipv6 && list.check(b.toString().split('/')[0], b.ipv6 ? 'ipv6' : 'ipv4');
    expect(a.contains(b)).toBe(first && a.prefixLength <= b.prefixLength);
    expect(a.overlaps(b)).toBe(a.contains(b) || b.contains(a));
  }));
});

test('the halves of a block are all of it, and nothing twice', () => {
  fc.assert(fc.property(anyCidr, (cidr) => {
    const halves = cidr._halves();
    const single = cidr.prefixLength === (cidr.ipv6 ? 128 : 32);
    expect(halves.map(half => half.prefixLength)).toEqual(single ? [] : [cidr.prefixLength + 1, cidr.prefixLength + 1]);
    expect(halves.every(half => cidr.contains(half))).toBe(true);
    expect(!single && halves[0].overlaps(halves[1])).toBe(false);
  }));
});
