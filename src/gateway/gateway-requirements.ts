/** One `KONG_*` setting that something in the app needs on the node. */
export interface GatewayRequirement {
  /** The environment variable. */
  readonly setting: string;
  /** The value that it must have; a list is joined with commas from all who need a part of it. */
  readonly value: string;
  /** Who needs it, for the error text. */
  readonly reason: string;
  /** Whether Kong's own default does as well, so that nothing is wrong when nobody sets it. */
  readonly met: boolean;
}

/** Settings whose value is a set: what several features need is joined. */
const SETS = new Set(['KONG_UNTRUSTED_LUA_SANDBOX_REQUIRES', 'KONG_TRUSTED_IPS', 'KONG_LUA_SSL_TRUSTED_CERTIFICATE']);

/** What the features in use need of the nodes of one gateway: a plain list, read when the app is synthesized. */
export class GatewayRequirements {
  private readonly entries = new Map<string, GatewayRequirement>();

  /** Adds one; the same value from another feature changes nothing. */
  public add(requirement: GatewayRequirement): void {
    const key = `${requirement.setting}=${requirement.value}`;
    if (!this.entries.has(key)) {
      this.entries.set(key, requirement);
    }
  }

  /** All of them, by setting and value, whoever came first. */
  public all(): GatewayRequirement[] {
    return [...this.entries.values()].sort((a, b) => compare(a.setting, b.setting) || compare(a.value, b.value));
  }

  /**
   * One value per setting.
   *
   * @throws when two features need different values of a setting that is not a set
   */
  public settings(): Record<string, string> {
    const result: Record<string, string> = {};
    const reasons: Record<string, string> = {};
    for (const { setting, value, reason } of this.all()) {
      const other = result[setting];
      if (other !== undefined && !SETS.has(setting)) {
        throw new Error(`setting ${setting} is needed as '${other}' by ${reasons[setting]} and as '${value}' by ${reason}: a node has one value; give one of the two up`);
      }
      reasons[setting] = reason;
      result[setting] = other === undefined ? value : [...new Set([...other.split(','), ...value.split(',')])].sort(compare).join(',');
    }
    return result;
  }
}

/** Whether `actual` gives what `needed` asks: equal, or, of a set, everything in it. */
export function settingHolds(setting: string, needed: string, actual: string): boolean {
  if (!SETS.has(setting)) {
    return needed.toLowerCase() === actual.trim().toLowerCase();
  }
  const have = new Set(actual.split(',').map(item => item.trim()));
  return needed.split(',').every(item => have.has(item));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
