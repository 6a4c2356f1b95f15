import { IncomingMessage } from 'node:http';
import { RequestOrWrapper } from './gateway-identity';
import { clientNetwork } from './peer-networks';
import { memoryCounters, RequestCounters } from './request-counters';
import { FORBIDDEN, minutely, requestGuard, RequestGuard, UNAVAILABLE } from './request-guard';
import { addHeader, canonicalName, checkedHeaderName, headerValue, removeHeaders } from './request-headers';
import { BOT_SCORING, BotScoring, botScore as scoreOf, scoreText } from '../../scoring/bot-scoring';
import { botScoringProblem } from '../../scoring/bot-scoring-problem';

/** How requests are scored, and what the scores lead to. Scores are in tenths: 7 is 0.7. */
export interface BotScoreOptions {
  /**
   * What each signal adds: no or a blank User-Agent (3), one of `signatures` in it (5), no or a blank Accept-Language (1), more than
   * `maxRequests` of an address (3).
   *
   * @default - as the gateway's `BotScore`
   */
  readonly weights?: Partial<BotScoring['weights']>;

  /**
   * Parts of the User-Agent of programs, in any letter case.
   *
   * @default - as the gateway's `BotScore`
   */
  readonly signatures?: readonly string[];

  /**
   * How many requests of one address within the window are usual.
   *
   * @default 100
   */
  readonly maxRequests?: number;

  /**
   * The window, in seconds; it begins with the first request of an address.
   *
   * @default 60
   */
  readonly windowSeconds?: number;

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
   * The header in which the application finds the score of a suspicious request, as `0.7`. What was sent in it is removed, also if the
   * gateway has sent it.
   *
   * @default 'X-Bot-Score'
   */
  readonly header?: string;

  /**
   * What counts requests.
   *
   * @default memoryCounters()
   */
  readonly counters?: RequestCounters;

  /**
   * The client's address. Behind a gateway the peer of the socket is the gateway, so that all callers would be counted together: give what
   * the gateway says, where it can be believed, as with `cameThroughGateway`.
   *
   * @default - the address of the TCP peer
   */
  readonly address?: (request: IncomingMessage) => string | undefined;

  /**
   * What becomes of a request that cannot be counted, as it has no address, or Redis does not answer: it is scored as one too many, as the
   * gateway does; or as if it were the first; or answered with 503.
   *
   * @default 'score-as-frequent'
   */
  readonly onCounterFailure?: 'score-as-frequent' | 'score-without' | 'refuse';

  /**
   * Told of each failure to count. Where it fails itself, the request is refused.
   *
   * @default - a warning of the process, at most once a minute
   */
  readonly onCounterError?: (error: unknown) => void;
}

const SCORES = new WeakMap<IncomingMessage, number>();

/**
 * Middleware that scores each request by signs that it comes from a program, with the table and the defaults of the gateway's `BotScore`. All
 * signs but the number of requests are easily forged: this is no access control. IPv6 clients are counted by /64.
 *
 * @throws when a number is out of range, a signature is no part of a User-Agent, or no request could reach the score that is refused
 */
export function botScore(options: BotScoreOptions = {}): RequestGuard {
  const scoring = scoringOf(options);
  const header = checkedHeaderName('header of the bot score', options.header ?? 'X-Bot-Score');
  const canonical = canonicalName(header);
  const count = counting(options, scoring.window);
  return requestGuard(async request => {
    removeHeaders(request, name => canonicalName(name) === canonical);
    const requests = scoring.weights.frequency > 0 ? await count(request) : 0;
    if (requests === 'refuse') {
      return UNAVAILABLE;
    }
    const score = scoreOf(scoring, {
      userAgent: headerValue(request, 'User-Agent'), acceptLanguage: headerValue(request, 'Accept-Language'), requests,
    });
    SCORES.set(request, score);
    if (score >= scoring.refusedFrom) {
      return FORBIDDEN;
    }
    if (score >= scoring.suspiciousFrom) {
      addHeader(request, header, scoreText(score));
    }
    return undefined;
  });
}

/** The score that `botScore` has given a request, in tenths from 0 to 10; undefined if none has seen it. */
export function botScoreOf(request: RequestOrWrapper): number | undefined {
  return SCORES.get('raw' in request ? request.raw : request);
}

/** How many requests the client has sent; undefined is too many. */
function counting(options: BotScoreOptions, window: number): (request: IncomingMessage) => Promise<number | undefined | 'refuse'> {
  const { counters = memoryCounters(), address = request => request.socket.remoteAddress, onCounterError = minutely() } = options;
  const failed = ({ 'score-as-frequent': undefined, 'score-without': 0, 'refuse': 'refuse' } as const);
  const onCounterFailure = options.onCounterFailure ?? 'score-as-frequent';
  if (!Object.hasOwn(failed, onCounterFailure)) {
    throw new Error(`onCounterFailure is '${onCounterFailure}': expected one of ${Object.keys(failed).join(', ')}; leave it out for score-as-frequent`);
  }
  return async request => {
    try {
      const client = clientNetwork(address(request));
      if (client === undefined) {
        throw new Error('request has no address of its client: expected one in IPv4 or IPv6, without a port; see what option address gives');
      }
      return await counters.increment(client, window);
    } catch (error) {
      onCounterError(error);
      return failed[onCounterFailure];
    }
  };
}

function scoringOf(options: BotScoreOptions): BotScoring {
  const { weights } = BOT_SCORING;
  const scoring: BotScoring = {
    weights: {
      noUserAgent: options.weights?.noUserAgent ?? weights.noUserAgent,
      signature: options.weights?.signature ?? weights.signature,
      noAcceptLanguage: options.weights?.noAcceptLanguage ?? weights.noAcceptLanguage,
      frequency: options.weights?.frequency ?? weights.frequency,
    },
    signatures: (options.signatures ?? BOT_SCORING.signatures).map(text => text.toLowerCase()),
    maxRequests: options.maxRequests ?? BOT_SCORING.maxRequests,
    window: options.windowSeconds ?? BOT_SCORING.window,
    suspiciousFrom: options.suspiciousFrom ?? BOT_SCORING.suspiciousFrom,
    refusedFrom: options.refusedFrom ?? BOT_SCORING.refusedFrom,
  };
  const problem = botScoringProblem(scoring);
  if (problem) {
    throw new Error(`botScore: ${problem}`);
  }
  return scoring;
}
