/** How a request is scored that may come from a program instead of a person, in whole tenths. Plain data, read by the Lua of the gateway and by services. */
export interface BotScoring {
  /** What each signal adds. */
  readonly weights: {
    /** No User-Agent, or a blank one. */
    readonly noUserAgent: number;
    /** A User-Agent that holds one of the signatures. */
    readonly signature: number;
    /** No Accept-Language, or a blank one. */
    readonly noAcceptLanguage: number;
    /** More requests of one address within the window than `maxRequests`. */
    readonly frequency: number;
  };
  /** Parts of a User-Agent, in small letters. */
  readonly signatures: string[];
  /** How many requests of one address within the window are usual. */
  readonly maxRequests: number;
  /** The window, in seconds; it begins with the first request of an address. */
  readonly window: number;
  /** From which score on a request is suspicious. */
  readonly suspiciousFrom: number;
  /** From which score on it is refused. */
  readonly refusedFrom: number;
}

/** The highest score: 1. */
export const HIGHEST_SCORE = 10;

/** The signals, weights and thresholds of the article; the signatures are those of its deny list, and two that drive browsers. */
export const BOT_SCORING: BotScoring = {
  weights: { noUserAgent: 3, signature: 5, noAcceptLanguage: 1, frequency: 3 },
  signatures: ['curl', 'wget', 'python-requests', 'go-http-client', 'headlesschrome', 'phantomjs'],
  maxRequests: 100,
  window: 60,
  suspiciousFrom: 7,
  refusedFrom: 9,
};

/** What of a request is scored. */
export interface ScoredRequest {
  readonly userAgent?: string;
  readonly acceptLanguage?: string;
  /** How many requests of the address the window has, this one included; undefined if it cannot be counted, which counts as too many. */
  readonly requests?: number;
}

/** The score of a request, in tenths from 0 to 10. */
export function botScore({ weights, signatures, maxRequests }: BotScoring, request: ScoredRequest): number {
  const agent = (request.userAgent ?? '').toLowerCase();
  const score = (blank(agent) ? weights.noUserAgent : signatures.some(signature => agent.includes(signature)) ? weights.signature : 0)
    + (blank(request.acceptLanguage ?? '') ? weights.noAcceptLanguage : 0)
    + (request.requests === undefined || request.requests > maxRequests ? weights.frequency : 0);
  return Math.min(score, HIGHEST_SCORE);
}

/** The highest score that a request can get: no User-Agent and a signature exclude each other. */
export function reachableScore({ weights, signatures }: BotScoring): number {
  const agent = Math.max(weights.noUserAgent, signatures.length > 0 ? weights.signature : 0);
  return Math.min(agent + weights.noAcceptLanguage + weights.frequency, HIGHEST_SCORE);
}

/** A score as headers and logs have it: `0.7`, or `1.0`. */
export function scoreText(score: number): string {
  return (score / 10).toFixed(1);
}

/** Without anything but the spaces of ASCII, as Lua's `%s` has them. */
function blank(text: string): boolean {
  return !/[^ \t\n\v\f\r]/.test(text);
}
