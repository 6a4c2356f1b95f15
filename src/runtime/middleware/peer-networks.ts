import { isIP } from 'node:net';
import * as ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Networks whose members are believed. */
export class PeerNetworks {
  /**
   * @throws when there is none, one is no CIDR, has bits to the right of its mask, is an IPv4 network in IPv6 clothes, or is everybody
   */
  public static of(cidrs: readonly string[]): PeerNetworks {
    if (cidrs.length === 0) {
      throw new Error('peers are empty: nobody would be believed; give the networks of the gateway\'s pods, for instance [\'10.0.0.0/8\'], or leave peers out');
    }
    return new PeerNetworks(cidrs.map(network));
  }

  private constructor(private readonly networks: readonly [Address, number][]) {}

  /** Whether an address, as a socket tells it, is in one of the networks. */
  public includes(text: string | undefined): boolean {
    const address = addressOf(text);
    return address !== undefined && this.networks.some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits));
  }
}

/** An address as a socket tells it: an IPv4 client of a socket for both is IPv4, and a zone is no part of it. */
export function addressOf(text: string | undefined): Address | undefined {
  const bare = text?.replace(/%.*$/s, '') ?? '';
  return versionOf(bare) === 0 ? undefined : ipaddr.process(bare);
}

/**
 * 4 or 6, or 0 for what is no address. ipaddr.js alone would take octal numbers and addresses of one number as well, and would take the
 * deprecated `::10.0.0.1` for 10.0.0.1.
 */
function versionOf(text: string): number {
  return /^::[0-9]+\./.test(text) ? 0 : isIP(text);
}

/** The address or, of IPv6, the /64, within which one client chooses freely; undefined for what is no address. */
export function clientNetwork(text: string | undefined): string | undefined {
  const address = addressOf(text);
  if (address === undefined || address.kind() === 'ipv4') {
    return address?.toString();
  }
  return `${new ipaddr.IPv6([...(address as ipaddr.IPv6).parts.slice(0, 4), 0, 0, 0, 0]).toRFC5952String()}/64`;
}

function network(text: string): [Address, number] {
  const [, base, mask] = /^([0-9a-fA-F.:]+)(?:\/(0|[1-9][0-9]{0,2}))?$/.exec(text) ?? [];
  const version = base === undefined ? 0 : versionOf(base);
  const most = version === 4 ? 32 : 128;
  const bits = mask === undefined ? most : Number(mask);
  if (version === 0 || bits > most) {
    throw new Error(`peer '${text}' is no address or cidr: expected the networks of the gateway's pods; write for instance '10.0.0.0/8' or 'fd00:10::/32'`);
  }
  const address = ipaddr.parse(base);
  if (address.kind() === 'ipv6' && (address as ipaddr.IPv6).isIPv4MappedAddress()) {
    const mapped = (address as ipaddr.IPv6).toIPv4Address();
    throw new Error(`peer '${text}' is an ipv4 network in ipv6 clothes, which are taken off before it is compared; write '${mapped}/${Math.max(0, bits - 96)}'`);
  }
  if (bits === 0) {
    throw new Error(`peer '${text}' is everybody: expected the networks of the gateway's pods; leave peers out and give proof if they are not known`);
  }
  const first = address.kind() === 'ipv4' ? ipaddr.IPv4.networkAddressFromCIDR(`${base}/${bits}`) : ipaddr.IPv6.networkAddressFromCIDR(`${base}/${bits}`);
  if (first.toString() !== address.toString()) {
    throw new Error(`peer '${text}' has bits set to the right of its mask: write '${first}/${bits}' for the whole network or '${base}' for the one address`);
  }
  return [address, bits];
}
