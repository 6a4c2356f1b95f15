import { differences } from '../../../test/support/promises/differences';

/** The one object of a kind and name. */
export function one(objects: any[], kind: string, name: string): any {
  const found = objects.filter(object => object.kind === kind && object.metadata.name === name);
  fail(found.length === 1 ? [] : [`there must be one ${kind} ${name}, and there are ${found.length}`]);
  return found[0];
}

export function equal(what: string, actual: unknown, promised: unknown): void {
  fail(differences(actual, promised, what));
}

/** Throws if there are problems. */
export function fail(problems: string[]): void {
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
}
