import { ANY_BUT_LINE_END, CharSet, SHORTHANDS, single } from './regex-set';

/** A pattern, parsed. Groups leave no trace: nothing refers back to one. */
export type Regex =
  | { readonly kind: 'char'; readonly set: CharSet }
  | { readonly kind: 'sequence' | 'choice'; readonly items: Regex[] }
  | { readonly kind: 'repeat'; readonly body: Regex; readonly min: number; readonly max: number; readonly lazy: boolean }
  | { readonly kind: 'start' | 'end' | 'boundary' | 'no boundary' }
  | { readonly kind: 'ahead'; readonly negative: boolean; readonly body: Regex };

/** General categories of Unicode under the names that ECMA-262 and PCRE share, and their long names. */
const CATEGORIES: Record<string, string> = {
  Letter: 'L', Lowercase_Letter: 'Ll', Uppercase_Letter: 'Lu', Titlecase_Letter: 'Lt', Modifier_Letter: 'Lm', Other_Letter: 'Lo',
  Mark: 'M', Nonspacing_Mark: 'Mn', Spacing_Mark: 'Mc', Enclosing_Mark: 'Me',
  Number: 'N', Decimal_Number: 'Nd', digit: 'Nd', Letter_Number: 'Nl', Other_Number: 'No',
  Punctuation: 'P', punct: 'P', Connector_Punctuation: 'Pc', Dash_Punctuation: 'Pd', Open_Punctuation: 'Ps', Close_Punctuation: 'Pe',
  Initial_Punctuation: 'Pi', Final_Punctuation: 'Pf', Other_Punctuation: 'Po',
  Symbol: 'S', Math_Symbol: 'Sm', Currency_Symbol: 'Sc', Modifier_Symbol: 'Sk', Other_Symbol: 'So',
  Separator: 'Z', Space_Separator: 'Zs', Line_Separator: 'Zl', Paragraph_Separator: 'Zp',
};
const SHORT = new Set(Object.values(CATEGORIES));
const CONTROLS: Record<string, number> = { t: 9, n: 10, v: 11, f: 12, r: 13 };

/**
 * Parses a pattern of ECMA-262 as the flag `u` reads it, which is how JSON Schema means patterns.
 *
 * @throws what is wrong, or what is of no use at the gateway.
 */
export function parseRegex(pattern: string): Regex {
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    throw new Error(`does not compile with the flag u: ${(error as Error).message.replace(/^.*\/u?: /, '')}; escape what is meant literally and nothing else`);
  }
  if (/[\uD800-\uDFFF]/u.test(pattern)) { throw new Error('has half a surrogate pair, which no JSON text has; leave it out'); }
  return new Parser([...pattern]).choice();
}

/** By descent. The pattern compiles, so that only what is not supported is looked for. */
class Parser {
  private at = 0;

  constructor(private readonly chars: string[]) {}

  public choice(): Regex {
    const items = [this.sequence()];
    while (this.took('|')) { items.push(this.sequence()); }
    return items.length === 1 ? items[0] : { kind: 'choice', items };
  }

  private sequence(): Regex {
    const items: Regex[] = [];
    while (this.at < this.chars.length && !'|)'.includes(this.chars[this.at])) { items.push(this.quantified()); }
    return items.length === 1 ? items[0] : { kind: 'sequence', items };
  }

  private quantified(): Regex {
    const body = this.atom();
    const counts = this.took('*') ? [0, Infinity] : this.took('+') ? [1, Infinity] : this.took('?') ? [0, 1] : this.counts();
    if (!counts) { return body; }
    return { kind: 'repeat', body, min: counts[0], max: counts[1], lazy: this.took('?') };
  }

  private counts(): number[] | undefined {
    if (!this.took('{')) { return undefined; }
    const text = this.until('}');
    const [min, max] = text.split(',');
    const counts = [Number(min), max === undefined ? Number(min) : max === '' ? Infinity : Number(max)];
    // PCRE knows no larger counts.
    if (counts.some(count => count !== Infinity && count > 65535)) { throw new Error(`repeats {${text}} times, and kong's regular expressions (pcre) end at 65535; say it with maxLength`); }
    return counts;
  }

  private atom(): Regex {
    const char = this.chars[this.at++];
    switch (char) {
      case '^': return { kind: 'start' };
      case '$': return { kind: 'end' };
      case '.': return { kind: 'char', set: ANY_BUT_LINE_END };
      case '(': return this.group();
      case '[': return { kind: 'char', set: this.class() };
      case '\\': return this.escape();
      default: return { kind: 'char', set: single(char.codePointAt(0)!) };
    }
  }

  private group(): Regex {
    let ahead: string | undefined;
    if (this.took('?')) {
      const sign = this.chars[this.at++];
      if (sign === '=' || sign === '!') {
        ahead = sign;
      } else if (sign === '<') {
        if ('=!'.includes(this.chars[this.at])) { throw new Error("has a lookbehind, which kong's regular expressions (pcre) limit; write it without"); }
        this.until('>');
      } else if (sign !== ':') {
        throw new Error(`has a group that begins with (?${sign}, which is not supported; write it without`);
      }
    }
    const body = this.choice();
    this.took(')');
    return ahead ? { kind: 'ahead', negative: ahead === '!', body } : body;
  }

  private escape(): Regex {
    const next = this.chars[this.at];
    if (next === 'b' || next === 'B') {
      this.at++;
      return { kind: next === 'b' ? 'boundary' : 'no boundary' };
    }
    if (/[1-9k]/.test(next)) { throw new Error('refers back to a group, which can take for ever to match; write it without'); }
    const item = this.escapedItem();
    return { kind: 'char', set: typeof item === 'number' ? single(item) : item };
  }

  /** A class, behind its opening bracket. */
  private class(): CharSet {
    const negated = this.took('^');
    const ranges: [number, number][] = [];
    const properties: string[] = [];
    while (!this.took(']')) {
      const from = this.classItem();
      if (typeof from !== 'number') {
        ranges.push(...from.ranges as [number, number][]);
        properties.push(...from.properties);
      } else if (this.chars[this.at] === '-' && this.chars[this.at + 1] !== ']') {
        this.at++;
        ranges.push([from, this.classItem() as number]);
      } else {
        ranges.push([from, from]);
      }
    }
    return { ranges, properties, negated };
  }

  private classItem(): number | CharSet {
    const char = this.chars[this.at++];
    if (char !== '\\') { return char.codePointAt(0)!; }
    if (this.took('b')) { return 8; }
    return this.escapedItem();
  }

  /** What stands behind a backslash: one character, or a set of them. */
  private escapedItem(): number | CharSet {
    const char = this.chars[this.at++];
    if (Object.hasOwn(SHORTHANDS, char)) { return { ranges: SHORTHANDS[char], properties: [], negated: false }; }
    if (Object.hasOwn(CONTROLS, char)) { return CONTROLS[char]; }
    switch (char) {
      case '0': return 0;
      case 'c': return this.chars[this.at++].codePointAt(0)! % 32;
      case 'x': return this.hex(2);
      case 'u': return this.unicode();
      case 'p':
      case 'P': return { ranges: [], properties: [this.property(char)], negated: false };
      default: return char.codePointAt(0)!;
    }
  }

  private unicode(): number {
    const high = this.took('{') ? parseInt(this.until('}'), 16) : this.hex(4);
    if (high < 0xD800 || high > 0xDFFF) { return high; }
    const rest = /^\\u([dD][c-fC-F][0-9a-fA-F]{2})/.exec(this.chars.slice(this.at, this.at + 6).join(''));
    if (high > 0xDBFF || !rest) { throw new Error('names half a surrogate pair, which no JSON text has; leave it out'); }
    this.at += 6;
    return 0x10000 + (high - 0xD800) * 0x400 + (parseInt(rest[1], 16) - 0xDC00);
  }

  private property(letter: string): string {
    this.took('{');
    const text = this.until('}');
    const name = text.replace(/^(gc|General_Category)=/, '');
    const category = Object.hasOwn(CATEGORIES, name) ? CATEGORIES[name] : SHORT.has(name) ? name : undefined;
    if (!category) { throw new Error(`asks for the Unicode property '${text}', which is not supported; supported are general categories, as in \\p{L}`); }
    return `\\${letter}{${category}}`;
  }

  private hex(length: number): number {
    this.at += length;
    return parseInt(this.chars.slice(this.at - length, this.at).join(''), 16);
  }

  /** Skips to behind a character; gives what stands before it. */
  private until(end: string): string {
    const from = this.at;
    while (this.chars[this.at] !== end) { this.at++; }
    return this.chars.slice(from, this.at++).join('');
  }

  private took(char: string): boolean {
    if (this.chars[this.at] !== char) { return false; }
    this.at++;
    return true;
  }
}
