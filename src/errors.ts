import { IConstruct } from 'constructs';

/** An error whose text says where it happened. */
class Mistake extends Error {}

/**
 * An error about one construct: the text says what was got, what is expected and what to do, and the path says where.
 *
 * Texts that a validation returns must not come through here: cdk8s prefixes those with the path itself.
 */
export function mistake(scope: IConstruct, message: string): Error {
  return new Mistake(`${message} [${scope.node.path || 'app'}]`);
}

/**
 * Runs what does not know where it is used, a value class or a policy: what it throws gets the path of the construct. An error that
 * says where it happened is thrown on as it is.
 *
 * @param prefix stands before the text, for what is not in the path yet.
 */
export function locate<T>(scope: IConstruct, run: () => T, prefix: string = ''): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof Mistake ? error : mistake(scope, `${prefix}${(error as Error).message}`);
  }
}

/** A list as people read it: `a, b and c`. */
export function listing(items: string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
