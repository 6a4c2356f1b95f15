import { ApiObject, Chart } from 'cdk8s';
import { Construct, Dependable, IConstruct } from 'constructs';

/** Kinds that must exist before others of the same file; what is not named comes after these and before the routes. */
const FIRST = ['Namespace', 'CustomResourceDefinition', 'ServiceAccount', 'Secret', 'ConfigMap',
  'KongClusterPlugin', 'KongPlugin', 'KongConsumerGroup', 'KongConsumer'];
/** Kinds that open a way in: a route whose plugin does not exist yet is served without it. */
const LAST = ['Ingress', 'HTTPRoute'];

const ORDERED = Symbol.for('gatewarden.page-order');
const ID = '$order';

/**
 * Puts the objects of a chart into an order that does not depend on the order of the code: plugins, secrets and consumers first,
 * routes last, and within a kind by namespace and name.
 *
 * A child that is no object depends on every object of the chart, in that order, and cdk8s emits dependencies in the order in which
 * they are named. What the user declares with `addDependency` still comes first. The list is made when it is asked for, so nothing
 * has to be created or changed during a synth.
 */
export function orderPage(scope: IConstruct): void {
  const chart = Chart.of(scope);
  if ((chart as any)[ORDERED]) {
    return;
  }
  Object.defineProperty(chart, ORDERED, { value: true });
  const order = new Construct(chart, ID);
  order.node.addDependency(objectsOf(chart));
}

/** A dependable that stands for the objects of a chart, sorted. */
function objectsOf(chart: Chart): Construct {
  const stand = { node: chart.node } as unknown as Construct;
  Dependable.implement(stand, {
    get dependencyRoots() {
      return sorted(chart.node.findAll().filter((node): node is ApiObject => ApiObject.isApiObject(node) && Chart.of(node) === chart));
    },
  });
  return stand;
}

function sorted(objects: ApiObject[]): ApiObject[] {
  const keyed = objects.map(object => ({ object, rank: rank(object.kind), key: `${object.kind}\n${object.metadata.namespace ?? ''}\n${object.name}\n${object.node.path}` }));
  keyed.sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ object }) => object);
}

function rank(kind: string): number {
  const first = FIRST.indexOf(kind);
  if (first >= 0) {
    return first;
  }
  return LAST.includes(kind) ? FIRST.length + 1 : FIRST.length;
}
