import { Edition } from '../../kong/facts/fact-types';
import { push } from '../translate/objects';

/** The gateway that judges a configuration. */
export interface VerdictTarget {
  /** `major.minor` */
  readonly version: string;
  readonly edition: Edition;
  /** Plugins that its image brings besides Kong's own. */
  readonly customPlugins: readonly string[];
}

/** Adds the text of a refusal. */
export type Refuse = (text: string) => void;

/** Values that more than one of a list has, in the order of their second appearance. */
export function repeated<T>(values: readonly T[], key: (value: T) => string | undefined): [string, T[]][] {
  const found = new Map<string, T[]>();
  for (const value of values) {
    const at = key(value);
    if (at !== undefined) {
      push(found, at, value);
    }
  }
  return [...found].filter(([, same]) => same.length > 1);
}
