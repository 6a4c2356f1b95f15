import { ApiObject, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { AbuseGuardImage } from './abuse-guard-image';
import { AbuseGuardLogOptions, IAbuseGuard, ImportedAbuseGuardProps } from './abuse-guard-import-props';
import { AbuseGuardProps } from './abuse-guard-props';
import { AddressRules } from './address-rules';
import { GuardAccess } from './guard-access';
import { guardBundle, hashOf } from './guard-bundle';
import { checkGuardProps, checkGuardRedis } from './guard-checks';
import { guardConfig, GuardTarget } from './guard-config';
import { USERNAME_KEY } from './guard-files';
import { guardMonitoring } from './guard-monitoring';
import { CONFIG_KEY, endpointOf, GUARD_COMPONENT, GUARD_LABEL, GUARD_NAME, SERVICE_PORT, SERVICE_TLS_PORT } from './guard-names';
import { guardNetworkPolicy } from './guard-network';
import { guardWorkload } from './guard-workload';
import { ImportedAbuseGuard } from './imported-abuse-guard';
import { locate, mistake } from '../../errors';
import { KongClusterPlugin } from '../../kong/kong-cluster-plugin';
import { kongObject, scopedName } from '../../kong/kong-object';
import { AccessLog } from '../../policies/access-log';
import { checkServiceName } from '../../values/object-name';
import { KongGateway } from '../kong-gateway';

/**
 * Blocks clients that abuse the gateway: a service that is told of every request, also of unknown paths, scores client addresses over a
 * sliding window, and keeps those that went too far in the deny lists of the gateway for a while.
 *
 * - It maintains `deny` of a global ip-restriction, which lets everybody pass until then, and of every ip-restriction of this gateway that
 *   Kong runs in its place: of `IpAccess`, `AdminEndpoint`, `KongPlugin` and `furtherPlugins`. Git states none of these lists, so that
 *   nothing is fought over, and everything is as stated before the first run.
 * - Its pods may read and patch these objects by name, their lease and their state, and nothing else.
 * - Entries come by a global http-log with a shared secret. A log of an API that goes elsewhere would take its place, and is refused:
 *   `accessLog()` goes to the guard, which relays.
 * - If the guard is down, requests go on: nobody is added and nobody is released. Its alerts say so.
 * - To remove it, apply it with `dryRun: true` first, which empties the lists: of plugins that stay, nobody else would, and who is blocked
 *   then would be blocked for ever.
 *
 * It belongs into the one app that declares the gateway; others say `AbuseGuard.imported`, and their plugins are `furtherPlugins` here. Make
 * it before the APIs.
 */
export class AbuseGuard extends Construct implements IAbuseGuard {
  /**
   * The guard of a gateway that another app declares. It emits nothing: it has the APIs of this app leave deny lists to the guard, and
   * refuses what the guard would not see.
   *
   * @throws when the gateway is not imported or has a guard already, or a name is none
   */
  public static imported(scope: Construct, id: string, props: ImportedAbuseGuardProps): IAbuseGuard {
    return new ImportedAbuseGuard(scope, id, props);
  }

  /** The global ip-restriction. */
  public readonly blockList: KongClusterPlugin;
  /** The global http-log. */
  public readonly log: KongClusterPlugin;
  /** The pods. */
  public readonly deployment: ApiObject;
  /** What leads log entries to the pods. */
  public readonly service: ApiObject;
  public readonly endpoint: string;

  private readonly access: GuardAccess;
  private readonly plugins = new Map<string, Required<GuardTarget>[]>();

  /**
   * @throws when the gateway is imported or has a guard already, a property is out of range, several replicas have no Redis, an
   * ip-restriction has no namespace, or the program is not there
   */
  constructor(scope: Construct, id: string, private readonly props: AbuseGuardProps) {
    super(scope, id);
    const gateway = KongGateway.of(this);
    if (gateway.isImported) {
      throw mistake(this, 'the gateway is imported, and guarded by the app that declares it: expected one place, since both would write the same lists; write AbuseGuard.imported here, and name the plugins of this app in furtherPlugins there');
    }
    gateway._claim('an abuse guard', this);
    const redis = props.redis ?? ((props.replicas ?? 1) > 1 ? gateway.redis : undefined);
    locate(this, () => { checkGuardProps(props); checkGuardRedis(props, redis); });

    const name = scopedName(this);
    locate(this, () => checkServiceName(name));
    const namespace = props.namespace ?? gateway.namespace;
    const tls = props.tlsSecret !== undefined;
    const labels = { [GUARD_LABEL]: GUARD_NAME, 'app.kubernetes.io/instance': name };
    const podLabels = { ...labels };
    this.endpoint = endpointOf(name, namespace, tls);

    this.blockList = new KongClusterPlugin(this, 'ip-restriction', {
      plugin: 'ip-restriction',
      // Kong takes no two empty lists, and looks at the deny list first.
      config: { allow: ['0.0.0.0/0', '::/0'], status: 403, message: 'Forbidden' },
    });
    this.log = this.globalLog(gateway, namespace);

    this.access = new GuardAccess(this, namespace, labels);
    this.access.allowClusterPlugin(this.blockList.pluginName);
    AddressRules.of(gateway).watch(rule => this.maintain(rule.name, rule.namespace, rule.by));
    props.furtherPlugins?.forEach(plugin => this.maintain(plugin.pluginName, plugin.pluginNamespace, this));

    const lease = this.empty('Lease', 'coordination.k8s.io/v1', scopedName(this, 'leader'), namespace, labels);
    const state = this.empty('ConfigMap', 'v1', scopedName(this, 'state'), namespace, labels);
    this.access.allowState(lease.name, state.name);

    const config = () => guardConfig(props, { targets: this.targets(), lease, state, redis, infrastructure: [...new Set(gateway.trustedProxies.map(String))] });
    const configMap = kongObject(this, 'Config', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: scopedName(this, 'config'),
      namespace,
      labels: { ...labels, [GUARD_COMPONENT]: 'config' },
      body: { data: { [CONFIG_KEY]: Lazy.any({ produce: config }), ...redis?.username !== undefined && { [USERNAME_KEY]: redis.username } } },
    });
    const image = props.image ?? AbuseGuardImage.bundled();
    const bundle = image.fromBundle ? guardBundle(this, namespace, labels) : undefined;
    this.deployment = guardWorkload(this, {
      namespace, labels, podLabels, bundle, props, redis,
      accountName: this.access.accountName,
      configMapName: configMap.name,
      image: image.image,
      checksum: () => hashOf(`${bundle?.hash} ${redis?.username} ${config()}`),
      replicas: props.replicas ?? 1,
    });
    this.service = kongObject(this, 'Service', {
      apiVersion: 'v1',
      kind: 'Service',
      name,
      namespace,
      labels: { ...labels, [GUARD_COMPONENT]: 'log' },
      body: { spec: { selector: podLabels, ports: [{ name: tls ? 'https' : 'http', port: tls ? SERVICE_TLS_PORT : SERVICE_PORT, targetPort: 'logs' }] } },
    });
    guardNetworkPolicy(this, labels, {
      namespace, podLabels,
      monitoringNamespace: props.monitoringNamespace ?? 'monitoring',
      apiServers: props.apiServers,
      apiServerPorts: props.apiServerPorts ?? [443, 6443],
      otherPorts: [...redis ? [redis.port] : [], ...props.relayTo === undefined ? [] : [portOf(props.relayTo)]],
    });
    guardMonitoring(this, props.monitoring, {
      namespace, labels, podLabels,
      gatewayNamespace: gateway.namespace,
      maxBlocks: props.blocks?.maxBlocks ?? 1000,
      redis: redis !== undefined,
      relay: props.relayTo !== undefined,
    });
  }

  public accessLog(options: AbuseGuardLogOptions = {}): AccessLog {
    if (this.props.relayTo === undefined) {
      throw mistake(this, 'the abuse guard relays nowhere: expected a collector for the log of an api; give relayTo to the guard, or leave accessLog out, since the guard is told of every request anyhow');
    }
    const { secret, ...rest } = options;
    return locate(this, () => AccessLog._toGuard(this.endpoint, secret ?? this.props.logSecret, rest));
  }

  /** The log of every request that has no log of its own, as a policy renders it: without credentials. */
  private globalLog(gateway: KongGateway, secretNamespace: string): KongClusterPlugin {
    const log = AccessLog._toGuard(this.endpoint, this.props.logSecret, {});
    const credentialHeaders = (this.props.credentialHeaders ?? []).map(header => header.toLowerCase());
    const [{ plugin, config, patches }] = locate(this, () => log._plugins({ gateway, publicAccess: true, cors: false, credentialHeaders }));
    return new KongClusterPlugin(this, plugin, { plugin, config: { ...config }, configPatches: patches, secretNamespace });
  }

  /** Takes a plugin among those whose deny list is maintained. The first of a namespace brings the right to patch them there. */
  private maintain(name: string, namespace: string | undefined, by: IConstruct): void {
    if (namespace === undefined) {
      throw mistake(by, `ip-restriction '${name}' has no namespace: expected one, since the abuse guard patches it there; give namespace to its chart`);
    }
    const known = this.plugins.get(namespace);
    if (known) {
      known.push({ name, namespace });
      return;
    }
    const plugins = [{ name, namespace }];
    this.plugins.set(namespace, plugins);
    this.access.allowPlugins(namespace, () => names(plugins));
  }

  private targets(): GuardTarget[] {
    const inNamespaces = [...this.plugins].sort(([a], [b]) => a < b ? -1 : 1)
      .flatMap(([namespace, plugins]) => names(plugins).map(name => ({ name, namespace })));
    return [{ name: this.blockList.pluginName }, ...inNamespaces];
  }

  /** An object that the guard fills. Nothing of what it writes is stated, so that no tool takes it back. */
  private empty(kind: string, apiVersion: string, name: string, namespace: string, labels: Record<string, string>): Required<GuardTarget> {
    kongObject(this, `${kind}State`, { apiVersion, kind, name, namespace, labels, body: {} });
    return { name, namespace };
  }
}

function names(plugins: GuardTarget[]): string[] {
  return [...new Set(plugins.map(({ name }) => name))].sort();
}

function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  return port === '' ? protocol === 'https:' ? 443 : 80 : Number(port);
}
