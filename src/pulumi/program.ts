import * as pulumi from '@pulumi/pulumi';
import { unknown } from '@pulumi/pulumi/output';
import { Construct } from 'constructs';
import { checkPlaces, judged } from './judging';
import { withOutputs } from './leaves';
import { Outputs } from './outputs';
import { NEVER, quiet, Readers } from './readers';
import { Registration } from './registration';
import { currentRemaking, Remaking } from './remaking';
import { Run } from './run';
import { Slot } from './slot';
import { Remake } from './swap';
import { plainValueError } from './texts';
import { Place, Tree, TreeObject } from './tree';
import { whileWaiting } from './waiting';
import { anyToken } from '../values/token';

/** The programs of this process, by the engine that each talks to. */
const PROGRAMS = new WeakMap<object, Program>();
const NO_ENGINE = {};

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
  private readonly remaking = new Remaking(this.outputs);
  private readonly readers = new Readers();
  private readonly gateways: Slot[] = [];
  private broken?: Error;
  /** Whether something was thrown to who has made it, and so is known to go wrong. */
  private thrown = false;
  private pending?: Promise<void>;
  private performing = 0;
  private last: Promise<void> = Promise.resolve();
  private alarm: Promise<void> = this.last;
  private cost = 0;

  /** The making that goes on. */
  public get run(): Run {
    return currentRemaking() ?? this.tree.run;
  }

  /**
   * The making that goes on, for a callback that it runs.
   *
   * @throws outside of one: what is made there is not made again with the values, and nothing would see that it computes with an output
   */
  public runOfCallback(what: string): Run {
    if (this.performing === 0 && !currentRemaking()) {
      throw new Error(`${what} is used outside of a callback: expected it in that of a ConstructComponent or of change, which runs again with the values of outputs; components and values of gatewarden/pulumi take an output as it is`);
    }
    return this.run;
  }

  /** Keeps how a value that is made of outputs is made, so that it can be made again. */
  public value<T extends object>(make: Remake<T>): T {
    const value = make(this.run);
    if (!currentRemaking()) {
      this.remaking.addValue(value, make);
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

  /** When what exists by now has been registered. It is refused if a guard finds anything, and never comes when the program's mocks are gone. */
  public registered(): Promise<void> {
    return (this.pending ?? this.last).then(() => Program.current() === this ? undefined : new Promise(() => {}));
  }

  /** What is read from a component's objects, as soon as all are made. It fails if a guard finds anything. */
  public fromObjects<T>(slot: Slot, read: (manifests: any[]) => T): pulumi.Output<T> {
    // An output takes all that it holds apart, so it holds no more than what was asked for.
    return quiet(pulumi.output(this.readers.of(slot).then(manifests => manifests === NEVER ? unknown : withOutputs(read(manifests), this.outputs))) as any);
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
    this.performing++;
    try {
      return this.remaking.perform(this.tree, step);
    } catch (error) {
      this.thrown = true;
      throw explain(error as Error);
    } finally {
      this.performing--;
    }
  }

  /** Has everything that is made from now until the program pauses registered together. */
  private arm(): void {
    if (this.pending) {
      return;
    }
    const done = pulumi.runtime.rpcKeepAlive();
    // Waiting as long as the last round took keeps many small rounds from taking all the time.
    const begun = this.last.catch(() => {}).then(() => new Promise<void>(resolve => this.cost > 20 ? setTimeout(resolve, this.cost) : setImmediate(resolve)));
    this.pending = this.last = begun.then(() => this.flush()).catch(error => this.fail(error)).finally(() => setImmediate(done));
    // Components wait for the other one, which counts as handling it. This one stops a program that nobody is watching.
    this.alarm = this.last.then(() => {});
    if (underEngine()) {
      // The engine has been told, and fails the update.
      this.alarm.catch(() => {});
    }
  }

  private async flush(): Promise<void> {
    let start = Date.now();
    let steps: number;
    let objects: TreeObject[];
    do {
      if (this.broken) {
        throw this.broken;
      }
      steps = this.remaking.size;
      objects = judged(this.tree, this.outputs);
      checkPlaces(objects, this.outputs);
      this.readers.tell(objects);
      await whileWaiting(this.outputs.settle(), () => this.outputs.openProps());
      start = Date.now();
      // What was made meanwhile may belong to the same objects.
    } while (this.remaking.size > steps || this.broken);
    this.pending = undefined;
    if (this.outputs.size > 0) {
      this.remaking.check(objects);
    }
    if (Program.current() !== this) {
      // A test that has not waited for this, and whose mocks are gone: what is made belongs into no other program.
      return;
    }
    const final = (manifest: any) => anyToken() ? withOutputs(manifest, this.outputs) : manifest;
    this.registration.register(objects.map(object => ({ ...object, final: final(object.manifest) })));
    this.cost = Date.now() - start;
  }

  private fail(error: Error): never {
    this.pending = undefined;
    this.broken ??= error;
    this.readers.fail(error, underEngine());
    if (this.thrown) {
      // Who has made it knows that something is wrong, and what follows from that need not stop the process.
      this.alarm.catch(() => {});
    }
    if (underEngine()) {
      void pulumi.log.error(error.message, pulumi.ResourceError.isInstance(error) ? error.resource : undefined);
    }
    throw error;
  }
}

/** Whether an engine listens, and not mocks. Pulumi's own `hasEngine` does not know that of a program in the process of its caller. */
function underEngine(): boolean {
  return (pulumi.runtime as any).getEngine?.() !== undefined;
}

/**
 * When everything that the program has made by now is registered. Every unit test under mocks awaits it: what the guards find is otherwise an
 * unhandled rejection, which ends the process, unless something was thrown to the test before.
 *
 * @throws what the guards of the whole program find
 */
export async function settled(): Promise<void> {
  await Program.current().settled();
}
