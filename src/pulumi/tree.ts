import { ApiObject, App, Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Outputs } from './outputs';
import { Run } from './run';
import { Slot } from './slot';
import { whileRendering } from '../rules/judged-manifests';
import { itemsOf } from '../rules/list-items';
import { watch } from '../rules/watch';

/** A Kubernetes object of a tree. */
export interface TreeObject {
  /** Where it comes from, the same in each making. */
  readonly path: string;
  readonly manifest: any;
  /** What declares it. */
  readonly owner: Slot;
  /** Paths of objects that the user wants before this one. */
  readonly after: string[];
}

/** What a guard found, and where. */
export interface Finding {
  readonly text: string;
  readonly owner?: Slot;
}

/** Where a gateway's components are made. */
export type Place = Slot | undefined;

/**
 * All constructs of a program, as a cdk8s app would have them: a chart for each namespace, below the gateway that serves it.
 */
export class Tree {
  public readonly app = new App();
  public readonly run: Run;
  private readonly owners = new Map<IConstruct, Slot>();
  private readonly places = new Map<Place, Construct>();

  constructor(outputs: Outputs, real: boolean) {
    this.run = new Run(outputs, real);
    this.places.set(undefined, this.app);
    watch(this.app);
  }

  /** Says which component a construct belongs to, with everything below it. */
  public own(slot: Slot, construct: Construct): void {
    this.owners.set(construct, slot);
    this.run.constructs.set(slot, construct);
  }

  /** Has a gateway serve a place: the whole app if it is the first, otherwise a part of its own. */
  public placeOf(gateway: Slot, first: boolean): Construct {
    const place = first ? this.app : new Construct(this.app, `${gateway.name} (served)`);
    this.places.set(gateway, place);
    return place;
  }

  /** The chart of a namespace, made when it is first needed. */
  public chart(place: Place, namespace: string | undefined): Chart {
    const scope = this.scope(place);
    const id = namespace ?? '(no namespace)';
    return (scope.node.tryFindChild(id) as Chart | undefined) ?? new Chart(scope, id, { namespace });
  }

  /** What charts are made in. */
  public scope(place: Place): Construct {
    return this.places.get(place)!;
  }

  /** What the guards find, as when an app is synthesized. */
  public findings(): Finding[] {
    return this.app.node.findAll().flatMap(node => node.node.validate().map(text => ({ text: `${text} [${node.node.path || 'app'}]`, owner: this.ownerOf(node) })));
  }

  /** All objects. To be asked after the guards, whose rendering is used again. */
  public objects(): TreeObject[] {
    const nodes = this.app.node.findAll();
    const after = declaredOrder(nodes);
    return whileRendering(() => nodes.filter(ApiObject.isApiObject).flatMap(node => {
      const owner = this.ownerOf(node);
      if (!owner) {
        throw new Error(`object [${node.node.path}] is below no component: expected constructs in the scope that a component hands over; make it there`);
      }
      const items = itemsOf((node as ApiObject).toJson());
      return items.map((manifest, index) => ({
        path: items.length === 1 ? node.node.path : `${node.node.path}#${index}`, manifest, owner, after: after.get(node) ?? [],
      }));
    }));
  }

  private ownerOf(node: IConstruct): Slot | undefined {
    for (let at: IConstruct | undefined = node; at; at = at.node.scope) {
      const owner = this.owners.get(at);
      if (owner) {
        return owner;
      }
    }
    return undefined;
  }
}

/** What users have declared with `addDependency`, between constructs of any kind, as paths of objects. */
function declaredOrder(nodes: IConstruct[]): Map<IConstruct, string[]> {
  const result = new Map<IConstruct, string[]>();
  const objectsIn = (construct: IConstruct) => construct.node.findAll().filter(ApiObject.isApiObject);
  for (const node of nodes) {
    for (const target of node.node.dependencies) {
      const paths = objectsIn(target).map(object => object.node.path);
      for (const object of objectsIn(node)) {
        result.set(object, [...result.get(object) ?? [], ...paths.filter(path => path !== object.node.path)]);
      }
    }
  }
  return result;
}
