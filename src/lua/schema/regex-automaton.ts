import { Regex } from './regex-parse';
import { widest } from './regex-set';

/** The most places that repetitions are written out to. */
const WRITTEN_OUT = 300;

/**
 * The places of a pattern where it takes a character, and which may follow which. How often an edge was made is kept: two ways from one
 * place to the next are an ambiguity of their own, as in `(a+)+`.
 */
export class Automaton {
  /** The characters that each place takes at most. */
  public readonly sets: [number, number][][] = [];
  /** For each place the places that may follow, with the number of ways. */
  public readonly next: Map<number, number>[] = [];
  /** The places at which a match may end. */
  public readonly last: number[];
  /** Whether a part that may be empty is repeated: then even one place can be reached in many ways. */
  public repeatsNothing = false;

  /**
   * @param loops whether each repetition of more than one character counts as one without end, in place of being written out.
   * @param anywhere whether the match may begin behind the start of the text.
   */
  constructor(regex: Regex, private readonly loops: boolean, anywhere: boolean) {
    const { first, last } = this.add(regex);
    this.last = last;
    if (anywhere) {
      const before = this.place([[0, 0x10FFFF]]);
      this.connect([before], [before, ...first]);
    }
  }

  private place(set: [number, number][]): number {
    this.next.push(new Map());
    return this.sets.push(set) - 1;
  }

  private connect(from: number[], to: number[]): void {
    for (const p of from) {
      for (const q of to) { this.next[p].set(q, (this.next[p].get(q) ?? 0) + 1); }
    }
  }

  private add(regex: Regex): Part {
    switch (regex.kind) {
      case 'char': {
        const place = this.place(widest(regex.set));
        return { first: [place], last: [place], empty: false };
      }
      case 'sequence': return this.joined(regex.items.map(item => () => this.add(item)));
      case 'choice': {
        const parts = regex.items.map(item => this.add(item));
        return { first: parts.flatMap(p => p.first), last: parts.flatMap(p => p.last), empty: parts.some(p => p.empty) };
      }
      case 'repeat': return this.repeated(regex.body, regex.min, regex.max);
      // What looks and takes no character may always hold: that finds too many ways, never too few.
      default: return NOTHING;
    }
  }

  private joined(makers: (() => Part)[]): Part {
    return makers.reduce<Part>((before, make) => {
      const part = make();
      this.connect(before.last, part.first);
      return {
        first: before.empty ? [...before.first, ...part.first] : before.first,
        last: part.empty ? [...before.last, ...part.last] : part.last,
        empty: before.empty && part.empty,
      };
    }, NOTHING);
  }

  private repeated(body: Regex, min: number, max: number): Part {
    if (max === 0) { return NOTHING; }
    if (max === 1) { return { ...this.add(body), ...min === 0 && { empty: true } }; }
    const optional = max - min;
    const fixed = body.kind === 'char' && optional === 0;
    if ((this.loops && !fixed) || (min + Math.min(optional, 3)) * sizeOf(body) > WRITTEN_OUT) { return this.loop(body, min === 0); }
    const copies = Array.from({ length: min }, () => () => this.add(body));
    return this.joined([...copies, () => optional > 3 ? this.loop(body, true) : this.maybe(body, optional)]);
  }

  private loop(body: Regex, empty: boolean): Part {
    const part = this.add(body);
    this.repeatsNothing ||= part.empty;
    this.connect(part.last, part.first);
    return { ...part, empty: part.empty || empty };
  }

  /** A part up to so many times, each one only behind the one before. */
  private maybe(body: Regex, times: number): Part {
    if (times === 0) { return NOTHING; }
    return { ...this.joined([() => this.add(body), () => this.maybe(body, times - 1)]), empty: true };
  }
}

/** Where a part of a pattern begins and ends, and whether it may take nothing. */
interface Part {
  readonly first: number[];
  readonly last: number[];
  readonly empty: boolean;
}

const NOTHING: Part = { first: [], last: [], empty: true };

function sizeOf(regex: Regex): number {
  switch (regex.kind) {
    case 'char': return 1;
    case 'sequence':
    case 'choice': return regex.items.reduce((sum, item) => sum + sizeOf(item), 0);
    case 'repeat': return sizeOf(regex.body) * Math.max(1, regex.max === Infinity ? regex.min + 1 : regex.max);
    default: return 0;
  }
}
