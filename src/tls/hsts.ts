import { Duration } from 'cdk8s';
import { wholeSeconds } from '../policies/durations';

/** The shortest time that browsers' preload lists and Mozilla's guideline accept. */
const PRELOAD_MINIMUM = 31_536_000;
const TWO_YEARS = 63_072_000;

/** How long browsers insist on https. */
export interface HstsOptions {
  /**
   * For how long.
   *
   * @default Duration.days(730), what Mozilla's guideline asks
   */
  readonly maxAge?: Duration;

  /**
   * Whether hosts below this one are included.
   *
   * @default true
   */
  readonly includeSubdomains?: boolean;

  /**
   * Whether browser vendors may list the host; hard to undo.
   *
   * @default false
   */
  readonly preload?: boolean;
}

/** HTTP Strict Transport Security: a browser that has seen the header speaks only https to the host from then on. */
export class Hsts {
  /** @throws when the time is less than a day or no whole number of seconds, or too short for preload */
  public static of(options: HstsOptions = {}): Hsts {
    const seconds = options.maxAge ? wholeSeconds('hsts', options.maxAge) : TWO_YEARS;
    const subdomains = options.includeSubdomains ?? true;
    if (seconds < 86_400) {
      throw new Error(`hsts lasts ${seconds} seconds: expected at least a day; two years are usual, Duration.days(730)`);
    }
    if (options.preload && (seconds < PRELOAD_MINIMUM || !subdomains)) {
      throw new Error(`hsts preload with maxAge ${seconds} and includeSubdomains ${subdomains}: expected at least ${PRELOAD_MINIMUM} seconds and subdomains; raise them, or leave preload out`);
    }
    return new Hsts(seconds, subdomains, options.preload ?? false);
  }

  private constructor(
    /** For how many seconds. */
    public readonly maxAgeSeconds: number,
    /** Whether hosts below are included. */
    public readonly includeSubdomains: boolean,
    /** Whether browser vendors may list the host. */
    public readonly preload: boolean) {}

  /** The value of the header. */
  public toString(): string {
    return [`max-age=${this.maxAgeSeconds}`, ...this.includeSubdomains ? ['includeSubDomains'] : [], ...this.preload ? ['preload'] : []].join('; ');
  }
}
