import { listing } from '../errors';
import { nearest } from '../kong/facts/nearest';

/** What people write for a property that is called otherwise; none that a class of an organisation would call its own. */
const OTHER_WORDS: Record<string, string> = { ratelimit: 'tier', ratelimits: 'tier', ratelimiting: 'tier', iprestriction: 'ipAccess', maxbodysize: 'bodyLimit' };
/** A name further away than that is another name. */
const TYPO = 2;

/**
 * Throws if properties have a name that is none of theirs and nearly one: types refuse it and JavaScript ignores it, with what it should
 * protect. A class that extends one of ours may pass its own properties along, so a name that is near to none is let through.
 *
 * @param what the properties are of, as it begins a text: `api 'orders'`.
 * @param props the properties.
 * @param known the names, each of them.
 * @param strict whether a name that is near to none is refused as well: for what nobody extends.
 */
export function checkPropNames(what: string, props: object | undefined, known: Record<string, true>, strict: boolean = false): void {
  const names = Object.keys(known);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || Object.hasOwn(known, name)) {
      continue;
    }
    const other = OTHER_WORDS[name.toLowerCase()];
    const near = other !== undefined && Object.hasOwn(known, other) ? other
      : names.find(each => singular(each) === singular(name)) ?? nearest(name, names, TYPO);
    if (near !== undefined || strict) {
      throw new Error(`${what} has no property '${name}', and it would be ignored: ${near ? `did you mean '${near}'? write that, or name yours otherwise` : `expected ${listing(names)}; remove it`}`);
    }
  }
}

function singular(name: string): string {
  return name.toLowerCase().replace(/ies$/, 'y').replace(/s$/, '');
}
