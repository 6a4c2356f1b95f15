import { FinalObject, nameOf } from './final-object';
import { isClusterScoped } from './kubernetes-kinds';
import { Rule, Violation } from './rule';

/** An object is written once. */
export const DUPLICATE_OBJECT: Rule = {
  id: 'duplicate-object',
  why: 'the second of two objects of one name replaces the first, and what the first protected is open',
  check: app => {
    const violations: Violation[] = [];
    const first = new Map<string, FinalObject>();
    for (const object of app.objects) {
      if (object.name === '') {
        continue;
      }
      const id = `${object.cluster}/${object.group}/${object.kind}/${isClusterScoped(object) ? '' : object.namespace ?? ''}/${object.name}`;
      const other = first.get(id);
      if (other) {
        violations.push({
          at: object.source,
          message: `${nameOf(object)} exists twice, also as ${other.source.node.path}: whichever is applied last replaces the other; rename one, or state the cluster of each gateway if they are in two`,
        });
      }
      first.set(id, other ?? object);
    }
    return violations;
  },
};
