import * as pulumi from '@pulumi/pulumi';
import { differences } from './compare';
import { judged } from './judging';
import { Held, Outputs } from './outputs';
import { Run } from './run';
import { Remake, SwappedValues } from './swap';
import { plainValueError, withheld } from './texts';
import { Tree, TreeObject } from './tree';
import { whileSecretsAreKnown } from '../values/token';

/** Something that is done to a tree: a construct is made, or a route is added to one; with the outputs that it has brought in. */
interface Step {
  readonly run: (tree: Tree) => void;
  readonly outputs: Held[];
}

let remaking: Run | undefined;

/** The second making that goes on: what is made in it is made with the values of outputs, everything else with what stands for them. */
export function currentRemaking(): Run | undefined {
  return remaking;
}

/** What a program has made, so that it can be made again with the values of outputs. */
export class Remaking {
  private readonly steps: Step[] = [];
  private readonly values = new SwappedValues();

  constructor(private readonly outputs: Outputs) {}

  /** How many steps there are. */
  public get size(): number {
    return this.steps.length;
  }

  /** Keeps how a value that is made of outputs is made. */
  public addValue(value: object, remake: Remake): void {
    this.values.add(value, remake);
  }

  /** Does something for the first time. */
  public perform<T>(tree: Tree, step: (tree: Tree) => T): T {
    const [result, outputs] = this.outputs.during(() => step(tree));
    this.steps.push({ run: step, outputs });
    return result;
  }

  /**
   * Makes everything again, has the guards look at it, and compares.
   *
   * @throws what classes and guards say of the values, and when something has computed with an output
   */
  public check(objects: TreeObject[]): void {
    const problem = this.problem(objects);
    if (!problem) {
      return;
    }
    const secrets = this.outputs.secretProps();
    // A text may hold what was made of a secret, so what is said is what would be said if no secret were known.
    throw secrets.length === 0 ? problem : this.outputs.hidingSecrets(() => this.problem(objects)) ?? withheld(problem, secrets);
  }

  private problem(objects: TreeObject[]): Error | undefined {
    let remade: TreeObject[];
    try {
      remade = this.again();
    } catch (error) {
      return plainValueError(error as Error, this.outputs);
    }
    const difference = differences(objects, remade, this.outputs)[0];
    return difference && new pulumi.ResourceError(difference.text, difference.owner.component!, true);
  }

  private again(): TreeObject[] {
    const tree = new Tree(this.outputs, true);
    remaking = tree.run;
    try {
      this.values.swapIn(tree.run);
      for (const { run, outputs } of this.steps) {
        tree.run.expect(outputs);
        run(tree);
      }
      return whileSecretsAreKnown(this.outputs.secrets(), () => judged(tree, this.outputs));
    } finally {
      this.values.swapOut();
      remaking = undefined;
    }
  }
}
