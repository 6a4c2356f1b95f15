import * as pulumi from '@pulumi/pulumi';
import { Construct } from 'constructs';
import { differences } from './compare';
import { placeProblem, withOutputs } from './leaves';
import { Held, Outputs } from './outputs';
import { Registration } from './registration';
import { Run } from './run';
import { Slot } from './slot';
import { Remake, SwappedValues } from './swap';
import { plainValueError, refusal } from './texts';
import { Place, Tree, TreeObject } from './tree';
import { whileSecretsAreKnown } from '../values/token';

/** Something that is done to a tree: a construct is made, or a route is added to one; with the outputs that it has brought in. */
interface Step {
  readonly run: (tree: Tree) => void;
  readonly outputs: Held[];
}

/** The programs of this process, by the engine that each talks to. */
const PROGRAMS = new WeakMap<object, Program>();
const NO_ENGINE = {};

/** What is made in a rebuild is made with the values of outputs, everything else with what stands for them. */
let rebuilding: Run | undefined;

/**
 * One Pulumi program: one tree for all of its components, so that the guards of a whole app see all of them.
 *
 * Constructs are made at once, with stand-ins for outputs. When the synchronous part of the program has ended, the guards run over the
 * tree; when it is known which outputs are known, the constructs are made again with their values, the guards run over those, and the
 * objects of both are compared. Only then is anything registered.
 */
export class Program {
  /** The program that runs. */
  public static current(): Program {
    const engine = (pulumi.runtime as any).getMonitor?.() ?? NO_ENGINE;
    let program = PROGRAMS.get(engine);
    if (!program) {
      program = new Program();
      PROGRAMS.set(engine, program);
    }
    return program;
  }

  public readonly outputs = new Outputs();
  private readonly tree = new Tree(this.outputs, false);
  private readonly registration = new Registration(this.outputs);
  private readonly steps: Step[] = [];
  private readonly gateways: Slot[] = [];
  private readonly values = new SwappedValues();
  private broken?: Error;
  private pending?: Promise<void>;
  private rendered: Promise<Map<Slot, any[]>> = Promise.resolve(new Map());
  private last: Promise<void> = Promise.resolve();
  private alarm: Promise<void> = this.last;
  private cost = 0;

  /** The making that goes on. */
  public get run(): Run {
    return rebuilding ?? this.tree.run;
  }

  /** Keeps how a value that is made of outputs is made, so that it can be made again. */
  public value<T extends object>(make: Remake<T>): T {
    const value = make(this.run);
    if (!rebuilding) {
      this.values.add(value, make);
    }
    return value;
  }

  /** Makes the construct of a component. What it throws says which property must be a plain value, if that is why. */
  public make<C extends Construct>(slot: Slot, id: string, scopeOf: (tree: Tree) => Construct, make: (scope: any, run: Run) => C): C {
    return this.perform(tree => {
      const scope = scopeOf(tree);
      if (scope.node.tryFindChild(id)) {
        throw new Error(`component '${slot.name}' would be '${id}' in ${slot.namespace === undefined ? 'this program' : `namespace ${slot.namespace}`}, as another one is: expected names that differ, since objects are named after them; rename one`);
      }
      try {
        const construct = make(scope, tree.run);
        tree.own(slot, construct);
        return construct;
      } catch (error) {
        scope.node.tryRemoveChild(id);
        throw error;
      }
    }, error => plainValueError(error, this.outputs));
  }

  /** Does something to constructs that exist, now and again in each rebuild. */
  public change<T>(change: (run: Run) => T): T {
    return this.perform(tree => change(tree.run), error => {
      // What it has left in the tree may be half of something, which must not be registered.
      this.broken = plainValueError(error, this.outputs);
      return this.broken;
    });
  }

  /** Makes a gateway: the first serves the whole program. */
  public makeGateway<C extends Construct>(slot: Slot, make: (scope: Construct, run: Run) => C): C {
    const first = this.gateways.length === 0;
    const construct = this.make(slot, `${slot.name} (gateway)`, tree => tree.placeOf(slot, first), make);
    this.gateways.push(slot);
    return construct;
  }

  /** Where a component is made. @throws when there are several gateways and none is said */
  public place(name: string, gateway: Slot | undefined): Place {
    if (!gateway && this.gateways.length > 1) {
      throw new Error(`component '${name}' does not say which gateway serves it, and there are ${this.gateways.map(g => `'${g.name}'`).join(' and ')}: expected one; give the option gateway`);
    }
    return gateway === this.gateways[0] ? undefined : gateway;
  }

  /** When what exists by now has been registered. It is refused if a guard finds anything. */
  public registered(): Promise<void> {
    return this.pending ?? this.last;
  }

  /** What is read from a component's objects, as soon as all are made. It never comes if a guard finds anything. */
  public fromObjects<T>(slot: Slot, read: (manifests: any[]) => T): pulumi.Output<T> {
    // An output takes all that it holds apart, so it holds no more than what was asked for.
    return pulumi.output(this.rendered.then(manifests => withOutputs(read(manifests.get(slot) ?? []), this.outputs))) as any;
  }

  /** When everything that is made by now, and while this waits, is registered and has been seen by the engine. */
  public async settled(): Promise<void> {
    do {
      await this.alarm;
      await this.registration.seen();
    } while (this.pending);
  }

  /** A value of a construct as an output: what stands in it is put back. */
  public outputOf<T>(value: T): pulumi.Output<T> {
    return pulumi.output(withOutputs(value, this.outputs)) as any;
  }

  private perform<T>(step: (tree: Tree) => T, explain: (error: Error) => Error): T {
    this.arm();
    try {
      const [result, outputs] = this.outputs.during(() => step(this.tree));
      this.steps.push({ run: step, outputs });
      return result;
    } catch (error) {
      throw explain(error as Error);
    }
  }

  /** Has everything that is made from now until the program pauses registered together. */
  private arm(): void {
    if (this.pending) {
      return;
    }
    const done = pulumi.runtime.rpcKeepAlive();
    let found: (manifests: Map<Slot, any[]>) => void;
    this.rendered = new Promise(resolve => { found = resolve; });
    // Waiting as long as the last round took keeps many small rounds from taking all the time.
    const begun = this.last.catch(() => {}).then(() => new Promise<void>(resolve => this.cost > 20 ? setTimeout(resolve, this.cost) : setImmediate(resolve)));
    this.pending = this.last = begun.then(() => this.flush(found)).catch(error => this.fail(error)).finally(() => setImmediate(done));
    // Components wait for the other one, which counts as handling it. This one stops a program that nobody is watching.
    this.alarm = this.last.then(() => {});
    if (underEngine()) {
      // The engine has been told, and fails the update.
      this.alarm.catch(() => {});
    }
  }

  private async flush(found: (manifests: Map<Slot, any[]>) => void): Promise<void> {
    let start = Date.now();
    if (this.broken) {
      throw this.broken;
    }
    let steps: number;
    let objects: TreeObject[];
    do {
      steps = this.steps.length;
      objects = this.judged(this.tree);
      this.checkPlaces(objects);
      found(byOwner(objects));
      await this.outputs.settle();
      start = Date.now();
      // What was made meanwhile may belong to the same objects.
    } while (this.steps.length > steps);
    this.pending = undefined;
    if (this.outputs.anyKnown) {
      this.rebuild(objects);
    }
    const final = (manifest: any) => this.outputs.size > 0 ? withOutputs(manifest, this.outputs) : manifest;
    this.registration.register(objects.map(object => ({ ...object, final: final(object.manifest) })));
    this.cost = Date.now() - start;
  }

  /** The objects of a tree with which the guards are content. */
  private judged(tree: Tree): TreeObject[] {
    const findings = tree.findings();
    if (findings.length > 0) {
      throw refusal(findings, this.outputs);
    }
    return tree.objects();
  }

  private checkPlaces(objects: TreeObject[]): void {
    if (this.outputs.size === 0) {
      return;
    }
    for (const { manifest, owner, path } of objects) {
      const problem = placeProblem(manifest);
      if (problem) {
        const props = this.outputs.propsIn(JSON.stringify(manifest));
        const which = this.outputs.propsIn(problem.text)[0] ?? (props.join(' or ') || 'a property of it');
        throw new pulumi.ResourceError(`${which} must be a plain value here: ${problem.path} of ${manifest.kind} ${this.outputs.readable(String(manifest.metadata?.name))} ${problem.why}, and what an output holds is known only later; give a literal, or a value that is resolved before [${path}]`, owner.component!, true);
      }
    }
  }

  /** Makes everything again with the values of outputs. */
  private rebuild(objects: TreeObject[]): void {
    const real = new Tree(this.outputs, true);
    let remade: TreeObject[];
    rebuilding = real.run;
    try {
      this.values.swapIn(real.run);
      for (const { run, outputs } of this.steps) {
        real.run.expect(outputs);
        run(real);
      }
      remade = whileSecretsAreKnown(this.outputs.secrets(), () => this.judged(real));
    } catch (error) {
      throw plainValueError(error as Error, this.outputs);
    } finally {
      this.values.swapOut();
      rebuilding = undefined;
    }
    const difference = differences(objects, remade, this.outputs)[0];
    if (difference) {
      throw new pulumi.ResourceError(this.outputs.readable(difference.text), difference.owner.component!, true);
    }
  }

  private fail(error: Error): never {
    this.pending = undefined;
    this.broken ??= error;
    if (underEngine()) {
      void pulumi.log.error(error.message, pulumi.ResourceError.isInstance(error) ? error.resource : undefined);
    }
    throw error;
  }
}

function byOwner(objects: TreeObject[]): Map<Slot, any[]> {
  const manifests = new Map<Slot, any[]>();
  for (const { owner, manifest } of objects) {
    const list = manifests.get(owner) ?? [];
    list.push(manifest);
    manifests.set(owner, list);
  }
  return manifests;
}

/** Whether an engine listens, and not mocks. Pulumi's own `hasEngine` does not know that of a program in the process of its caller. */
function underEngine(): boolean {
  return (pulumi.runtime as any).getEngine?.() !== undefined;
}

/**
 * When everything that the program has made by now is registered, for unit tests under mocks.
 *
 * @throws what the guards of the whole program find
 */
export async function settled(): Promise<void> {
  await Program.current().settled();
}
