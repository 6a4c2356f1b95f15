import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ASSUMED, byText } from './translate/objects';
import { KongGateway } from '../gateway/kong-gateway';
import { GatewaysInUse } from '../rules/gateways-in-use';
import { itemsOf } from '../rules/list-items';
import { CUSTOM_PLUGIN, IMPORTED_PLUGIN } from '../rules/marks';

/** What an app puts into the cluster of a gateway. */
export interface AppObjects {
  /** The final objects, in the order of the page, after stand-ins for what the app says exists. */
  readonly manifests: any[];
  /** Plugin types that the app declares as its own. */
  readonly customPlugins: string[];
}

const CLASS = 'kubernetes.io/ingress.class';
const ORDERED = Symbol.for('gatewarden.page-order');
const KONG_API = 'configuration.konghq.com/v1';

/** The final objects of an app that are in the cluster of the gateway that serves a scope. */
export function appObjects(scope: IConstruct): AppObjects {
  const nodes = scope.node.root.node.findAll();
  const inUse = new GatewaysInUse();
  const own = KongGateway.of(scope);
  const objects = nodes.filter(node => ApiObject.isApiObject(node)) as ApiObject[];
  const imported = nodes.filter(node => IMPORTED_PLUGIN in node);
  [...objects, ...imported].forEach(node => inUse.add(KongGateway.of(node)));
  inUse.add(own);
  const here = (node: IConstruct, className?: string): boolean => inUse.clusterFor(className, KongGateway.of(node)) === inUse.cluster(own);
  const manifests = inPageOrder(objects).flatMap(object => itemsOf(object.toJson()).map(manifest => ({ object, manifest })))
    .filter(({ object, manifest }) => here(object, manifest.metadata?.annotations?.[CLASS] ?? manifest.spec?.ingressClassName));
  const custom = manifests.filter(({ object }) => CUSTOM_PLUGIN in object || (object.node.scope && CUSTOM_PLUGIN in object.node.scope));
  const together = inUse.all().filter(gateway => inUse.cluster(gateway) === inUse.cluster(own));
  return {
    manifests: [...imported.filter(node => here(node)).map(standIn), ...globalStandIns(together), ...manifests.map(({ manifest }) => manifest)],
    customPlugins: custom.map(({ manifest }) => String(manifest.plugin)),
  };
}

/** Objects in tree order; those of a chart that sorts its page by namespace and name. */
function inPageOrder(objects: ApiObject[]): ApiObject[] {
  const charts = new Map<Chart, ApiObject[]>();
  for (const object of objects) {
    const chart = Chart.of(object);
    charts.set(chart, charts.get(chart) ?? []).get(chart)!.push(object);
  }
  const key = ({ metadata, name }: ApiObject): string => `${metadata.namespace ?? ''}\n${name}`;
  return [...charts].flatMap(([chart, own]) => ORDERED in chart ? own.sort((a, b) => byText(key(a), key(b))) : own);
}

/** A plugin object that exists without the app. */
function standIn(node: any): any {
  const { pluginName: name, pluginNamespace: namespace, pluginType: plugin } = node;
  return { [ASSUMED]: true, apiVersion: KONG_API, kind: 'KongPlugin', metadata: { name, ...namespace && { namespace } }, plugin };
}

/** The global plugins of gateways that another app declares, once for each class. */
function globalStandIns(gateways: KongGateway[]): any[] {
  const globals = gateways.flatMap(({ _globalPlugins: types, ingressClassName }) => (types ?? []).map(plugin => ({ plugin, ingressClassName })));
  const distinct = new Map(globals.map(global => [`${global.ingressClassName} ${global.plugin}`, global]));
  return [...distinct.values()].map(({ plugin, ingressClassName }) => ({
    [ASSUMED]: true,
    apiVersion: KONG_API,
    kind: 'KongClusterPlugin',
    metadata: { name: `(global ${plugin} of the platform)`, labels: { global: 'true' }, annotations: { [CLASS]: ingressClassName } },
    plugin,
  }));
}
