import * as pulumi from '@pulumi/pulumi';
import { placeProblem } from './leaves';
import { Outputs } from './outputs';
import { refusal } from './texts';
import { Tree, TreeObject } from './tree';

/** The objects of a tree with which the guards are content. @throws what they find */
export function judged(tree: Tree, outputs: Outputs): TreeObject[] {
  const findings = tree.findings();
  if (findings.length > 0) {
    throw refusal(findings, outputs);
  }
  return tree.objects();
}

/** @throws when an output stands where none can be, or something has changed what stands for one */
export function checkPlaces(objects: TreeObject[], outputs: Outputs): void {
  for (const { manifest, owner, path } of objects) {
    const problem = placeProblem(manifest);
    if (problem) {
      const props = outputs.propsIn(JSON.stringify(manifest));
      const near = props.length > 0 ? props : outputs.allProps();
      const which = outputs.propsIn(problem.text)[0] ?? (near.join(' or ') || 'a property of it');
      throw new pulumi.ResourceError(outputs.readable(`${which} must be a plain value here: ${problem.path} of ${manifest.kind} ${manifest.metadata?.name} ${problem.why}, and what an output holds is known only later; give a literal, or a value that is resolved before [${path}]`), owner.component!, true);
    }
  }
}
