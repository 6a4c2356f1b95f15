import { IConstruct } from 'constructs';
import { AppView, ResolvedPlugin } from './app-view';
import { FinalObject, isKongs, labelsOf, list, map } from './final-object';
import { IMPORTED_GUARD } from './marks';
import { CONFIG_KEY, GUARD_COMPONENT, GUARD_LABEL, GUARD_NAME, ImportedGuard } from '../gateway/abuse-guard/guard-names';
import { KongGateway } from '../gateway/kong-gateway';

/** An abuse guard as the final objects have it, whoever has written them, or as an import tells of it. */
export interface GuardInApp {
  /** Where it is configured. */
  readonly at: IConstruct;
  /** The gateway that it watches over, in which of the app's clusters. */
  readonly gateway: KongGateway;
  readonly cluster: number;
  /** Whether another app makes it, with what is global. */
  readonly imported: boolean;
  /** The plugin objects whose deny list it maintains, by `pluginKey`. */
  readonly targets: Set<string>;
  /** How it takes entries, as URLs write it. */
  readonly protocol: 'http:' | 'https:';
  /** The names of the Services that lead to it. */
  readonly hosts: string[];
}

/** The guards of an app. */
export function guardsOf(app: AppView): GuardInApp[] {
  const made = app.ofKind('ConfigMap').filter(object => isOfGuard(object, 'config')).map(({ source: at, gateway, cluster, namespace, manifest }): GuardInApp => ({
    at, gateway, cluster,
    imported: false,
    ...configured(map(manifest.data)[CONFIG_KEY]),
    hosts: app.ofKind('Service').filter(service => isOfGuard(service, 'log') && service.namespace === namespace && service.cluster === cluster)
      .flatMap(service => hostsOf(service.name, namespace)),
  }));
  const told = app.nodes.filter(node => IMPORTED_GUARD in node).map((at): GuardInApp => {
    const { name, namespace, tls, targets } = (at as any)[IMPORTED_GUARD] as ImportedGuard;
    const gateway = KongGateway._serving(at);
    return { at, gateway, cluster: app.clusterOf(gateway), imported: true, targets: new Set(targets.map(pluginKey)), protocol: tls ? 'https:' : 'http:', hosts: hostsOf(name, namespace) };
  });
  return [...made, ...told];
}

/** Whether a guard watches over the gateway that serves an object, and the controller takes the object. */
export function isGuarded(guard: GuardInApp, object: FinalObject): boolean {
  return isKongs(object) && object.cluster === guard.cluster && object.gateway.ingressClassName === guard.gateway.ingressClassName;
}

/** A plugin object as the guard's configuration names it; `*` is the namespace of a KongClusterPlugin. */
export function pluginKey({ namespace, name }: Pick<ResolvedPlugin, 'namespace' | 'name'>): string {
  return `${namespace ?? ''}/${name}`;
}

/** Plugins of a type that something of the guard's gateway refers to, and that run, with what refers to them. */
export function guardedPlugins(app: AppView, guard: GuardInApp, type: string): [ResolvedPlugin, FinalObject[]][] {
  return app.used().filter(([plugin]) => plugin.type === type && plugin.object?.manifest.disabled !== true)
    .map(([plugin, users]): [ResolvedPlugin, FinalObject[]] => [plugin, users.filter(user => isGuarded(guard, user))])
    .filter(([, users]) => users.length > 0);
}

/** The global plugins of a type at the guard's gateway that run. */
export function guardedGlobals(app: AppView, guard: GuardInApp, type: string): FinalObject[] {
  return app.ofKind('KongClusterPlugin').filter(object => object.manifest.plugin === type && object.manifest.disabled !== true
    && labelsOf(object).global === 'true' && isGuarded(guard, object));
}

function isOfGuard(object: FinalObject, component: string): boolean {
  const labels = labelsOf(object);
  return labels[GUARD_LABEL] === GUARD_NAME && labels[GUARD_COMPONENT] === component;
}

/** The names of a Service within a cluster. */
function hostsOf(name: string, namespace: string | undefined): string[] {
  return [`${name}.${namespace}`, `${name}.${namespace}.svc`, `${name}.${namespace}.svc.cluster.local`];
}

/** What a configuration says. What does not name its targets has none, so that every plugin is found. */
function configured(config: unknown): Pick<GuardInApp, 'targets' | 'protocol'> {
  try {
    const { targets, listen } = map(JSON.parse(String(config)));
    return {
      targets: new Set(list(targets).map(({ kind, namespace, name }) => pluginKey({ namespace: kind === 'KongClusterPlugin' ? '*' : namespace, name }))),
      protocol: 'tls' in map(listen) ? 'https:' : 'http:',
    };
  } catch {
    return { targets: new Set(), protocol: 'http:' };
  }
}
