import { Cidr } from '../values/cidr';

/** More ranges than that are looked through for each request, and read by nobody. */
const MOST = 1000;

/**
 * What is left of ranges without others, as ranges again. No range at all stands for everybody, as in an allow list.
 *
 * @throws when nothing is left, or it takes too many ranges to say
 */
export function remaining(allowed: Cidr[], denied: Cidr[]): Cidr[] {
  const all = allowed.length > 0 ? allowed : [Cidr.anyIpv4(), Cidr.anyIpv6()];
  const left = all.flatMap(range => without(range, denied));
  if (left.length === 0) {
    throw new Error('ip access denies everybody: expected ranges that leave somebody; deny less');
  }
  if (left.length > MOST) {
    throw new Error(`ip access leaves ${left.length} ranges: expected at most ${MOST}, since the deny list is the abuse guard's and what is denied is written as the rest that is allowed; deny whole networks`);
  }
  return left;
}

/** Halves a range until each part is denied or not. */
function without(range: Cidr, denied: Cidr[]): Cidr[] {
  const near = denied.filter(other => other.overlaps(range));
  if (near.some(other => other.contains(range))) {
    return [];
  }
  return near.length === 0 ? [range] : range._halves().flatMap(half => without(half, near));
}
