import { isIPv4, isIPv6 } from 'node:net';
import { isToken } from './token';

/**
 * A block of client addresses in CIDR notation, IPv4 or IPv6.
 *
 * A plugin that holds it lets through, refuses or trusts every client whose address lies in the block. The text is
 * canonical, so that one block is always written one way: the mask is always there, IPv6 is as RFC 5952 has it.
 */
export class Cidr {
  /**
   * The block that a text names: `10.0.0.0/8`, `2001:db8::/32`, or a bare address, which is a block of one.
   *
   * @throws if the text is no address or CIDR, if bits are set to the right of the mask, and if it is an IPv4 address in
   * IPv6 clothes (`::ffff:10.0.0.1`): nginx reports an IPv4 client as IPv4, so that block would match nobody.
   */
  public static of(text: string): Cidr {
    if (isToken(text)) {
      return new Cidr(0n, false, 32, text);
    }
    const slash = text.indexOf('/');
    const address = slash < 0 ? text : text.slice(0, slash);
    const ipv6 = isIPv6(address) && !address.includes('%');
    if (!ipv6 && !isIPv4(address)) { throw new Error(whyNoAddress(text, address)); }

    const bits = ipv6 ? 128 : 32;
    const mask = slash < 0 ? `${bits}` : text.slice(slash + 1);
    if (!/^(0|[1-9][0-9]{0,2})$/.test(mask) || Number(mask) > bits) {
      throw new Error(`cidr '${text}' has the mask '${mask}'; expected a whole number from 0 to ${bits}, as in '${address}/${bits}'`);
    }
    const prefix = Number(mask);
    const value = ipv6 ? parseIpv6(address) : parseIpv4(address);
    if (ipv6 && networkOf(value, 128, 96) === IPV4_MAPPED) {
      const ipv4Prefix = prefix < 96 ? 32 : prefix - 96;
      const fix = new Cidr(networkOf(value - IPV4_MAPPED, 32, ipv4Prefix), false, ipv4Prefix);
      throw new Error(`cidr '${text}' is an ipv4 address mapped into ipv6, and no client has such an address; write the ipv4 form '${fix}'`);
    }
    const network = networkOf(value, bits, prefix);
    if (network !== value) {
      throw new Error(`cidr '${text}' has bits set to the right of its mask; write '${new Cidr(network, ipv6, prefix)}' for the whole `
        + `network or '${new Cidr(value, ipv6, bits)}' for the one address`);
    }
    return new Cidr(value, ipv6, prefix);
  }

  /** Every IPv4 client: `0.0.0.0/0`. It says nothing about IPv6 clients. */
  public static anyIpv4(): Cidr {
    return new Cidr(0n, false, 0);
  }

  /** Every IPv6 client: `::/0`. It says nothing about IPv4 clients. */
  public static anyIpv6(): Cidr {
    return new Cidr(0n, true, 0);
  }

  /** Whether the block holds IPv6 addresses; otherwise it holds IPv4 ones. */
  public readonly ipv6: boolean;

  /** How many leading bits are fixed: 0 (everyone) to 32 for IPv4, to 128 for IPv6 (one address). */
  public readonly prefixLength: number;

  private readonly base: bigint;

  /** @param standIn what is written while the block is not known; it is then in no other block, and no other in it. */
  private constructor(base: bigint, ipv6: boolean, prefixLength: number, private readonly standIn?: string) {
    this.base = base;
    this.ipv6 = ipv6;
    this.prefixLength = prefixLength;
  }

  /** Whether the block holds every address of its family. */
  public get everyone(): boolean {
    return this.prefixLength === 0;
  }

  /**
   * Whether no address of the block can reach the gateway over the public internet: RFC 1918, carrier-grade NAT
   * (100.64.0.0/10), loopback, link-local, and IPv6 unique local addresses (fc00::/7).
   */
  public get privateRange(): boolean {
    return PRIVATE_RANGES.some((range) => Cidr.of(range).contains(this));
  }

  /** Whether every address of the other block is in this one too. Blocks of different families never contain each other. */
  public contains(other: Cidr): boolean {
    if (this.standIn !== undefined || other.standIn !== undefined) {
      return this.standIn === other.standIn;
    }
    return this.ipv6 === other.ipv6
      && this.prefixLength <= other.prefixLength
      && networkOf(other.base, this.ipv6 ? 128 : 32, this.prefixLength) === this.base;
  }

  /** Whether some address is in both blocks. */
  public overlaps(other: Cidr): boolean {
    return this.contains(other) || other.contains(this);
  }

  /**
   * The two halves of the block, the lower first; none of a block of one address.
   *
   * @internal
   */
  public _halves(): Cidr[] {
    const bits = this.ipv6 ? 128 : 32;
    const prefix = this.prefixLength + 1;
    return prefix > bits ? [] : [this.base, this.base + 2n ** BigInt(bits - prefix)].map(base => new Cidr(base, this.ipv6, prefix));
  }

  /** The canonical text, always with a mask: `10.0.0.0/8`, `192.0.2.7/32`, `2001:db8::/32`. */
  public toString(): string {
    return this.standIn ?? `${this.ipv6 ? formatIpv6(this.base) : formatIpv4(this.base)}/${this.prefixLength}`;
  }
}

/** `::ffff:0:0`, the first of the IPv6 addresses that stand for IPv4 ones (RFC 4291, 2.5.5.2). */
const IPV4_MAPPED = 0xffff00000000n;

const PRIVATE_RANGES = [
  '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', 'fc00::/7', '::1/128', 'fe80::/10',
];

function whyNoAddress(text: string, address: string): string {
  if (/\s/.test(text)) {
    return `cidr '${text}' contains whitespace; write '${text.replace(/\s+/g, '')}'`;
  }
  if (address.includes('%')) {
    return `cidr '${text}' has a zone id, which is a name on one machine only; write '${text.replace(/%[^/]*/, '')}'`;
  }
  const withPort = /^(?:\[(.*)\](?::\d*)?|([0-9.]+):\d*)$/.exec(address);
  if (withPort) {
    return `cidr '${text}' has brackets or a port, and a client address has neither; write '${withPort[1] ?? withPort[2]}'`;
  }
  if (/^[0-9.]+$/.test(address) && /(^|\.)0[0-9]/.test(address)) {
    return `cidr '${text}' has an octet with a leading zero, which some programs read as octal; write '${text.replace(/(^|\.)0+(?=[0-9])/g, '$1')}'`;
  }
  return `expected an ipv4 or ipv6 address or cidr, got '${text}'; write it as '10.0.0.0/8', '192.0.2.7' or '2001:db8::/32'`;
}

/** The first address of the block with this many fixed bits that holds the address. */
function networkOf(address: bigint, bits: number, prefix: number): bigint {
  return address - address % 2n ** BigInt(bits - prefix);
}

function parseIpv4(text: string): bigint {
  return text.split('.').reduce((value, octet) => value * 256n + BigInt(octet), 0n);
}

function parseIpv6(text: string): bigint {
  const hex = text.replace(/[0-9.]+\.[0-9.]+$/, (ipv4) => {
    const value = parseIpv4(ipv4);
    return `${(value / 65536n).toString(16)}:${(value % 65536n).toString(16)}`;
  });
  const [left, right] = hex.split('::').map((half) => half === '' ? [] : half.split(':'));
  const groups = right === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill('0'), ...right];
  return groups.reduce((value, group) => value * 65536n + BigInt(`0x${group}`), 0n);
}

function formatIpv4(address: bigint): string {
  return digits(address, 4, 256n).join('.');
}

/** RFC 5952: lower case, no leading zeros, the first longest run of two or more zero groups as `::`. */
function formatIpv6(address: bigint): string {
  const groups = digits(address, 8, 65536n).map((group) => group.toString(16));
  let start = 0;
  let length = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (groups[end] === '0') { end++; }
    if (end - i > length) { [start, length] = [i, end - i]; }
  }
  if (length < 2) { return groups.join(':'); }
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

function digits(value: bigint, count: number, radix: bigint): bigint[] {
  const result: bigint[] = [];
  for (let rest = value; result.length < count; rest /= radix) { result.unshift(rest % radix); }
  return result;
}
