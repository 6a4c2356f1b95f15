import { Duration } from 'cdk8s';
import { BotChallenge } from './bot-challenge';
import { wholeSeconds } from './durations';
import { LuaFacts } from './lua-facts';
import { PluginSpec, Policy } from './policy';
import { botScoreChunk } from '../lua/bot-score';
import { LuaChunk } from '../lua/chunk';
import { connectionGuard } from '../lua/identity';
import { BOT_SCORING, BotScoring } from '../scoring/bot-scoring';
import { botScoringProblem } from '../scoring/bot-scoring-problem';
import { HeaderName } from '../values/header-name';

/** What each signal adds to a score, in tenths from 0 to 10. */
export interface BotScoreWeights {
  /**
   * No User-Agent, or a blank one.
   *
   * @default 3
   */
  readonly noUserAgent?: number;

  /**
   * A User-Agent that holds one of the signatures.
   *
   * @default 5
   */
  readonly signature?: number;

  /**
   * No Accept-Language, or a blank one.
   *
   * @default 1
   */
  readonly noAcceptLanguage?: number;

  /**
   * More requests from the address within the window than `maxRequests`.
   *
   * @default 3
   */
  readonly frequency?: number;
}

/** How requests are scored, and what the scores lead to. Scores are in tenths: 7 is 0.7. */
export interface BotScoreProps {
  /**
   * What each signal adds.
   *
   * @default - no User-Agent 3, signature 5, no Accept-Language 1, frequency 3
   */
  readonly weights?: BotScoreWeights;

  /**
   * Parts of the User-Agent of programs, in any letter case.
   *
   * @default - curl, Wget, python-requests, Go-http-client, HeadlessChrome and PhantomJS
   */
  readonly signatures?: string[];

  /**
   * How many requests of one address to the API within the window are usual. Each pod of the gateway counts for itself, so that an address
   * may send this many to each.
   *
   * @default 100
   */
  readonly maxRequests?: number;

  /**
   * The window, which begins with the first request of an address.
   *
   * @default Duration.minutes(1)
   */
  readonly window?: Duration;

  /**
   * From which score on a request is suspicious.
   *
   * @default 7
   */
  readonly suspiciousFrom?: number;

  /**
   * From which score on a request is refused with 403.
   *
   * @default 9
   */
  readonly refusedFrom?: number;

  /**
   * The header by which the backend learns the score of a suspicious request, as `0.7`. What clients send in it is cleared, also on routes
   * of the API that are not scored.
   *
   * @default 'X-Bot-Score'
   */
  readonly header?: string;

  /**
   * What a suspicious request is answered.
   *
   * @default - it is passed on with the header
   */
  readonly challenge?: BotChallenge;
}

/**
 * Scores each request by signs that it comes from a program, before authentication: no User-Agent, a known one, no Accept-Language, many
 * requests of the address. All of them but the last are easily forged: this is a courtesy to honest programs and a hurdle for careless
 * ones, and no access control.
 *
 * Requests are counted by API and by IPv4 address or IPv6 /64, in memory that every Kong has; when it is full, the counters used least
 * recently are lost. A request that cannot be counted is taken for one too many, and the gateway logs an error. The address is the TCP
 * peer's, or what a trusted proxy states: behind a load balancer the gateway must declare `trustedProxies`, or all callers are counted
 * together.
 */
export class BotScore extends Policy {
  /** Scores as the props say. */
  public static of(props: BotScoreProps = {}): BotScore {
    return new BotScore(props);
  }

  private readonly scoring: BotScoring;
  /**
   * The header that backends believe.
   *
   * @internal
   */
  public readonly _header: HeaderName;
  private readonly challenge?: BotChallenge;

  /** @throws when a number is out of range, a signature is no part of a User-Agent, or no request could reach the score that is refused */
  constructor(props: BotScoreProps = {}) {
    super();
    this.scoring = scoringOf(props);
    this._header = HeaderName.of(props.header ?? 'X-Bot-Score');
    this._header.spellings();
    this.challenge = props.challenge;
    const problem = botScoringProblem(this.scoring);
    if (problem) {
      throw new Error(`bot score: ${problem}`);
    }
  }

  /**
   * Whether the header ever reaches a backend.
   *
   * @internal
   */
  public get _tells(): boolean {
    return this.challenge === undefined;
  }

  /** @internal */
  public _plugins(): PluginSpec[] {
    return [];
  }

  /**
   * The Lua that makes it so. A client could name the header in its Connection header, upon which Kong would not pass it on.
   *
   * @internal
   */
  public _chunks({ api }: LuaFacts): LuaChunk[] {
    return [connectionGuard(), botScoreChunk({ scoring: this.scoring, header: this._header, challenge: this.challenge?._answer, counted: api })];
  }

  /** @internal */
  public _loosens(enforced: Policy): string | undefined {
    const base = enforced as BotScore;
    const [mine, theirs] = [this.scoring, base.scoring];
    const lighter = Object.entries(theirs.weights).find(([name, weight]) => mine.weights[name as keyof BotScoring['weights']] < weight);
    const lost = theirs.signatures.find(theirOne => !mine.signatures.some(signature => theirOne.includes(signature)));
    const higher = (['maxRequests', 'suspiciousFrom', 'refusedFrom'] as const).find(name => mine[name] > theirs[name]);
    if (lighter) {
      return `weights of bot signals may only grow, and ${lighter[0]} is smaller`;
    }
    if (lost !== undefined) {
      return `the signatures of bots may only grow in number, and '${lost}' is gone`;
    }
    if (higher) {
      return `${higher} of the bot score may only become smaller, and ${mine[higher]} is more than ${theirs[higher]}`;
    }
    if (mine.window < theirs.window) {
      return `the window of the bot score may only grow, and ${mine.window} seconds are fewer than ${theirs.window}`;
    }
    if (base.challenge && !this.challenge) {
      return 'the challenge of bots is gone';
    }
    return !base.challenge && !this._header.sameAs(base._header) ? 'the header of the bot score may not change' : undefined;
  }
}

function scoringOf(props: BotScoreProps): BotScoring {
  const { weights } = BOT_SCORING;
  return {
    weights: {
      noUserAgent: props.weights?.noUserAgent ?? weights.noUserAgent,
      signature: props.weights?.signature ?? weights.signature,
      noAcceptLanguage: props.weights?.noAcceptLanguage ?? weights.noAcceptLanguage,
      frequency: props.weights?.frequency ?? weights.frequency,
    },
    signatures: (props.signatures ?? BOT_SCORING.signatures).map(text => text.toLowerCase()),
    maxRequests: props.maxRequests ?? BOT_SCORING.maxRequests,
    window: props.window ? wholeSeconds('window of the bot score', props.window) : BOT_SCORING.window,
    suspiciousFrom: props.suspiciousFrom ?? BOT_SCORING.suspiciousFrom,
    refusedFrom: props.refusedFrom ?? BOT_SCORING.refusedFrom,
  };
}
