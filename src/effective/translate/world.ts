import { ASSUMED, byAge, keyOf, list, map, Obj, push, text, texts } from './objects';

/** How the objects are read. */
export interface WorldOptions {
  /** The class that the controller serves. */
  readonly ingressClassName: string;
  /** Whether that class is the default, besides what an IngressClass among the objects says. */
  readonly defaultClass: boolean;
  /** The namespace of what names none. */
  readonly namespace: string;
  /** Whether Services and Secrets that are named and are not among the objects count as existing. */
  readonly assumeExisting: boolean;
  /** The ports of listeners that the gateway serves. */
  readonly proxyPorts: readonly number[];
}

const KONG = 'configuration.konghq.com';
const GATEWAY_API = 'gateway.networking.k8s.io';
/** The kinds that the controller reads, with the group that each must be of. */
const GROUPS: Record<string, string> = {
  Namespace: '',
  Service: '',
  Secret: '',
  EndpointSlice: 'discovery.k8s.io',
  Ingress: 'networking.k8s.io',
  IngressClass: 'networking.k8s.io',
  IngressClassParameters: KONG,
  KongPlugin: KONG,
  KongClusterPlugin: KONG,
  KongConsumer: KONG,
  KongConsumerGroup: KONG,
  KongUpstreamPolicy: KONG,
  GatewayClass: GATEWAY_API,
  Gateway: GATEWAY_API,
  HTTPRoute: GATEWAY_API,
  ReferenceGrant: GATEWAY_API,
};
const CLUSTER_SCOPED = new Set(['Namespace', 'IngressClass', 'KongClusterPlugin', 'GatewayClass']);
/** Kinds that the controller reads and this translation does not. */
const UNREAD: Record<string, string> = {
  TCPIngress: KONG,
  UDPIngress: KONG,
  KongIngress: KONG,
  KongCustomEntity: KONG,
  KongVault: KONG,
  KongLicense: KONG,
  KongServiceFacade: 'incubator.ingress-controller.konghq.com',
  GRPCRoute: GATEWAY_API,
  TCPRoute: GATEWAY_API,
  UDPRoute: GATEWAY_API,
  TLSRoute: GATEWAY_API,
  BackendTLSPolicy: GATEWAY_API,
};

/** The objects of a cluster, by kind and name. Of two of one name the later is what stays, as with `kubectl apply`. */
export class World {
  /** Objects that the controller reads and this translation does not. */
  public readonly unread: Obj[] = [];
  /** Whether the class is the default one. */
  public readonly defaultClass: boolean;
  private readonly kinds = new Map<string, Map<string, Obj>>();
  private readonly slices = new Map<string, Obj[]>();
  private readonly assumed = new Map<string, Obj>();

  constructor(manifests: readonly any[], public readonly options: WorldOptions) {
    manifests.forEach((manifest, index) => this.add(manifest, index));
    for (const slice of this.ofKind('EndpointSlice')) {
      push(this.slices, keyOf(slice.namespace, slice.labels['kubernetes.io/service-name'] ?? ''), slice);
    }
    const own = this.get('IngressClass', '', options.ingressClassName);
    this.defaultClass = options.defaultClass || own?.annotations['ingressclass.kubernetes.io/is-default-class'] === 'true';
  }

  /** The objects of a kind, in the order of the page. */
  public ofKind(kind: string): Obj[] {
    return [...this.kinds.get(kind)?.values() ?? []];
  }

  /** The objects of a kind, the oldest first. */
  public byAge(kind: string): Obj[] {
    return this.ofKind(kind).sort(byAge);
  }

  public get(kind: string, namespace: string, name: string): Obj | undefined {
    return this.kinds.get(kind)?.get(keyOf(namespace, name));
  }

  /** A Service or Secret; a stand-in for one that is taken to exist. */
  public find(kind: 'Service' | 'Secret', namespace: string, name: string): Obj | undefined {
    return this.get(kind, namespace, name) ?? (this.options.assumeExisting ? this.assume(kind, namespace, name) : undefined);
  }

  /** The EndpointSlices of a Service. */
  public slicesOf(service: Obj): Obj[] {
    return this.slices.get(keyOf(service.namespace, service.name)) ?? [];
  }

  private add(manifest: any, index: number): void {
    const { kind, metadata } = map(manifest);
    if (kind === 'List') {
      return list(manifest.items).forEach(item => this.add(item, index));
    }
    const name = text(map(metadata).name);
    if (typeof kind !== 'string' || name === undefined) {
      return;
    }
    const apiVersion = text(manifest.apiVersion) ?? '';
    const slash = apiVersion.indexOf('/');
    const group = slash < 0 ? '' : apiVersion.slice(0, slash);
    const object: Obj = {
      kind,
      group,
      version: apiVersion.slice(slash + 1),
      namespace: CLUSTER_SCOPED.has(kind) ? '' : text(metadata.namespace) ?? this.options.namespace,
      name,
      annotations: texts(metadata.annotations),
      labels: texts(metadata.labels),
      manifest,
      age: ageOf(metadata.creationTimestamp) ?? index,
      ...manifest[ASSUMED] && { assumed: true },
    };
    if (UNREAD[kind] === group) {
      this.unread.push(object);
    } else if (GROUPS[kind] === group) {
      const same = this.kinds.get(kind) ?? new Map<string, Obj>();
      this.kinds.set(kind, same.set(keyOf(object.namespace, name), object));
    }
  }

  private assume(kind: string, namespace: string, name: string): Obj {
    const key = `${kind} ${keyOf(namespace, name)}`;
    let found = this.assumed.get(key);
    if (!found) {
      found = { kind, group: '', version: 'v1', namespace, name, annotations: {}, labels: {}, manifest: {}, age: 0, assumed: true };
      this.assumed.set(key, found);
    }
    return found;
  }
}

/** A timestamp as a number that is smaller than any place on a page: what has one exists already. */
function ageOf(timestamp: unknown): number | undefined {
  const time = timestamp instanceof Date ? timestamp.getTime() : typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN;
  return Number.isNaN(time) ? undefined : time - 1e16;
}
