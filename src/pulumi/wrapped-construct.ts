import * as pulumi from '@pulumi/pulumi';
import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Program } from './program';
import { Run } from './run';
import { occupy, Slot, slotOf } from './slot';
import { Place } from './tree';

/**
 * What every component that makes objects takes beside Pulumi's own options. Those reach the objects as Pulumi has it: `provider`, `protect`,
 * `transformations` and `aliases` do, `ignoreChanges` stays with the component. What the component depends on is made before its objects and
 * deleted after them.
 *
 * The provider replaces a ConfigMap or Secret whose contents change: it deletes the old one, since both have one name, and makes the new
 * one. Pass a provider with `enableConfigMapMutable` and `enableSecretMutable`, and they are changed where they are.
 */
export interface WrappedOptions extends pulumi.ComponentResourceOptions {
  /**
   * The namespace of the objects. It decides which objects belong together, so it is a plain value.
   *
   * @default - that of Pulumi's Kubernetes provider
   */
  readonly namespace?: string;

  /**
   * The gateway that serves it.
   *
   * @default - the one gateway of the program
   */
  readonly gateway?: pulumi.ComponentResource;

  /**
   * What the names of objects begin with. For a component that is renamed and whose objects are to stay: give its old name here, and as
   * `aliases: [{ name: 'old' }]`, without which Pulumi would delete the objects that it has just updated.
   *
   * @default - the component's name
   */
  readonly constructId?: string;

  /**
   * Whether an update goes on without waiting until the objects are ready. The Kubernetes provider waits up to 10 minutes for each Ingress,
   * until its Services have endpoints and the controller has written an address into its status. A controller of Kong that publishes none
   * (its setting `publish-service`) so fails the update of a route that works, and a backend that is deployed later does: set this then.
   * The objects get the annotation `pulumi.com/skipAwait`, which means nothing to the gateway, and are written in the same order.
   *
   * @default - that of the component that it is part of, or false
   */
  readonly skipAwait?: boolean;
}

/** How the construct of a component is made. */
export interface Recipe<C extends Construct> {
  /** Whether the scope is a chart of the component's own, after which its objects are not named. @default false */
  readonly ownChart?: boolean;
  /** The component whose construct is the scope, for a part of it. @default - the chart of the namespace */
  readonly below?: pulumi.ComponentResource;
  /** Makes it. It runs again once outputs are known, so all that it takes from Pulumi must go through `run`. */
  readonly make: (scope: Chart, id: string, run: Run) => C;
}

/**
 * A component that stands for a construct: its objects are the resources below it.
 *
 * What is wrong with the construct is thrown by the constructor; what only the whole program shows fails the update before any object is
 * registered. Objects are registered when the program has ended or awaits something.
 */
export abstract class WrappedConstruct<C extends Construct> extends pulumi.ComponentResource {
  /**
   * The construct, with stand-ins for outputs. It is there to be looked at: what is done to it by hand, or computed with what stands in it, is
   * not done again when the values are known, and no error; use `change` for that.
   */
  public readonly construct: C;
  /** The namespace of the objects. */
  public readonly namespace?: string;
  /** The names of the objects, as `Kind/name`. */
  public readonly objects: pulumi.Output<string[]>;

  /** @throws what the construct throws */
  protected constructor(type: string, name: string, recipe: Recipe<C>, options: WrappedOptions = {}) {
    const { namespace, gateway, constructId, skipAwait, ...own } = checked(name, options);
    const program = Program.current();
    const id = constructId ?? name;
    const { below } = recipe;
    const whole = below && slotOf(below);
    const slot: Slot = {
      name, namespace, skipAwait: skipAwait ?? whole?.skipAwait, id: recipe.ownChart ? undefined : [whole?.id, id].filter(Boolean).join('-'),
    };
    const place = below ? undefined : program.place(name, gateway && slotOf(gateway));
    const construct = recipe.ownChart
      ? program.make(slot, `$${id}`, tree => tree.scope(place), (scope, run) => inOwnChart(scope, `$${id}`, namespace, chart => recipe.make(chart, id, run)))
      : program.make(slot, id, tree => below ? tree.run.constructOf(below) : tree.chart(place, namespace), (scope, run) => recipe.make(scope, id, run));
    super(type, name, {}, own);
    occupy(slot, this);
    this.construct = construct as C;
    this.namespace = namespace;
    this.objects = this.fromObjects(manifests => manifests.map(({ kind, metadata }) => `${kind}/${metadata?.name}`));
    // Who depends on this waits for it; that nobody does is no reason for a second report.
    this.getData().catch(() => {});
  }

  /**
   * Changes the construct by hand: patches, labels, acknowledgements. The change is made again when the values of outputs are known.
   *
   * @throws what the change throws; nothing of the program is registered then
   */
  public change(change: (construct: C) => void): this {
    Program.current().change(run => change(run.constructOf(this) as C));
    return this;
  }

  /** Something that is read from the finished objects, with outputs in it where they are. It never comes if a guard finds anything. */
  protected fromObjects<T>(read: (manifests: any[]) => T): pulumi.Output<T> {
    return Program.current().fromObjects(slotOf(this)!, read);
  }

  /** What `registerOutputs` is given when the objects are registered. */
  protected outputs(): pulumi.Inputs {
    return { objects: this.objects };
  }

  protected async initialize(): Promise<void> {
    await Program.current().registered();
    this.registerOutputs(this.outputs());
  }
}

/** The scope of a component is the chart that is made for it. */
function inOwnChart<C extends Construct>(scope: Construct, id: string, namespace: string | undefined, make: (chart: Chart) => C): C {
  return make(new Chart(scope, id, { namespace }));
}

function checked(name: string, options: WrappedOptions): WrappedOptions {
  const { namespace, gateway, constructId, aliases } = options;
  if (namespace !== undefined && typeof namespace !== 'string') {
    throw new Error(`component '${name}' has a namespace that is no plain text: expected one, since it decides which objects are found together; give a literal, or a value that is resolved before`);
  }
  if (gateway !== undefined && !slotOf(gateway)) {
    throw new Error(`component '${name}' has a gateway that is none: expected a KongGateway of gatewarden/pulumi; give the component`);
  }
  if (constructId !== undefined && constructId !== name && !aliases?.length) {
    throw new Error(`component '${name}' has the constructId '${constructId}' and no alias: pulumi would take its objects for new ones, and delete them after they are made, since they have the same names; add aliases: [{ name: '${constructId}' }]`);
  }
  return options;
}

/** Where a gateway's components are, for those that take one. */
export type { Place };
