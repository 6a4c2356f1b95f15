/* eslint-disable no-bitwise -- bits are what this is about */
import { isIPv4, isIPv6 } from 'node:net';
import { IPv6 } from 'ipaddr.js';

/** Addresses with the same leading bits. */
export interface AddressRange {
  readonly bytes: number[];
  readonly prefix: number;
}

/** The range that a text names, an address or CIDR; undefined if it is none. An IPv4 address in IPv6 clothes is IPv4. */
export function addressRange(text: string): AddressRange | undefined {
  const [address, mask, more] = text.split('/');
  const bytes = addressBytes(address);
  if (!bytes || more !== undefined || (mask !== undefined && !/^(0|[1-9]\d{0,2})$/.test(mask))) {
    return undefined;
  }
  const bits = bytes.length * 8;
  const inClothes = bytes.length === 4 && address.includes(':');
  const prefix = mask === undefined ? bits : Number(mask) - (inClothes ? 96 : 0);
  return prefix >= 0 && prefix <= bits ? { bytes: masked(bytes, prefix), prefix } : undefined;
}

/** The four or sixteen bytes of an address; undefined if the text is none. */
export function addressBytes(text: string): number[] | undefined {
  if (isIPv4(text)) {
    return text.split('.').map(Number);
  }
  if (!isIPv6(text) || text.includes('%')) {
    return undefined;
  }
  const address = IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toByteArray() : address.toByteArray();
}

/** Whether some address is in both. */
export function overlaps(one: AddressRange, other: AddressRange): boolean {
  if (one.bytes.length !== other.bytes.length) {
    return false;
  }
  // Each new address is held against each exempt range: nothing is made for it.
  const prefix = Math.min(one.prefix, other.prefix);
  const whole = prefix >> 3;
  for (let i = 0; i < whole; i++) {
    if (one.bytes[i] !== other.bytes[i]) {
      return false;
    }
  }
  return (prefix & 7) === 0 || ((one.bytes[whole] ^ other.bytes[whole]) & (0xff00 >> (prefix & 7)) & 0xff) === 0;
}

/** As Kong's `deny` has it: a single address without a mask. */
export function rangeText({ bytes, prefix }: AddressRange): string {
  const address = bytes.length === 4 ? bytes.join('.') : new IPv6(bytes).toRFC5952String();
  return prefix === bytes.length * 8 ? address : `${address}/${prefix}`;
}

export function masked(bytes: readonly number[], prefix: number): number[] {
  return bytes.map((byte, i) => byte & (0xff00 >> Math.min(8, Math.max(0, prefix - i * 8))) & 0xff);
}
