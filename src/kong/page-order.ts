import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { whileRendering } from '../rules/judged-manifests';

/** Kinds that must exist before others of the same file; what is not named comes after these and before the routes. */
const FIRST = ['Namespace', 'CustomResourceDefinition', 'ServiceAccount', 'Secret', 'ConfigMap',
  'KongClusterPlugin', 'KongPlugin', 'KongConsumerGroup', 'KongConsumer'];
/** Kinds that open a way in: a route whose plugin does not exist yet is served without it. */
const LAST = ['Ingress', 'HTTPRoute'];
const RANKS = new Map([...FIRST.map((kind, i) => [kind, i] as const), ...LAST.map(kind => [kind, FIRST.length + 1] as const)]);

const ORDERED = Symbol.for('gatewarden.page-order');

/**
 * Puts the objects of a chart into an order that does not depend on the order of the code: plugins, secrets and consumers first,
 * routes last, and within a kind by namespace and name. What the user declares with `addDependency` still comes first.
 *
 * The chart's own rendering is kept and its result sorted. To express the order as dependencies would cost as much again as the
 * rendering: cdk8s walks every edge of the app several times for each chart.
 */
export function orderPage(scope: IConstruct): void {
  const chart = Chart.of(scope) as Chart & { [ORDERED]?: boolean };
  if (chart[ORDERED]) {
    return;
  }
  Object.defineProperty(chart, ORDERED, { value: true });
  const render = chart.toJson.bind(chart);
  chart.toJson = () => sorted(whileRendering(render), declaredDependencies(chart));
}

/** By key: the keys of what must come before. */
type Dependencies = Map<string, string[]>;

function sorted(manifests: any[], dependencies: Dependencies): any[] {
  const keyed = manifests.map(manifest => ({ manifest, rank: RANKS.get(manifest.kind) ?? FIRST.length, key: keyOf(manifest.kind, manifest.metadata) }));
  keyed.sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  if (dependencies.size === 0) {
    return keyed.map(({ manifest }) => manifest);
  }
  const byKey = new Map(keyed.map(({ key, manifest }) => [key, manifest]));
  const done = new Set<string>();
  const result: any[] = [];
  const place = (key: string) => {
    if (done.has(key) || !byKey.has(key)) {
      return;
    }
    done.add(key);
    (dependencies.get(key) ?? []).forEach(place);
    result.push(byKey.get(key));
  };
  keyed.forEach(({ key }) => place(key));
  // Two objects of one name are an error of another kind; neither may be lost here.
  return result.length === manifests.length ? result : keyed.map(({ manifest }) => manifest);
}

/** What users have declared between objects of the chart; cdk8s has turned what they declared between constructs into that. */
function declaredDependencies(chart: Chart): Dependencies {
  const result: Dependencies = new Map();
  for (const node of chart.node.findAll()) {
    const targets = ApiObject.isApiObject(node) ? node.node.dependencies.filter(ApiObject.isApiObject) as ApiObject[] : [];
    if (targets.length > 0) {
      result.set(keyOfObject(node as ApiObject), targets.map(keyOfObject).sort());
    }
  }
  return result;
}

/** The key of what an object is rendered to: a patch may have changed its namespace. */
function keyOfObject(object: ApiObject): string {
  const { kind, metadata } = object.toJson();
  return keyOf(kind, metadata);
}

function keyOf(kind: string, metadata?: { readonly namespace?: string; readonly name?: string }): string {
  return `${kind}\n${metadata?.namespace ?? ''}\n${metadata?.name ?? ''}`;
}
