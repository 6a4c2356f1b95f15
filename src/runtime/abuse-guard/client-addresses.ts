import { isIPv4 } from 'node:net';
import { addressBytes, AddressRange, addressRange, masked, overlaps, rangeText } from './address-range';

/** The same as of Cidr.privateRange, without loopback and link-local. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'];
/** No client on a network: unspecified, loopback, link-local, multicast, broadcast. */
const NO_CLIENT = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3', '::/127', 'fe80::/10', 'ff00::/8'];
/** IPv4 hosts of a NAT64 (RFC 6052), the last four bytes of each. */
const NAT64 = addressRange('64:ff9b::/96')!;
/** Where many hosts share a /64, so that each is a client of its own: NAT64, also of local prefixes (RFC 8215), and Teredo. */
const SHARED = [NAT64, addressRange('64:ff9b:1::/48')!, addressRange('2001::/32')!];

/** How many addresses of the gateway's own are remembered. */
const OWN = 1000;
/** How many texts are remembered; most requests come from few addresses. */
const REMEMBERED = 20_000;

/** Who may be blocked, and as what. */
export interface AddressRules {
  readonly never: readonly string[];
  readonly infrastructure: readonly string[];
  readonly privateRanges: boolean;
  readonly blocks: { readonly ipv6Prefix: number };
}

/** What an address that a log entry names is to the guard. */
export type Verdict = { readonly client: string } | 'exempt' | 'invalid';

/** Whether a text is a client as the guard writes it. */
export function isClient(text: string): boolean {
  const range = text.length <= 50 ? addressRange(text) : undefined;
  return range !== undefined && rangeText(range) === text && range.prefix >= 32;
}

/** Turns the address of an entry into the client that is counted and blocked: an IPv4 address, or the range of an IPv6 address. */
export class ClientAddresses {
  private readonly exempt: AddressRange[];
  private readonly own = new Set<string>();
  private readonly remembered = new Map<string, Verdict>();

  constructor(private readonly rules: AddressRules) {
    this.exempt = [...rules.never, ...rules.infrastructure, ...NO_CLIENT, ...rules.privateRanges ? [] : PRIVATE].map(text => addressRange(text)!);
  }

  /** Who has proven to be the gateway is never blocked either, wherever its pods are: a request that it sends to itself has its address. */
  public exemptGateway(text: string | undefined): void {
    if (text === undefined || this.own.has(text) || this.own.size >= OWN) {
      return;
    }
    this.own.add(text);
    const range = addressRange(text.replace(/%.*$/, ''));
    if (range) {
      this.exempt.push(range);
      this.remembered.clear();
    }
  }

  /** A range counts as exempt as soon as one address in it is: a block of the range would hit it. */
  public verdict(text: string): Verdict {
    // An address has 45 characters at most; anything longer is neither worth a look nor remembered.
    if (text.length > 45) {
      return 'invalid';
    }
    let verdict = this.remembered.get(text);
    if (verdict === undefined) {
      verdict = this.judge(text);
      if (this.remembered.size >= REMEMBERED) {
        this.remembered.clear();
      }
      this.remembered.set(text, verdict);
    }
    return verdict;
  }

  /** Whether what is kept as a client still is one that may be blocked, under rules that may have changed. */
  public mayBlock(client: string): boolean {
    return isClient(client) && !this.isExempt(addressRange(client)!);
  }

  private judge(text: string): Verdict {
    const bytes = addressBytes(text);
    if (!bytes) {
      return 'invalid';
    }
    const range = this.clientRange(bytes);
    return this.isExempt(range) ? 'exempt' : { client: isIPv4(text) ? text : rangeText(range) };
  }

  private clientRange(bytes: number[]): AddressRange {
    const bits = bytes.length * 8;
    const prefix = bytes.length === 4 || SHARED.some(shared => overlaps({ bytes, prefix: bits }, shared)) ? bits : this.rules.blocks.ipv6Prefix;
    return { bytes: masked(bytes, prefix), prefix };
  }

  private isExempt(range: AddressRange): boolean {
    // Who is not to be blocked is not to be blocked behind a NAT64 either.
    const behind = range.prefix === 128 && overlaps(range, NAT64) ? { bytes: range.bytes.slice(12), prefix: 32 } : range;
    return this.exempt.some(other => overlaps(range, other) || overlaps(behind, other));
  }
}
