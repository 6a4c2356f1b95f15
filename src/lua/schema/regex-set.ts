/** The characters that one place of a pattern takes: these ranges of code points and these Unicode properties, or all but them. */
export interface CharSet {
  readonly ranges: readonly (readonly [number, number])[];
  /** As PCRE writes them: `\p{L}`, or `\P{L}` for the rest. */
  readonly properties: readonly string[];
  readonly negated: boolean;
}

const LAST = 0x10FFFF;

const DIGIT: [number, number][] = [[0x30, 0x39]];
const WORD: [number, number][] = [[0x30, 0x39], [0x41, 0x5A], [0x5F, 0x5F], [0x61, 0x7A]];
/** White space and line ends of ECMA-262, which are more than those of PCRE. */
const SPACE: [number, number][] = [
  [0x9, 0xD], [0x20, 0x20], [0xA0, 0xA0], [0x1680, 0x1680], [0x2000, 0x200A], [0x2028, 0x2029], [0x202F, 0x202F], [0x205F, 0x205F],
  [0x3000, 0x3000], [0xFEFF, 0xFEFF],
];

/** The sets of `\d`, `\w`, `\s` and their opposites, in the ranges of ECMA-262. */
export const SHORTHANDS: Record<string, [number, number][]> = {
  d: DIGIT, D: complement(DIGIT), w: WORD, W: complement(WORD), s: SPACE, S: complement(SPACE),
};

/** What `.` takes without the flag `s`. */
export const ANY_BUT_LINE_END: CharSet = { ranges: [[0xA, 0xA], [0xD, 0xD], [0x2028, 0x2029]], properties: [], negated: true };

/** Every character. */
export const ANY: CharSet = { ranges: [[0, LAST]], properties: [], negated: false };

export function single(code: number): CharSet {
  return { ranges: [[code, code]], properties: [], negated: false };
}

/** Ranges in ascending order, none touching another. */
export function normalized(ranges: readonly (readonly [number, number])[]): [number, number][] {
  const result: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = result[result.length - 1];
    if (last && from <= last[1] + 1) {
      last[1] = Math.max(last[1], to);
    } else {
      result.push([from, to]);
    }
  }
  return result;
}

/** All code points outside of the ranges. */
export function complement(ranges: readonly (readonly [number, number])[]): [number, number][] {
  const result: [number, number][] = [];
  let next = 0;
  for (const [from, to] of normalized(ranges)) {
    if (from > next) { result.push([next, from - 1]); }
    next = to + 1;
  }
  if (next <= LAST) { result.push([next, LAST]); }
  return result;
}

/** What a set takes at most. A property counts as every character, since what it takes depends on the version of Unicode. */
export function widest(set: CharSet): [number, number][] {
  if (set.properties.length > 0) { return [[0, LAST]]; }
  return set.negated ? complement(set.ranges) : normalized(set.ranges);
}

/** The ranges that are in both lists. */
export function intersection(a: readonly (readonly [number, number])[], b: readonly (readonly [number, number])[]): [number, number][] {
  const result: [number, number][] = [];
  for (const [from, to] of a) {
    for (const [f, t] of b) {
      if (Math.max(from, f) <= Math.min(to, t)) { result.push([Math.max(from, f), Math.min(to, t)]); }
    }
  }
  return result;
}
