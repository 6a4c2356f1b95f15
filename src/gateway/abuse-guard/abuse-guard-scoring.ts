import { Duration } from 'cdk8s';

/** How many points an event adds; 0 leaves it out. None may be more than the threshold: one request would block an address. */
export interface AbuseGuardWeights {
  /**
   * A 401.
   *
   * @default 4
   */
  readonly unauthorized?: number;

  /**
   * A 403.
   *
   * @default 4
   */
  readonly forbidden?: number;

  /**
   * A 429.
   *
   * @default 1
   */
  readonly rateLimited?: number;

  /**
   * A 400.
   *
   * @default 3
   */
  readonly invalid?: number;

  /**
   * A 404 for which the gateway has no route.
   *
   * @default 1
   */
  readonly unknownPath?: number;

  /**
   * A 404 of a backend. To APIs it is an ordinary answer; give it a weight where a catch-all route leaves no path unknown to the gateway.
   *
   * @default 0
   */
  readonly notFound?: number;

  /**
   * Each further path among the 404s of an address, besides the 404 itself.
   *
   * @default 5
   */
  readonly distinctPath?: number;

  /**
   * A request without a consumer that `BotScore` has marked as suspicious, besides its answer.
   *
   * @default 2
   */
  readonly bot?: number;
}

/** How client addresses are scored. */
export interface AbuseGuardScoring {
  /**
   * An address with more points than this within the window is blocked: an integer from 1 to a million.
   *
   * @default 100
   */
  readonly threshold?: number;

  /**
   * How long an event counts, from ten seconds to an hour.
   *
   * @default Duration.minutes(1)
   */
  readonly window?: Duration;

  /**
   * What events count.
   *
   * @default - as each says: an address is blocked by its 26th 401, or its 17th unknown path, within a minute
   */
  readonly weights?: AbuseGuardWeights;

  /**
   * From which score of `BotScore` on a request is suspicious, in tenths from 0.1 to 1.
   *
   * @default 0.7
   */
  readonly botScoreFrom?: number;

  /**
   * The request header in which `BotScore` says its score.
   *
   * @default 'X-Bot-Score'
   */
  readonly botScoreHeader?: string;
}

/** How long addresses are blocked, and how many. */
export interface AbuseGuardBlocks {
  /**
   * How long the first block of an address lasts, in whole seconds up to 30 days.
   *
   * @default Duration.hours(1)
   */
  readonly duration?: Duration;

  /**
   * Each repetition doubles it, up to this.
   *
   * @default - a day, or the first block if that is longer
   */
  readonly maxDuration?: Duration;

  /**
   * How long after a block another one is a repetition, up to 90 days.
   *
   * @default Duration.days(1)
   */
  readonly memory?: Duration;

  /**
   * How many addresses are blocked at once, from 1 to 5000; beyond it the oldest block goes first.
   *
   * @default 1000
   */
  readonly maxBlocks?: number;

  /**
   * How many leading bits of an IPv6 address are one client, from 48 to 128.
   *
   * @default 64
   */
  readonly ipv6Prefix?: number;
}
