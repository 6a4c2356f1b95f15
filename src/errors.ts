import { IConstruct } from 'constructs';

/**
 * An error about one construct: the text says what was got, what is expected and what to do, and the path says where.
 *
 * Texts that a validation returns must not come through here: cdk8s prefixes those with the path itself.
 */
export function mistake(scope: IConstruct, message: string): Error {
  return new Error(`${message} [${scope.node.path || 'app'}]`);
}

/** A list as people read it: `a, b and c`. */
export function listing(items: string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
