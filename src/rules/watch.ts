import { IConstruct } from 'constructs';
import { errorText, judge } from './engine';
import { WATCHED } from './marks';

/** What is wrong with each construct, as of the last run. */
type Errors = Map<IConstruct, string[]>;

/**
 * Has the guards judge the app that a construct is part of, whenever it is validated.
 *
 * cdk8s validates the root first, then every other node, and prints each text behind the path of the node that gave it. So the root
 * runs the rules, and hands each text to the node that is at fault, which is asked next.
 */
export function watch(scope: IConstruct): void {
  const root = scope.node.root as IConstruct & { [WATCHED]?: boolean };
  if (root[WATCHED]) {
    return;
  }
  Object.defineProperty(root, WATCHED, { value: true });
  let errors: Errors = new Map();
  const asked = new Set<IConstruct>([root]);
  root.node.addValidation({
    validate: () => {
      errors = errorsOf(root);
      for (const node of errors.keys()) {
        if (!asked.has(node)) {
          asked.add(node);
          node.node.addValidation({ validate: () => errors.get(node) ?? [] });
        }
      }
      return errors.get(root) ?? [];
    },
  });
}

function errorsOf(root: IConstruct): Errors {
  const errors: Errors = new Map();
  for (const finding of judge(root).findings.filter(f => !f.acknowledged)) {
    errors.set(finding.at, [...errors.get(finding.at) ?? [], errorText(finding)]);
  }
  return errors;
}
