import { PluginSpec, Policy, RouteFacts } from './policy';
import { remaining } from './remaining-ranges';
import { listing } from '../errors';
import { AddressRules } from '../gateway/abuse-guard/address-rules';
import { Cidr } from '../values/cidr';
import { expectKind, isCidr } from '../values/kinds';

/**
 * From which addresses callers may come; others get 403. It runs after authentication. The address is the TCP peer's, or what a
 * trusted proxy states: behind a load balancer the gateway must declare `trustedProxies`, or every caller has the balancer's address.
 *
 * Where the gateway has an `AbuseGuard`, the deny list of the plugin is the guard's. What is denied here is then written as the rest that
 * is allowed, which means the same; make the guard before the APIs.
 */
export class IpAccess extends Policy {
  /**
   * Only these ranges may call.
   *
   * @throws when no range is given, or one of them is everybody
   */
  public static allow(...ranges: Cidr[]): IpAccess {
    if (ranges.length === 0) {
      throw new Error('ip access allows nobody: expected at least one range; list who may call, for instance Cidr.of(\'10.0.0.0/8\')');
    }
    checkRanges(ranges);
    const everyone = ranges.find(range => range.everyone);
    if (everyone) {
      throw new Error(`ip access allows ${everyone}, which is everybody: expected ranges that leave somebody out; leave ipAccess out instead`);
    }
    return new IpAccess(distinct(ranges), []);
  }

  /**
   * Everybody but these ranges may call.
   *
   * @throws when no range is given
   */
  public static deny(...ranges: Cidr[]): IpAccess {
    if (ranges.length === 0) {
      throw new Error('ip access denies nobody: expected at least one range; list who may not call, or leave ipAccess out');
    }
    checkRanges(ranges);
    return new IpAccess([], distinct(ranges));
  }

  private constructor(private readonly allowed: Cidr[], private readonly denied: Cidr[]) {
    super();
  }

  /**
   * Refuses some of the allowed ranges again. Kong looks at the deny list first.
   *
   * @throws when nobody is left who may call
   */
  public except(...ranges: Cidr[]): IpAccess {
    checkRanges(ranges);
    const denied = distinct([...this.denied, ...ranges]);
    if (this.allowed.length > 0 && this.allowed.every(range => denied.some(refused => refused.contains(range)))) {
      throw new Error(`ip access refuses ${listing(denied.map(String))} and so everybody that it allows: expected ranges that leave somebody; deny less`);
    }
    return new IpAccess(this.allowed, denied);
  }

  /** @internal */
  public _plugins({ gateway }: RouteFacts): PluginSpec[] {
    // A deny list that Git states and the guard maintains would be overwritten by each in turn.
    const allowOnly = AddressRules.of(gateway).guarded && this.denied.length > 0;
    return [{
      plugin: 'ip-restriction',
      config: {
        ...allowOnly ? { allow: remaining(this.allowed, this.denied).map(String) } : {
          ...this.allowed.length > 0 && { allow: this.allowed.map(String) },
          ...this.denied.length > 0 && { deny: this.denied.map(String) },
        },
        status: 403,
        message: 'Forbidden',
      },
    }];
  }

  /** @internal */
  public _loosens(enforced: Policy): string | undefined {
    const base = enforced as IpAccess;
    const reached = (range: Cidr) => this.allowed.length === 0 || this.allowed.some(mine => mine.overlaps(range));
    const back = base.denied.find(range => reached(range) && !this.denied.some(mine => mine.contains(range)));
    if (back) {
      return `a deny list may only grow, and ${back} is gone`;
    }
    if (base.allowed.length === 0) {
      return undefined;
    }
    const wider = this.allowed.find(range => !base.allowed.some(theirs => theirs.contains(range)));
    if (this.allowed.length === 0 || wider) {
      return `an allow list may only shrink, and ${wider ?? 'everybody'} is new`;
    }
    return undefined;
  }
}

function checkRanges(ranges: Cidr[]): void {
  for (const range of ranges) {
    expectKind('a range of ip access', range, isCidr, 'a Cidr', typeof range === 'string' ? `Cidr.of('${range}')` : Array.isArray(range) ? 'them without the list, …ranges' : "Cidr.of('10.0.0.0/8')");
  }
}

function distinct(ranges: Cidr[]): Cidr[] {
  const seen = new Map(ranges.map(range => [range.toString(), range]));
  return [...seen.values()];
}
