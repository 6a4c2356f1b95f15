import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * How a gateway proves to a backend that a request came through it. The gateway's Lua writes this, and a backend checks it.
 *
 * The header is `v1;t=<seconds since 1970>;s=<base64 of HMAC-SHA1>`. What is signed are these lines, joined by a line feed, without one at
 * the end:
 *
 *     v1
 *     <t>
 *     <method>
 *     <path and query as the backend gets them; an empty query is none>
 *     <name in small letters>:<value>      for each signed header, by name; one that is missing has an empty value, several are joined by ', '
 *
 * The bytes are those of the wire: header values are latin1 to Node, whatever their sender meant. The secret is the text of the Secret
 * without white space around it. The body is not signed, and a proof that an eavesdropper has seen holds for the same request until it
 * is too old.
 */
export const PROOF_VERSION = 'v1';

/** How many bytes a secret has at least. */
export const SHORTEST_SECRET = 16;

/** What of a request is signed. */
export interface ProvenRequest {
  readonly method: string;
  /** Path and query, as the request line has them. */
  readonly target: string;
  /** The signed headers; one that the request lacks is undefined or ''. */
  readonly headers: Record<string, string | undefined>;
}

/** The text that is signed. */
export function provenText(time: number, { method, target, headers }: ProvenRequest): string {
  const fields = Object.entries(headers).map(([name, value]): [string, string] => [name.toLowerCase(), value ?? '']);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  const question = target.indexOf('?');
  const path = question >= 0 && question === target.length - 1 ? target.slice(0, -1) : target;
  return [PROOF_VERSION, String(time), method, path, ...fields.map(([name, value]) => `${name}:${value}`)].join('\n');
}

/** The header's value as the gateway sets it, for tests of services: of a secret, the time in seconds since 1970, and what is signed. */
export function proofOf(secret: string, time: number, request: ProvenRequest): string {
  return `${PROOF_VERSION};t=${time};s=${createHmac('sha1', bare(secret)).update(provenText(time, request), 'latin1').digest('base64')}`;
}

/** How a proof is checked. */
export interface ProofCheck {
  /** The secrets that may have signed: the current one, and while it is replaced the other one. */
  readonly secrets: string[];
  /** Now, in seconds since 1970. */
  readonly now: number;
  /** By how many seconds the proof's time may differ from now, either way. */
  readonly tolerance: number;
}

/** Why a header does not prove a request; undefined if it does. */
export function proofProblem(header: string | undefined, request: ProvenRequest, { secrets, now, tolerance }: ProofCheck): 'missing' | 'malformed' | 'expired' | 'forged' | undefined {
  if (header === undefined || header === '') {
    return 'missing';
  }
  const [, seconds] = /^v1;t=([1-9][0-9]{0,11});s=[A-Za-z0-9+/]{27}=$/.exec(header) ?? [];
  if (seconds === undefined) {
    return 'malformed';
  }
  const time = Number(seconds);
  if (!(Math.abs(now - time) <= tolerance)) {
    return 'expired';
  }
  return anySecret(secrets, secret => sameText(header, proofOf(secret, time, request))) ? undefined : 'forged';
}

/** Whether a header is one of the bare secrets. */
export function sharedSecretHolds(header: string | undefined, secrets: string[]): boolean {
  return header !== undefined && anySecret(secrets, secret => sameText(header, bare(secret)));
}

/** All secrets are tried, so that the time does not tell which one it was. A short one, or none, proves nothing. */
function anySecret(secrets: string[], holds: (secret: string) => boolean): boolean {
  return secrets.filter(secret => Buffer.byteLength(bare(secret)) >= SHORTEST_SECRET).map(holds).includes(true);
}

/** Without the white space of ASCII around it, as the gateway reads it. */
function bare(secret: string): string {
  return secret.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, '');
}

/** Compares in a time that tells nothing of either text, not even of their lengths. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
