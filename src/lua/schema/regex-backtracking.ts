import { Automaton } from './regex-automaton';
import { Regex } from './regex-parse';
import { intersection } from './regex-set';

/** The steps that one match may take, at worst. PCRE makes some hundreds of them in a microsecond. */
const MOST_STEPS = 10_000_000;
/** The places that a pattern may have. */
const MOST_PLACES = 1500;

/**
 * Checks that PCRE, which tries one way after the other, comes to an end soon on whatever text.
 *
 * A pattern is exponential if some place can be left and reached again in two ways that take the same text. It is polynomial if some
 * text leads around one place, from it to a second, and around that: each further such place is one more power of the length. Both are
 * looked for in the automaton of the pattern; where they are judged at most, not exactly, the pattern counts as slower than it is.
 *
 * @param longest the most characters that the text has; undefined if nothing bounds it.
 * @throws if the pattern is exponential, or too slow for that length.
 */
export function checkBacktracking(regex: Regex, longest: number | undefined): void {
  const anchored = leads(regex);
  const aheads = aheadsOf(regex, anchored);
  const looped = new Automaton(regex, true, false);
  if (looped.sets.length > MOST_PLACES) { throw new Error(`has more than ${MOST_PLACES} places; write a shorter one`); }
  if (looped.repeatsNothing) { throw new Error('repeats a part that may be empty, which can take for ever to match; let it take at least one character'); }
  const sure = !checks(regex, true);
  if (exponential(cyclesOf(looped, sure))) {
    throw new Error('can take for ever to match, because what is repeated can match one text in several ways; write it so that each character decides which way to go');
  }
  const power = Math.max(powerOf(cyclesOf(new Automaton(regex, false, !anchored), sure)), ...aheads.map(ahead => ahead.leading ? 1 : 2));
  if (power > 1 && !((longest ?? Infinity) ** power <= MOST_STEPS)) {
    const limit = Math.floor(MOST_STEPS ** (1 / power));
    throw new Error(`takes time that grows with the ${power === 2 ? 'square' : `${power}th power`} of the text; begin it with ^ and let no two repetitions `
      + `in a row take the same character, or add "maxLength" of at most ${limit} beside it`);
  }
  for (const { body } of aheads) { checkBacktracking({ kind: 'sequence', items: [{ kind: 'start' }, body] }, longest); }
}

/** Whether a match can only begin at the start of the text. */
function leads(regex: Regex): boolean {
  switch (regex.kind) {
    case 'start': return true;
    case 'choice': return regex.items.every(leads);
    case 'sequence': {
      const first = regex.items.find(item => item.kind !== 'ahead');
      return first !== undefined && leads(first);
    }
    default: return false;
  }
}

/** Whether something that takes no character can refuse a match; what stands first decides before anything is repeated. */
function checks(regex: Regex, first: boolean): boolean {
  switch (regex.kind) {
    case 'char': return false;
    case 'start': return !first;
    case 'sequence': return regex.items.some((item, i) => checks(item, first && i === 0));
    case 'choice': return regex.items.some(item => checks(item, first));
    case 'repeat': return checks(regex.body, false);
    default: return true;
  }
}

interface Ahead {
  readonly body: Regex;
  /** Whether it is tried once only, or ends after a few characters. */
  readonly leading: boolean;
}

function aheadsOf(regex: Regex, leading: boolean): Ahead[] {
  switch (regex.kind) {
    case 'ahead': return [{ body: regex.body, leading: leading || !repeats(regex.body) }];
    case 'choice': return regex.items.flatMap(item => aheadsOf(item, leading));
    case 'repeat': return aheadsOf(regex.body, false);
    case 'sequence': {
      const behind = regex.items.findIndex(item => item.kind !== 'start' && item.kind !== 'ahead');
      return regex.items.flatMap((item, i) => aheadsOf(item, leading && (behind < 0 || i <= behind)));
    }
    default: return [];
  }
}

function repeats(regex: Regex): boolean {
  switch (regex.kind) {
    case 'repeat': return regex.max > 16 || repeats(regex.body);
    case 'sequence':
    case 'choice': return regex.items.some(repeats);
    case 'ahead': return repeats(regex.body);
    default: return false;
  }
}

/** An automaton and, for each place, the places that it can reach; those around which no failing match goes are cut off. */
interface Cycles {
  readonly automaton: Automaton;
  readonly reach: Set<number>[];
  readonly next: number[][];
}

function cyclesOf(automaton: Automaton, sure: boolean): Cycles {
  // Where nothing is checked behind the last character, a match that gets to the end has succeeded: nothing is tried again.
  const cut = new Set(sure ? automaton.last : []);
  const next = automaton.next.map((edges, p) => cut.has(p) ? [] : [...edges.keys()].filter(q => !cut.has(q)));
  const reach = next.map((_, p) => {
    const seen = new Set<number>();
    const open = [p];
    while (open.length > 0) {
      for (const q of next[open.pop()!]) {
        if (!seen.has(q)) {
          seen.add(q);
          open.push(q);
        }
      }
    }
    return seen;
  });
  return { automaton, reach, next };
}

function exponential({ automaton, reach, next }: Cycles): boolean {
  const together = (p: number, q: number) => reach[p].has(q) && reach[q].has(p);
  const size = next.length;
  const twice = next.some((edges, p) => edges.some(q => automaton.next[p].get(q)! > 1 && reach[q].has(p)));
  if (twice) { return true; }
  // Pairs of places that one text leads to on two ways from one place, and back to one place.
  const back = new Map<number, number[]>();
  const open = next.flatMap((_, p) => reach[p].has(p) ? [p * size + p] : []);
  const seen = new Set(open);
  while (open.length > 0) {
    const pair = open.pop()!;
    const [p, q] = [Math.floor(pair / size), pair % size];
    for (const p2 of next[p]) {
      for (const q2 of next[q]) {
        if (!together(p, p2) || !together(q, q2) || (p2 !== q2 && intersection(automaton.sets[p2], automaton.sets[q2]).length === 0)) { continue; }
        const to = p2 * size + q2;
        back.set(to, [...back.get(to) ?? [], pair]);
        if (!seen.has(to)) {
          seen.add(to);
          open.push(to);
        }
      }
    }
  }
  const home = next.map((_, p) => p * size + p).filter(pair => seen.has(pair));
  const returns = new Set(home);
  while (home.length > 0) {
    for (const pair of back.get(home.pop()!) ?? []) {
      if (Math.floor(pair / size) !== pair % size) { return true; }
      if (!returns.has(pair)) {
        returns.add(pair);
        home.push(pair);
      }
    }
  }
  return false;
}

/** The power of the length that a match takes at most: the longest row of places of which each leads to the next while one text goes around both. */
function powerOf(cycles: Cycles): number {
  const { reach } = cycles;
  const looping = reach.flatMap((to, p) => to.has(p) ? [p] : []);
  const rows = new Map<number, number>();
  const longest = (p: number): number => {
    if (!rows.has(p)) {
      rows.set(p, 0);
      const behind = looping.filter(q => reach[p].has(q) && !reach[q].has(p) && sharesText(cycles, p, q));
      rows.set(p, 1 + Math.max(0, ...behind.map(longest)));
    }
    return rows.get(p)!;
  };
  return Math.max(1, ...looping.map(longest));
}

/** Whether one text leads from p to p, from p to q and from q to q. */
function sharesText({ automaton, reach, next }: Cycles, p: number, q: number): boolean {
  const seen = new Set<string>();
  const open = [[p, p, q]];
  while (open.length > 0) {
    const [a, b, c] = open.pop()!;
    for (const a2 of next[a].filter(to => reach[to].has(p))) {
      for (const c2 of next[c].filter(to => reach[to].has(q))) {
        const outer = intersection(automaton.sets[a2], automaton.sets[c2]);
        if (outer.length === 0) { continue; }
        for (const b2 of next[b].filter(to => to === q || reach[to].has(q))) {
          if (intersection(outer, automaton.sets[b2]).length === 0) { continue; }
          if (a2 === p && b2 === q && c2 === q) { return true; }
          const key = `${a2} ${b2} ${c2}`;
          if (!seen.has(key)) {
            seen.add(key);
            open.push([a2, b2, c2]);
          }
        }
      }
    }
  }
  return false;
}
