/**
 * Stand-ins for values that are known only later. `gatewarden/pulumi` puts one in place of each output while constructs are made, and the
 * output back into the finished objects. What only passes a value on lets a stand-in through; what computes with a value refuses it, since
 * a text of this form is no name, no host and no address, and a number of this size is no port and no limit.
 *
 * Stand-ins that nobody has issued are ordinary values, so that a text of this form in a cdk8s app is judged like any other.
 */
const TEXT = /\$\{gatewarden\.output\.(\d+)\}/;
/** What a number looks like in texts: 15 digits, which a double holds exactly, the last of them no zero, so that none is dropped. */
const NUMBER = /-7\.31904(\d{8})1e\+288/;
const EITHER = new RegExp(`${TEXT.source}|${NUMBER.source}`, 'g');
/** What is left of one that something has changed: its case, its signs, or a part of it. */
const REMAINS = /gatewarden[^a-z0-9]{0,3}output|7\.31904\d{8}/i;
const MOST = 99_999_999;

let issued = 0;

/** A stand-in: by number, and what stands for it as a text and as a number. */
export interface Token {
  readonly index: number;
  readonly text: string;
  readonly number: number;
}

/** A new stand-in. */
export function issueToken(): Token {
  const index = issued++;
  if (index > MOST) {
    throw new Error(`more than ${MOST} outputs are used in one process: expected fewer; run stacks in processes of their own`);
  }
  return { index, text: `\${gatewarden.output.${index}}`, number: Number(`-7.31904${String(index).padStart(8, '0')}1e+288`) };
}

/** Whether a value is a stand-in and nothing else. */
export function isToken(value: unknown): boolean {
  return wholeToken(value) !== undefined;
}

/** The number of the stand-in that a value is. */
export function wholeToken(value: unknown): number | undefined {
  if (issued === 0 || !(typeof value === 'number' ? value < -1e288 : typeof value === 'string')) {
    return undefined;
  }
  const text = String(value);
  const match = (typeof value === 'number' ? NUMBER : TEXT).exec(text);
  const index = match?.[0] === text ? Number(match[1]) : issued;
  return index < issued ? index : undefined;
}

/** Whether a text or number has a stand-in in it. */
export function hasToken(value: unknown): boolean {
  return issued > 0 && (typeof value === 'string' || typeof value === 'number') && splitTokens(String(value)).some(part => typeof part === 'number');
}

/** A text in parts: texts, and the numbers of the stand-ins between them. */
export function splitTokens(text: string): (string | number)[] {
  if (issued === 0 || !REMAINS.test(text)) {
    return [text];
  }
  const parts: (string | number)[] = [];
  let end = 0;
  for (const match of text.matchAll(EITHER)) {
    const index = Number(match[1] ?? match[2]);
    if (index < issued) {
      match.index > end && parts.push(text.slice(end, match.index));
      parts.push(index);
      end = match.index + match[0].length;
    }
  }
  end < text.length && parts.push(text.slice(end));
  return parts;
}

/** Whether a text holds what something has made of a stand-in, so that no value can be put there any more. */
export function hasRemains(text: string): boolean {
  return issued > 0 && REMAINS.test(text) && splitTokens(text).some(part => typeof part === 'string' && REMAINS.test(part));
}

let secrets: ReadonlySet<string> = new Set();

/** Runs something while it is known which texts are outputs that are kept secret. */
export function whileSecretsAreKnown<T>(texts: ReadonlySet<string>, run: () => T): T {
  const before = secrets;
  secrets = texts;
  try {
    return run();
  } finally {
    secrets = before;
  }
}

/** Whether a text may come from an output that is kept secret, and so stands in no code and no log. Such a place takes no other output. */
export function isSecretOutput(text: string): boolean {
  return isToken(text) || secrets.has(text);
}
