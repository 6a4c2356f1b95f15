/**
 * Stand-ins for values that are known only later. `gatewarden/pulumi` puts one in place of each output while constructs are made, and the
 * output back into the finished objects. What only passes a value on lets a stand-in through; what computes with a value refuses it, since
 * a text of this form is no name, no host and no address, and a number of this size is no port and no limit.
 *
 * Stand-ins that nobody has issued are ordinary values, so that a text of this form in a cdk8s app is judged like any other.
 */
const TEXT = /(?:\$|~~)\{gatewarden\.output\.(\d+)\}/;
/** What a number looks like in texts: 15 digits, which a double holds exactly, the last of them no zero, so that none is dropped. */
const NUMBER = /-7\.31904(\d{8})1e\+288/;
const EITHER = new RegExp(`${TEXT.source}|${NUMBER.source}`, 'g');
/** What is left of one that something has changed: its case, its signs, or a part of it. */
const REMAINS = /gatewarden[^a-z0-9]{0,3}output|7\.31904\d{8}/i;
/** No number that anybody means is that far from zero: it was made of one. */
const FAR = 1e200;
const MOST = 99_999_998;

let issued = 0;

/** What stands for an output as a text and as a number. */
export interface StandIn {
  readonly text: string;
  readonly number: number;
}

/** A stand-in by its number, and another one for the same: what is computed with one is not what is computed with the other. */
export interface Token extends StandIn {
  readonly index: number;
  /** It begins otherwise, is longer, and is sorted after texts and not before. */
  readonly other: StandIn;
}

/** A new stand-in. Its number is even, and that of the other one is the next. */
export function issueToken(): Token {
  const index = issued;
  issued += 2;
  if (issued > MOST) {
    throw new Error(`more than ${MOST / 2} outputs are used in one process: expected fewer; run stacks in processes of their own`);
  }
  return { index, ...standIn('$', index), other: standIn('~~', index + 1) };
}

function standIn(first: string, index: number): StandIn {
  return { text: `${first}{gatewarden.output.${index}}`, number: Number(`-7.31904${String(index).padStart(8, '0')}1e+288`) };
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
  return match?.[0] === text ? issuedIndex(match[1]) : undefined;
}

function issuedIndex(digits: string): number | undefined {
  const index = Number(digits);
  return index < issued ? index - index % 2 : undefined;
}

/** Whether a text or number has a stand-in in it. */
export function hasToken(value: unknown): boolean {
  return issued > 0 && (typeof value === 'string' || typeof value === 'number') && splitTokens(String(value)).some(part => typeof part === 'number');
}

/** A text in parts: texts, and the numbers of the stand-ins between them. */
export function splitTokens(text: string): (string | number)[] {
  const parts: (string | number)[] = [];
  const end = eachToken(text, (index, before) => {
    before !== '' && parts.push(before);
    parts.push(index);
  });
  (end !== '' || text === '') && parts.push(end);
  return parts;
}

/** A text with something in place of each stand-in, which stands in it as a text or as a number. */
export function replaceTokens(text: string, value: (index: number, type: 'text' | 'number') => unknown): string {
  let result = '';
  const end = eachToken(text, (index, before, type) => { result += `${before}${String(value(index, type))}`; });
  return `${result}${end}`;
}

/** Finds the stand-ins of a text, each with what is before it. What is after all of them is returned. */
function eachToken(text: string, found: (index: number, before: string, type: 'text' | 'number') => void): string {
  let end = 0;
  for (const match of issued > 0 && REMAINS.test(text) ? text.matchAll(EITHER) : []) {
    const index = issuedIndex(match[1] ?? match[2]);
    if (index !== undefined) {
      found(index, text.slice(end, match.index), match[1] === undefined ? 'number' : 'text');
      end = match.index + match[0].length;
    }
  }
  return text.slice(end);
}

/** Whether a text or number holds what something has made of a stand-in, so that no value can be put there any more. */
export function hasRemains(value: string | number): boolean {
  if (issued === 0) {
    return false;
  }
  if (typeof value === 'number') {
    return !isToken(value) && (!Number.isFinite(value) || Math.abs(value) > FAR);
  }
  return REMAINS.test(value) && splitTokens(value).some(part => typeof part === 'string' && REMAINS.test(part));
}

/** Whether any output was ever given to a construct in this process. */
export function anyToken(): boolean {
  return issued > 0;
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
