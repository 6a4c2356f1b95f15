import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { IMPORTED_PLUGIN } from './marks';
import { KongGateway } from '../gateway/kong-gateway';

/** A Kubernetes object as it will be written, after patches. */
export interface FinalObject {
  /** The construct that it comes from. */
  readonly source: ApiObject;
  /** Its content. A rule reads it and never changes it. */
  readonly manifest: any;
  readonly kind: string;
  readonly apiVersion: string;
  readonly name: string;
  /** The namespace that is written; undefined is whatever namespace it is applied to. */
  readonly namespace?: string;
  readonly annotations: Record<string, string>;
  /** The gateway that serves it. */
  readonly gateway: KongGateway;
}

/** A plugin that a name can resolve to. */
export interface ResolvedPlugin {
  readonly name: string;
  /** The plugin type, for instance `jwt`. */
  readonly type: string;
  /** The object, unless it exists without this app. */
  readonly object?: FinalObject;
}

/** Kinds whose `konghq.com/plugins` annotation the controller reads. */
const REFERRERS = new Set(['Ingress', 'HTTPRoute', 'GRPCRoute', 'Service', 'KongConsumer', 'KongConsumerGroup']);
const PLUGINS = 'konghq.com/plugins';

/** All final objects of an app, with what the rules look up in them. Made once for a run of all the rules. */
export class AppView {
  public readonly objects: FinalObject[] = [];
  /** Every construct, also those that emit nothing. */
  public readonly nodes: IConstruct[];
  private readonly kinds = new Map<string, FinalObject[]>();
  private readonly plugins = new Map<string, ResolvedPlugin>();

  constructor(public readonly root: IConstruct, nodes: IConstruct[] = root.node.findAll()) {
    this.nodes = nodes;
    for (const node of nodes) {
      if (ApiObject.isApiObject(node)) {
        this.add(finalObject(node));
      } else if (IMPORTED_PLUGIN in node) {
        const plugin = node as any;
        this.plugins.set(key(plugin.pluginNamespace, plugin.pluginName), { name: plugin.pluginName, type: plugin.pluginType });
      }
    }
  }

  /** The objects of a kind, in tree order. */
  public ofKind(kind: string): FinalObject[] {
    return this.kinds.get(kind) ?? [];
  }

  /** The objects whose plugin annotation the controller reads. */
  public referrers(): FinalObject[] {
    return this.objects.filter(object => REFERRERS.has(object.kind) && PLUGINS in object.annotations);
  }

  /** The names in an object's plugin annotation, as the controller splits them. */
  public pluginNames(object: FinalObject): string[] {
    return splitNames(object.annotations[PLUGINS]);
  }

  /** What the controller finds for a bare name: a KongPlugin of the referrer's namespace, then a KongClusterPlugin. */
  public resolve(object: FinalObject, name: string): ResolvedPlugin | undefined {
    return this.plugins.get(key(object.namespace, name)) ?? this.plugins.get(key('*', name));
  }

  private add(object: FinalObject): void {
    this.objects.push(object);
    const same = this.kinds.get(object.kind);
    same ? same.push(object) : this.kinds.set(object.kind, [object]);
    if (object.kind === 'KongPlugin' || object.kind === 'KongClusterPlugin') {
      const namespace = object.kind === 'KongPlugin' ? object.namespace : '*';
      this.plugins.set(key(namespace, object.name), { name: object.name, type: String(object.manifest.plugin), object });
    }
  }
}

/** The items of a plugin annotation: trimmed, empty ones and those that begin or end with a colon skipped, as the controller does. */
export function splitNames(annotation: string | undefined): string[] {
  return (annotation ?? '').split(',').map(item => item.trim()).filter(item => item && !item.startsWith(':') && !item.endsWith(':'));
}

/** An object as people name it in texts: `KongPlugin shop/jwt`. */
export function nameOf(object: FinalObject): string {
  return `${object.kind} ${object.namespace ? `${object.namespace}/` : ''}${object.name}`;
}

function finalObject(source: ApiObject): FinalObject {
  const manifest = source.toJson();
  return {
    source,
    manifest,
    kind: String(manifest.kind),
    apiVersion: String(manifest.apiVersion),
    name: String(manifest.metadata?.name ?? ''),
    namespace: manifest.metadata?.namespace,
    annotations: manifest.metadata?.annotations ?? {},
    gateway: KongGateway.of(source),
  };
}

function key(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}
