import { Objects } from './objects';

/** One defect in the objects of the storefront, as a person or a template may make it. */
export interface Mutant {
  /** What is wrong. */
  readonly name: string;
  /** The section of kong-facts, or `observed`, that says what a gateway does then. */
  readonly facts: string;
  /** What a gateway does then. */
  readonly harm: string;
  /** Makes the defect. */
  readonly mutate: (objects: Objects) => void;
  /** The check that tells it first, so that one that becomes weaker is noticed. */
  readonly caughtBy: string;
  /** What the check must say, in part. */
  readonly says: string;
}

/** Makes one, in the order in which it is read: what is wrong, what happens then, who tells it. */
export function mutant(
  name: string, [facts, harm]: [facts: string, harm: string], [caughtBy, says]: [caughtBy: string, says: string], mutate: (objects: Objects) => void,
): Mutant {
  return { name, facts, harm, mutate, caughtBy, says };
}
