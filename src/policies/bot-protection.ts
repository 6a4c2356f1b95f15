import { PluginSpec, Policy } from './policy';

/** Which callers are turned away, or let through, by their User-Agent. */
export interface BotProtectionProps {
  /** Names of clients that are refused with 403, in any letter case. */
  readonly deny: string[];

  /**
   * Names of clients that are let through, also past Kong's built-in rules, in any letter case.
   *
   * @default - Googlebot and bingbot
   */
  readonly allow?: string[];
}

/** The search engines that the built-in rules would refuse, as they really write themselves. */
const GOOD_BOTS = ['Googlebot', 'bingbot'];

/**
 * Refuses clients by the name in their User-Agent. A name is easily forged: this keeps the honest tools out, and is no access control.
 *
 * Kong looks at the allow list, then at the deny list, then at fourteen built-in rules that cannot be switched off. Those refuse, seen on
 * the plugin's own list, Googlebot, bingbot, Go-http-client, okhttp, axios, Apache-HttpClient, reqwest, Python-urllib, aws-sdk, Scrapy,
 * UptimeRobot and WhatsApp among others, and do not refuse curl, Wget, python-requests or a missing User-Agent. Name a client in `allow` if yours is
 * among them.
 */
export class BotProtection extends Policy {
  /** Refuses these clients; the well-behaved search engines are let through. */
  public static denying(...names: string[]): BotProtection {
    return new BotProtection({ deny: names });
  }

  private readonly deny: string[];
  private readonly allow: string[];

  /** @throws when a name is no part of a User-Agent, or what is denied is allowed as well */
  constructor(props: BotProtectionProps) {
    super();
    this.deny = [...props.deny];
    this.allow = [...props.allow ?? GOOD_BOTS];
    for (const name of [...this.deny, ...this.allow]) {
      if (name.trim() !== name || name.length < 2 || /[^\x20-\x7e]/.test(name)) {
        throw new Error(`bot name '${name}' is too short, has spaces around it or is not ascii: expected a part of a User-Agent; write for instance 'curl'`);
      }
    }
    for (const name of this.deny) {
      const allowed = this.allow.find(other => name.toLowerCase().includes(other.toLowerCase()));
      if (allowed) {
        throw new Error(`bot name '${name}' is denied and '${allowed}' allowed: kong looks at the allow list first, so it would pass; remove '${name}' from deny, or give an allow list without '${allowed}'`);
      }
    }
  }

  /** @internal */
  public _plugins(): PluginSpec[] {
    return [{ plugin: 'bot-detection', config: { allow: this.allow.map(pattern), deny: this.deny.map(pattern) } }];
  }

  /** @internal */
  public _loosens(enforced: Policy): string | undefined {
    const base = enforced as BotProtection;
    const lower = (names: string[]) => names.map(name => name.toLowerCase());
    const lost = base.deny.find(name => !lower(this.deny).includes(name.toLowerCase()));
    const gained = this.allow.find(name => !lower(base.allow).includes(name.toLowerCase()));
    if (lost) {
      return `the deny list of bots may only grow, and '${lost}' is gone`;
    }
    return gained ? `the allow list of bots may only shrink, and '${gained}' is new` : undefined;
  }
}

/** A regex that finds the name in any letter case; Kong's own matching is case-sensitive. */
function pattern(name: string): string {
  return `(?i)${name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}`;
}
