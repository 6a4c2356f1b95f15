import { BlockList } from 'node:net';
import * as fc from 'fast-check';
import { clientNetwork, PeerNetworks } from '../../../src/runtime/middleware/peer-networks';

test.each<[string, string, boolean]>([
  ['10.0.0.0/8', '10.255.0.1', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['10.0.0.0/8', '::ffff:10.1.2.3', true],
  ['10.0.0.0/8', '::ffff:a01:203', true],
  ['10.0.0.0/8', '::10.1.2.3', false],
  ['10.0.0.0/8', '64:ff9b::10.1.2.3', false],
  ['192.0.2.7', '192.0.2.7', true],
  ['192.0.2.7', '192.0.2.8', false],
  ['192.0.2.6/31', '192.0.2.7', true],
  ['fd00:10::/32', 'fd00:10:ffff::1', true],
  ['fd00:10::/32', 'fd00:11::1', false],
  ['fd00:10::/32', 'FD00:0010::1', true],
  ['::1', '::1', true],
  ['fe80::/10', 'fe80::1%eth0', true],
  ['10.0.0.0/8', '012.0.0.1', false],
  ['10.0.0.0/8', '0x0a.0.0.1', false],
  ['10.0.0.0/8', '167772161', false],
  ['10.0.0.0/8', '10.1', false],
  ['10.0.0.0/8', '10.0.0.1:80', false],
  ['10.0.0.0/8', '10.0.0.1, 1.2.3.4', false],
  ['10.0.0.0/8', ' 10.0.0.1', false],
  ['10.0.0.0/8', '10.0.0.1\n', false],
  ['10.0.0.0/8', '', false],
])('%s and %j: %s', (cidr, address, included) => {
  expect(PeerNetworks.of([cidr]).includes(address)).toBe(included);
});

test('a peer without an address is in no network', () => {
  expect(PeerNetworks.of(['10.0.0.0/8']).includes(undefined)).toBe(false);
});

test('one of several networks is enough', () => {
  const networks = PeerNetworks.of(['10.0.0.0/8', 'fd00::/8', '192.0.2.1']);
  expect(['10.0.0.1', 'fd12::1', '192.0.2.1', '192.0.2.2'].map(address => networks.includes(address))).toEqual([true, true, true, false]);
});

test('IPv4 networks hold what Node says that they hold, plain and mapped into IPv6', () => {
  fc.assert(fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 1, max: 32 }), fc.boolean(), (base, other, bits, near) => {
    const octets = base.split('.').map(Number);
    const value = octets.reduce((sum, octet) => sum * 256 + octet, 0);
    const first = value - value % 2 ** (32 - bits);
    const text = (address: number) => [24, 16, 8, 0].map(shift => Math.floor(address / 2 ** shift) % 256).join('.');
    const list = new BlockList();
    list.addSubnet(text(first), bits);
    const address = near ? text(Math.min(first + 2 ** (32 - bits), 2 ** 32 - 1)) : other;
    const networks = PeerNetworks.of([`${text(first)}/${bits}`]);
    expect(networks.includes(address)).toBe(list.check(address));
    expect(networks.includes(`::ffff:${address}`)).toBe(list.check(address));
    expect(networks.includes(base)).toBe(true);
  }));
});

test.each<[string, string]>([
  ['10.0.0.0/33', "peer '10.0.0.0/33' is no address or cidr"],
  ['10.0.0.0/08', "peer '10.0.0.0/08' is no address or cidr"],
  ['10.0.0/8', "peer '10.0.0/8' is no address or cidr"],
  ['010.0.0.0/8', "peer '010.0.0.0/8' is no address or cidr"],
  ['10.0.0.0/255.0.0.0', "peer '10.0.0.0/255.0.0.0' is no address or cidr"],
  ['kong.kong.svc', "peer 'kong.kong.svc' is no address or cidr"],
  ['fe80::1%eth0', "peer 'fe80::1%eth0' is no address or cidr"],
  ['', "peer '' is no address or cidr"],
  ['::10.0.0.0/104', "peer '::10.0.0.0/104' is no address or cidr"],
  ['10.0.0.0/8\n', "peer '10.0.0.0/8\n' is no address or cidr"],
  ['10.1.2.3/8', "peer '10.1.2.3/8' has bits set to the right of its mask: write '10.0.0.0/8' for the whole network or '10.1.2.3' for the one address"],
  ['fd00::1/64', "peer 'fd00::1/64' has bits set to the right of its mask: write 'fd00::/64' for the whole network or 'fd00::1' for the one address"],
  ['::ffff:10.0.0.0/104', "peer '::ffff:10.0.0.0/104' is an ipv4 network in ipv6 clothes, which are taken off before it is compared; write '10.0.0.0/8'"],
  ['0.0.0.0/0', "peer '0.0.0.0/0' is everybody"],
  ['::/0', "peer '::/0' is everybody"],
])('fails for %j', (cidr, text) => {
  expect(() => PeerNetworks.of([cidr])).toThrow(text);
});

test('fails without any', () => {
  expect(() => PeerNetworks.of([])).toThrow("peers are empty: nobody would be believed; give the networks of the gateway's pods, for instance ['10.0.0.0/8'], or leave peers out");
});

test.each<[string | undefined, string | undefined]>([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['::1', '::/64'],
  ['fe80::1%eth0', 'fe80::/64'],
  ['192.0.2.1:80', undefined],
  ['unknown', undefined],
  [undefined, undefined],
])('the client at %j is counted as %j', (address, network) => {
  expect(clientNetwork(address)).toBe(network);
});
