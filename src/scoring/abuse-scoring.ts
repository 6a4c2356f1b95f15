/**
 * What counts against a client address, in the order in which counts are kept. `distinctPath` is counted besides `unknownPath` and
 * `notFound`, `bot` besides any other.
 */
export const ABUSE_SIGNALS = ['unauthorized', 'forbidden', 'rateLimited', 'invalid', 'unknownPath', 'notFound', 'distinctPath', 'bot'] as const;

export type AbuseSignal = typeof ABUSE_SIGNALS[number];

/** How client addresses are scored over a sliding window. Plain data, read by the guard and by what configures it. */
export interface AbuseScoring {
  /** An address with more points than this is blocked. */
  readonly threshold: number;
  /** How long an event counts, in seconds. */
  readonly window: number;
  /** How many points an event adds; 0 leaves it out. */
  readonly weights: { readonly [signal in AbuseSignal]: number };
  /** From which bot score on, in tenths from 1 to 10, a request without consumer is a `bot` event. */
  readonly botScoreFrom: number;
}

/**
 * The threshold of the article. What the weights mean: within a minute, one address is blocked by its
 *
 * - 26th 401. A client that retries an expired token does so a few times; a page that sends eight requests at once and retries each
 *   twice makes 24. Many people behind one address share the figure, which is why it is not lower.
 * - 26th 403: looking for what is not protected.
 * - 101st 429: 429 is already a refusal, and the limit holds whether or not the address is blocked. Only who does not slow down at all is.
 * - 34th 400: a broken form is sent again by a person, not by the half second.
 * - 17th path without a route, if all differ (1 + 5 each), or 101st of the same ones: a browser asks for a handful of icons and
 *   well-known files, a scanner for thousands.
 * - 51st request that the gateway has marked as suspicious (0.7 in `BotScore`, which already means more than 100 within its window for
 *   most), unless it has a consumer: a known program is no abuse.
 *
 * A 404 of a backend does not count: to APIs it is an ordinary answer. Give `notFound` a weight where a catch-all route leaves no path
 * unknown to the gateway. Other answers, 5xx above all, never count: they are not the client's doing.
 */
export const ABUSE_SCORING: AbuseScoring = {
  threshold: 100,
  window: 60,
  weights: { unauthorized: 4, forbidden: 4, rateLimited: 1, invalid: 3, unknownPath: 1, notFound: 0, distinctPath: 5, bot: 2 },
  botScoreFrom: 7,
};

/** What of an answered request is scored. */
export interface AnsweredRequest {
  readonly status: number;
  /** Whether a route of the gateway took it. */
  readonly routed: boolean;
  /** Whether a consumer was found. */
  readonly authenticated: boolean;
  /** The bot score, in tenths. */
  readonly botScore?: number;
}

/** The event that an answer is by its status, as its place among the signals; -1 if it is none. */
export function statusSignal({ status, routed }: Pick<AnsweredRequest, 'status' | 'routed'>): number {
  switch (status) {
    case 401: return UNAUTHORIZED;
    case 403: return FORBIDDEN;
    case 429: return RATE_LIMITED;
    case 400: return INVALID;
    case 404: return routed ? NOT_FOUND : UNKNOWN_PATH;
    default: return -1;
  }
}

/** Whether a request is a `bot` event. */
export function isBotEvent(scoring: Pick<AbuseScoring, 'botScoreFrom'>, { botScore, authenticated }: Pick<AnsweredRequest, 'botScore' | 'authenticated'>): boolean {
  return botScore !== undefined && botScore >= scoring.botScoreFrom && !authenticated;
}

/** The score of what was counted within the window, by place among the signals. */
export function abuseScore(weights: AbuseScoring['weights'], counts: ArrayLike<number>): number {
  return ABUSE_SIGNALS.reduce((score, signal, i) => score + weights[signal] * (counts[i] ?? 0), 0);
}

const place = (signal: AbuseSignal) => ABUSE_SIGNALS.indexOf(signal);

export const UNAUTHORIZED = place('unauthorized');
export const FORBIDDEN = place('forbidden');
export const RATE_LIMITED = place('rateLimited');
export const INVALID = place('invalid');
export const UNKNOWN_PATH = place('unknownPath');
export const NOT_FOUND = place('notFound');
export const DISTINCT_PATH = place('distinctPath');
export const BOT = place('bot');
