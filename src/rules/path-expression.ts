/** One piece of a regular expression, and how often it may stand. */
export interface Atom {
  /** Characters as they stand. */
  readonly text?: string;
  /** Any one of a class of characters. */
  readonly any?: RegExp;
  /** Alternatives. */
  readonly group?: Atom[][];
  /** The end of the path. */
  readonly end?: boolean;
  readonly min: number;
  readonly max: number;
}

/** More than so many times one character is not written out. */
const LONGEST = 200;
const GROUP = /^\((?:\?:|\?P?<[A-Za-z_]\w*>|(?!\?))/;
const CLASS = /^\[\^?(?:\\.|[^[\]\\])+\]/;
const QUANTIFIER = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/;

/** The alternatives of an expression, without what marks it. Undefined if it has more than literals, classes, groups and counts. */
export function parseExpression(source: string): Atom[][] | undefined {
  const reader = new Reader(source.replace(/^\^/, ''));
  const alternatives = reader.alternatives();
  return reader.rest === '' ? alternatives : undefined;
}

class Reader {
  constructor(public rest: string) {}

  public alternatives(): Atom[][] | undefined {
    const found: Atom[][] = [];
    do {
      const atoms = this.sequence();
      if (!atoms) {
        return undefined;
      }
      found.push(atoms);
    } while (this.take(/^\|/));
    return found;
  }

  private sequence(): Atom[] | undefined {
    const atoms: Atom[] = [];
    while (this.rest !== '' && !/^[|)]/.test(this.rest)) {
      const atom = this.atom();
      const counts = atom && this.counts();
      if (!counts) {
        return undefined;
      }
      atoms.push({ ...atom, ...counts });
    }
    return atoms;
  }

  private atom(): Partial<Atom> | undefined {
    if (this.take(/^\$/)) {
      return { end: true };
    }
    if (this.take(GROUP)) {
      const group = this.alternatives();
      return group && this.take(/^\)/) ? { group } : undefined;
    }
    const one = this.take(CLASS) ?? this.take(/^\\[dwsDWS]/) ?? this.take(/^\./);
    if (one) {
      return one.includes('&&') ? undefined : { any: new RegExp(`^${one}$`) };
    }
    const text = this.take(/^\\[^A-Za-z0-9]/)?.slice(1) ?? this.take(/^[^\\^$|?*+()[\]{}]/);
    return text === undefined ? undefined : { text };
  }

  private counts(): { min: number; max: number } | undefined {
    const match = QUANTIFIER.exec(this.rest);
    this.rest = this.rest.slice(match?.[0].length ?? 0);
    if (!match) {
      return { min: 1, max: 1 };
    }
    const [[sign], from, comma, to] = match;
    const min = from === undefined ? Number(sign === '+') : Number(from);
    const max = from === undefined ? (sign === '?' ? 1 : Infinity) : comma ? (to ? Number(to) : Infinity) : min;
    return min > LONGEST ? undefined : { min, max };
  }

  private take(pattern: RegExp): string | undefined {
    const found = pattern.exec(this.rest)?.[0];
    this.rest = this.rest.slice(found?.length ?? 0);
    return found;
  }
}
