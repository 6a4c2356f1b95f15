import { checkBacktracking } from './regex-backtracking';
import { parseRegex, Regex } from './regex-parse';
import { CharSet, complement, normalized } from './regex-set';

/**
 * The PCRE pattern that matches what a pattern of JSON Schema matches, for `ngx.re.find` with the flag `u`.
 *
 * @param longest the most characters that a text has which is matched; undefined if nothing bounds it.
 * @throws if the pattern does not compile, is not supported, or can take for ever to match.
 */
export function pcreOf(pattern: string, longest: number | undefined): string {
  const regex = parseRegex(pattern);
  checkBacktracking(regex, longest);
  return write(regex);
}

function write(regex: Regex): string {
  switch (regex.kind) {
    case 'char': return writeSet(regex.set);
    case 'sequence': return regex.items.map(item => item.kind === 'choice' ? `(?:${write(item)})` : write(item)).join('');
    case 'choice': return regex.items.map(write).join('|');
    case 'repeat': return writeRepeat(regex.body, regex.min, regex.max) + (regex.lazy ? '?' : '');
    case 'ahead': return `(?${regex.negative ? '!' : '='}${write(regex.body)})`;
    case 'start': return '\\A';
    // `$` would also match before a last line break.
    case 'end': return '\\z';
    case 'boundary': return '\\b';
    case 'no boundary': return '\\B';
  }
}

function writeRepeat(body: Regex, min: number, max: number): string {
  const inner = body.kind === 'char' ? write(body) : `(?:${write(body)})`;
  if (max === Infinity) { return inner + (min === 0 ? '*' : min === 1 ? '+' : `{${min},}`); }
  if (min === 0 && max === 1) { return `${inner}?`; }
  return inner + (min === max ? `{${min}}` : `{${min},${max}}`);
}

function writeSet(set: CharSet): string {
  const taken = normalized(set.ranges);
  const { properties } = set;
  if (properties.length === 0 && taken.length === 0) { return set.negated ? writeClass(false, [[0, 0x10FFFF]], []) : '(?!)'; }
  if (properties.length === 0 && !set.negated && taken.length === 1 && taken[0][0] === taken[0][1]) { return writeChar(taken[0][0]); }
  const others = complement(taken);
  // The shorter way to say it: `\S` is nearly every character.
  const flip = properties.length === 0 && others.length > 0 && others.length < taken.length;
  return flip ? writeClass(!set.negated, others, []) : writeClass(set.negated, taken, properties);
}

function writeClass(negated: boolean, ranges: readonly (readonly [number, number])[], properties: readonly string[]): string {
  const items = ranges.flatMap(([from, to]) => outsideSurrogates(from, to))
    .map(([from, to]) => from === to ? writeChar(from) : `${writeChar(from)}-${writeChar(to)}`);
  return `[${negated ? '^' : ''}${items.join('')}${properties.join('')}]`;
}

/** PCRE takes no surrogate as the end of a range; no text has one. */
function outsideSurrogates(from: number, to: number): [number, number][] {
  const inside = (code: number) => code >= 0xD800 && code <= 0xDFFF;
  const low = inside(from) ? 0xE000 : from;
  const high = inside(to) ? 0xD7FF : to;
  return low <= high ? [[low, high]] : [];
}

/** Letters, digits and what is visible beyond ASCII as they are, punctuation behind a backslash, everything else by number. */
function writeChar(code: number): string {
  const char = String.fromCodePoint(code);
  if (/[A-Za-z0-9]/.test(char) || (code > 0xA0 && /[\p{L}\p{N}\p{S}]/u.test(char))) { return char; }
  if (code > 0x20 && code < 0x7F) { return /[@_"'/:;,=<>~!%&]/.test(char) ? char : `\\${char}`; }
  return code === 0x20 ? ' ' : `\\x{${code.toString(16)}}`;
}
