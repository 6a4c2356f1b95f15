import { Atom, parseExpression } from './path-expression';

/** What can be told of a regular expression that is a path for Kong. */
export interface PathSamples {
  /** The expression; undefined if JavaScript does not understand it. Such a path is not compared. */
  readonly regex?: RegExp;
  /** The one path that is meant, if the expression is a text and its end. A dot stands for itself: the controller escapes none. */
  readonly literal?: string;
  /** What every path that it answers begins with, up to a slash. */
  readonly beginning: string;
  /** Some paths that it answers. None if it has more than literals, classes, groups and counts. */
  readonly samples: Sample[];
  /** Whether all paths have as many segments. Of what may hold a slash, be left out or go on, one of the samples shows it. */
  readonly even: boolean;
}

/** A path that an expression answers. */
interface Sample {
  readonly path: string;
  readonly segments: string[];
  /** Which of the segments can be no others. */
  readonly fixed: boolean[];
}

/** A text and its end. */
const LITERAL = /^\/(?:[^\\^$|?*+()[\]{}]|\\[^A-Za-z0-9])*\$$/;
/** What stands where an expression leaves a choice: no path that somebody writes, so that a narrower expression does not answer all of them. */
const FILLERS = ['gatewarden', '7305918', 'Gw-7.3/x_9'];
/** Characters for classes that have none of those. */
const PRINTABLE = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i));

/** Reads the path of a route that begins with `~`. */
export function pathSamples(path: string): PathSamples {
  const source = path.slice(1);
  const regex = compiled(source);
  if (LITERAL.test(source)) {
    const literal = source.slice(0, -1).replace(/\\(.)/g, '$1');
    const segments = literal.split('/');
    return { regex, literal, beginning: upToSlash(literal), samples: [{ path: literal, segments, fixed: segments.map(() => true) }], even: true };
  }
  const alternatives = regex && parseExpression(source);
  if (!alternatives) {
    return { regex, beginning: upToSlash(source.includes('|') ? '' : /^[\w/-]*(?![?*{])/.exec(source)![0]), samples: [], even: false };
  }
  const written = FILLERS.map((_, turn) => new Writer(turn).sample(alternatives));
  const samples = written.filter(({ path: one }, i) => regex.test(one) && written.findIndex(other => other.path === one) === i);
  const even = samples.length > 0 && samples.every(({ fixed }) => fixed.length === samples[0].fixed.length);
  return { regex, beginning: alternatives.length === 1 ? beginningOf(alternatives[0]) : '', samples, even };
}

/** A path that both expressions answer, if one is found: a sample of one, with the fixed segments of the other in their places. */
export function commonPath(a: PathSamples, b: PathSamples): string | undefined {
  if (a.even && b.even && apart(a.samples[0], b.samples[0])) {
    return undefined;
  }
  const firsts = [...a.samples.slice(0, 1), ...b.samples.slice(0, 1)];
  for (const { path, segments } of [...a.samples, ...b.samples]) {
    const mixed = segments.map((segment, i) => firsts.find(({ fixed }) => fixed[i])?.segments[i] ?? segment).join('/');
    const common = [mixed, path].find(each => a.regex!.test(each) && b.regex!.test(each));
    if (common !== undefined) {
      return common;
    }
  }
  return undefined;
}

function apart(a: Sample, b: Sample): boolean {
  return a.fixed.length !== b.fixed.length || a.fixed.some((fixed, i) => fixed && b.fixed[i] && a.segments[i] !== b.segments[i]);
}

function compiled(source: string): RegExp | undefined {
  try {
    return new RegExp(`^${source.replace(/\(\?P</g, '(?<')}`);
  } catch {
    return undefined;
  }
}

function beginningOf(atoms: Atom[]): string {
  const open = atoms.findIndex(({ text, min, max }) => text === undefined || min !== 1 || max !== 1);
  const plain = atoms.slice(0, open < 0 ? atoms.length : open).map(({ text }) => text).join('');
  return upToSlash(plain);
}

function upToSlash(text: string): string {
  return text.slice(0, text.lastIndexOf('/') + 1);
}

/** Writes one path that an expression answers; which one of the many, its turn decides. */
class Writer {
  private path = '';
  /** For each segment whether all of it is literal. */
  private readonly fixed = [true];
  private ended = false;

  constructor(private readonly turn: number) {}

  public sample(alternatives: Atom[][]): Sample {
    this.group(alternatives, alternatives.length === 1);
    // What has no end goes on.
    if (!this.ended && this.turn === FILLERS.length - 1) {
      this.write('/gatewarden', false);
    }
    return { path: this.path, segments: this.path.split('/'), fixed: this.fixed };
  }

  private group(alternatives: Atom[][], fixed: boolean): void {
    for (const atom of alternatives[this.turn % alternatives.length]) {
      this.atom(atom, fixed && atom.min === 1 && atom.max === 1);
    }
  }

  private atom({ text, any, group, end, min, max }: Atom, fixed: boolean): void {
    if (end) {
      this.ended = true;
    } else if (any) {
      this.write(filler(any, this.turn, min, max), false);
    } else {
      const times = min === 0 && this.turn === 1 ? 0 : Math.max(min, 1);
      for (let i = 0; i < times && !this.ended; i++) {
        group ? this.group(group, fixed && group.length === 1) : this.write(text!, fixed);
      }
    }
  }

  private write(text: string, fixed: boolean): void {
    for (const char of this.ended ? '' : text) {
      this.path += char;
      if (!fixed) {
        this.fixed[this.fixed.length - 1] = false;
      }
      char === '/' && this.fixed.push(fixed);
    }
  }
}

/** Characters of a class, as many as fit. */
function filler(any: RegExp, turn: number, min: number, max: number): string {
  const fit = [FILLERS[turn], ...FILLERS, ...PRINTABLE].map(text => [...text].filter(char => any.test(char)).join('')).find(Boolean) ?? '';
  return fit.padEnd(min, fit).slice(0, Math.max(max, 1));
}
