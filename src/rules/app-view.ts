import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { FinalObject, finalObject, isKongs, list } from './final-object';
import { GatewaysInUse } from './gateways-in-use';
import { forgetJudged, keepJudged } from './judged-manifests';
import { itemsOf } from './list-items';
import { IMPORTED_PLUGIN } from './marks';
import { KongGateway } from '../gateway/kong-gateway';

/** A plugin that a name can resolve to. */
export interface ResolvedPlugin {
  readonly name: string;
  /** The namespace; undefined is whatever it is applied to, `*` is a KongClusterPlugin. */
  readonly namespace?: string;
  /** The plugin type, for instance `jwt`; empty if the object names none. */
  readonly type: string;
  /** The object, unless it exists without this app. */
  readonly object?: FinalObject;
}

/** Plugin names that meet at one object: what its annotation lists, and for a rule of an HTTPRoute also what its filters name. */
export interface Attachment {
  readonly by: FinalObject;
  readonly names: string[];
  /** What each of the names resolves to. */
  readonly plugins: (ResolvedPlugin | undefined)[];
}

/** An object that cannot be rendered. */
export interface Unrendered {
  readonly source: ApiObject;
  readonly error: string;
}

/** Kinds whose `konghq.com/plugins` annotation the controller reads. */
const REFERRERS = ['Ingress', 'HTTPRoute', 'GRPCRoute', 'Service', 'KongConsumer', 'KongConsumerGroup'];
const PLUGINS = 'konghq.com/plugins';

const KONG = 'configuration.konghq.com';
const GATEWAY_API = 'gateway.networking.k8s.io';
/** The API group of kinds that rules ask for; another group's kind of the same name is something else. */
const GROUPS: Record<string, string> = {
  Ingress: 'networking.k8s.io',
  Service: '',
  Secret: '',
  HTTPRoute: GATEWAY_API,
  GRPCRoute: GATEWAY_API,
  ReferenceGrant: GATEWAY_API,
  KongPlugin: KONG,
  KongClusterPlugin: KONG,
  KongConsumer: KONG,
  KongConsumerGroup: KONG,
  KongVault: KONG,
  TCPIngress: KONG,
  UDPIngress: KONG,
};

/** All final objects of an app, with what the rules look up in them. Made once for a run of all the rules. */
export class AppView {
  public readonly objects: FinalObject[] = [];
  public readonly unrendered: Unrendered[] = [];
  /** The gateways that are declared, and the one of all defaults if an object has no other. */
  public readonly gateways: KongGateway[];
  /** What has a plugin annotation and is taken by the controller. */
  public readonly referrers: FinalObject[] = [];
  /** What the referrers name, also by filters of an HTTPRoute. */
  public readonly attachments: Attachment[] = [];

  private readonly inUse = new GatewaysInUse();
  private readonly kinds = new Map<string, FinalObject[]>();
  private readonly plugins = new Map<string, ResolvedPlugin>();
  private readonly users = new Map<ResolvedPlugin, Set<FinalObject>>();
  private readonly attached = new Map<FinalObject, ResolvedPlugin[]>();
  private sameName?: Map<string, ResolvedPlugin[]>;

  constructor(public readonly root: IConstruct, public readonly nodes: IConstruct[] = root.node.findAll()) {
    const { inUse } = this;
    const rendered: { node: ApiObject; manifest: any }[] = [];
    const imported: IConstruct[] = [];
    for (const node of nodes) {
      if (ApiObject.isApiObject(node)) {
        inUse.add(KongGateway._serving(node));
        try {
          forgetJudged(node);
          const manifest = node.toJson();
          keepJudged(node, manifest);
          rendered.push({ node, manifest });
        } catch (error) {
          this.unrendered.push({ source: node, error: (error as Error).message });
        }
      } else if (node instanceof KongGateway) {
        inUse.add(node);
      } else if (IMPORTED_PLUGIN in node) {
        inUse.add(KongGateway._serving(node));
        imported.push(node);
      }
    }
    this.gateways = inUse.all();
    for (const node of imported as any[]) {
      this.addPlugin(inUse.cluster(KongGateway._serving(node)), { name: node.pluginName, namespace: node.pluginNamespace, type: node.pluginType });
    }
    rendered.forEach(({ node, manifest }) => itemsOf(manifest).forEach(item => this.add(finalObject(node, item, inUse))));
    for (const kind of REFERRERS) {
      this.ofKind(kind).forEach(object => this.attach(object));
    }
  }

  /** In which of the app's clusters a gateway is. */
  public clusterOf(gateway: KongGateway): number {
    return this.inUse.cluster(gateway);
  }

  /** The objects of a kind, in tree order. */
  public ofKind(kind: string): FinalObject[] {
    return this.kinds.get(kind) ?? [];
  }

  /** KongPlugins and KongClusterPlugins, in tree order within each. */
  public pluginObjects(): FinalObject[] {
    return [...this.ofKind('KongPlugin'), ...this.ofKind('KongClusterPlugin')];
  }

  /**
   * What the controller finds for a name: a KongPlugin of the referrer's namespace, or of the one before the colon, then a
   * KongClusterPlugin.
   */
  public resolve(by: FinalObject, name: string): ResolvedPlugin | undefined {
    const colon = name.indexOf(':');
    const [namespace, bare] = colon < 0 ? [by.namespace, name] : [name.slice(0, colon), name.slice(colon + 1)];
    return this.plugins.get(key(by.cluster, namespace, bare)) ?? this.plugins.get(key(by.cluster, '*', bare));
  }

  /** The plugins of an object's annotation that resolve. */
  public pluginsOn(object: FinalObject): ResolvedPlugin[] {
    return this.attached.get(object) ?? [];
  }

  /** Plugins of a name in whatever namespace of a cluster. */
  public named(cluster: number, name: string): ResolvedPlugin[] {
    if (!this.sameName) {
      this.sameName = new Map();
      for (const [id, plugin] of this.plugins) {
        push(this.sameName, `${id.slice(0, id.indexOf(' '))} ${plugin.name}`, plugin);
      }
    }
    return this.sameName.get(`${cluster} ${name}`) ?? [];
  }

  /** The names that resolve in a namespace, for suggestions. */
  public namesFor(by: FinalObject): string[] {
    const plugins = [...this.plugins.entries()];
    return plugins.filter(([id, { namespace }]) => id.startsWith(`${by.cluster} `) && (namespace === by.namespace || namespace === '*')).map(([, { name }]) => name);
  }

  /** What refers to a plugin, whether or not the controller takes it. */
  public usersOf(plugin: ResolvedPlugin): FinalObject[] {
    return [...this.users.get(plugin) ?? []];
  }

  /** Every plugin that something refers to, with what does. */
  public used(): [ResolvedPlugin, FinalObject[]][] {
    return [...this.users].map(([plugin, objects]) => [plugin, [...objects]]);
  }

  private add(object: FinalObject): void {
    this.objects.push(object);
    if ((GROUPS[object.kind] ?? object.group) !== object.group) {
      return;
    }
    push(this.kinds, object.kind, object);
    if (object.kind === 'KongPlugin' || object.kind === 'KongClusterPlugin') {
      const { plugin } = object.manifest;
      const namespace = object.kind === 'KongPlugin' ? object.namespace : '*';
      this.addPlugin(object.cluster, { name: object.name, namespace, type: typeof plugin === 'string' ? plugin : '', object });
    }
  }

  private addPlugin(cluster: number, plugin: ResolvedPlugin): void {
    this.plugins.set(key(cluster, plugin.namespace, plugin.name), plugin);
  }

  private attach(by: FinalObject): void {
    const own = this.attachment(by, splitNames(by.annotations[PLUGINS]));
    const filters = by.kind === 'HTTPRoute' || by.kind === 'GRPCRoute' ? list(by.manifest.spec?.rules).map(extensionRefs) : [];
    const together = filters.some(refs => refs.length > 0) ? filters.map(refs => this.attachment(by, [...own.names, ...refs])) : [own];
    this.attached.set(by, own.plugins.filter(plugin => plugin !== undefined));
    for (const plugin of together.flatMap(({ plugins }) => plugins)) {
      if (plugin) {
        this.users.get(plugin)?.add(by) ?? this.users.set(plugin, new Set([by]));
      }
    }
    if (isKongs(by)) {
      PLUGINS in by.annotations && this.referrers.push(by);
      this.attachments.push(...together.filter(({ names }) => names.length > 0));
    }
  }

  private attachment(by: FinalObject, names: string[]): Attachment {
    return { by, names, plugins: names.map(name => this.resolve(by, name)) };
  }
}

/** The items of a plugin annotation: trimmed, empty ones and those that begin or end with a colon skipped, as the controller does. */
export function splitNames(annotation: string | undefined): string[] {
  return (annotation ?? '').split(',').map(item => item.trim()).filter(item => item && !item.startsWith(':') && !item.endsWith(':'));
}

/** The plugins that the filters of a rule name. */
export function extensionRefs(rule: any): string[] {
  const refs = list(rule?.filters).filter(filter => filter?.type === 'ExtensionRef' && filter.extensionRef?.kind === 'KongPlugin');
  return refs.map(filter => String(filter.extensionRef.name));
}

function key(cluster: number, namespace: string | undefined, name: string): string {
  return `${cluster} ${namespace ?? ''}/${name}`;
}

function push<K, V>(lists: Map<K, V[]>, at: K, value: V): void {
  const found = lists.get(at);
  found ? found.push(value) : lists.set(at, [value]);
}
