import { ControllerVersion } from './controller-version';
import { GatewayMetricsSwitches } from './gateway-metrics-switches';
import { KongEdition } from './kong-edition';
import { KongVersion } from './kong-version';
import { Redis } from './redis';
import { RealIpHeader, UntrustedLua } from './untrusted-lua';
import { TlsProfile } from '../tls/tls-profile';
import { Cidr } from '../values/cidr';
import { SecretRef } from '../values/secret-ref';

/** What runs in the cluster. Every property has the default of Kong's Helm chart. */
export interface KongGatewayProps {
  /**
   * The version of the gateway.
   *
   * @default KongVersion.V3_9
   */
  readonly version?: KongVersion;

  /**
   * The edition of the gateway.
   *
   * @default KongEdition.OSS
   */
  readonly edition?: KongEdition;

  /**
   * The version of the Kong Ingress Controller.
   *
   * @default ControllerVersion.V3_5
   */
  readonly controllerVersion?: ControllerVersion;

  /**
   * The ingress class that the controller takes. An object of another class is ignored by it without a word.
   *
   * @default 'kong'
   */
  readonly ingressClassName?: string;

  /**
   * The name of the cluster, where one app renders for several, for instance `staging` and `production`. Gateways that state different
   * clusters never meet. All others are in one cluster, and one that states none is in the cluster that is stated first.
   *
   * @default - one cluster
   */
  readonly cluster?: string;

  /**
   * The namespace of the gateway's pods, and of the controller's.
   *
   * @default 'kong'
   */
  readonly namespace?: string;

  /**
   * Labels that select the gateway's pods.
   *
   * @default - `app.kubernetes.io/name: kong`
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Labels that select the controller's pods and not the gateway's, where the controller runs in pods of its own in the same namespace.
   *
   * @default - the controller runs beside the gateway in the same pod
   */
  readonly controllerPodLabels?: { [key: string]: string };

  /**
   * How many gateway pods there are, at most. Counts that are kept in a pod are multiplied by it.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Whether requests reach the gateway through something that replaces the client's address: a load balancer, a CDN, or a
   * Service whose `externalTrafficPolicy` is `Cluster`. Rules about addresses then mean nothing without `trustedProxies`.
   *
   * @default true
   */
  readonly behindLoadBalancer?: boolean;

  /**
   * The proxies whose word about the client's address is taken. A wider range lets anybody in it forge an address.
   *
   * @default - nobody is believed, the address is that of the TCP peer
   */
  readonly trustedProxies?: Cidr[];

  /**
   * Where a trusted proxy states the client's address. Needs `trustedProxies`: Kong believes nobody else's word.
   *
   * @default RealIpHeader.X_FORWARDED_FOR
   */
  readonly realIpHeader?: RealIpHeader;

  /**
   * The Redis in which rate limits are counted.
   *
   * @default - each pod counts for itself
   */
  readonly redis?: Redis;

  /**
   * The TLS versions and ciphers of the gateway's listeners.
   *
   * @default TlsProfile.INTERMEDIATE
   */
  readonly tlsProfile?: TlsProfile;

  /**
   * What `GatewayMetrics` switches on, and what `GatewayAlerts` may therefore read.
   *
   * @default - everything but the consumer label
   */
  readonly metrics?: GatewayMetricsSwitches;

  /**
   * How the node runs Lua that comes in plugin configs.
   *
   * @default - Kong's default: sandbox up to 3.13, strict from 3.14 on
   */
  readonly untrustedLua?: UntrustedLua;

  /**
   * Lua modules that functions in plugin configs may require in the sandbox. From 3.14 on the default is `strict`, whose list of modules
   * is Kong's own and cannot be extended.
   *
   * @default - none
   */
  readonly luaModules?: string[];

  /**
   * `KONG_*` settings that are made elsewhere (in Helm values, say), so that nothing here needs to make them. They are read and never
   * written, and a secret has no place among them.
   *
   * @default - none
   */
  readonly settings?: { [key: string]: string };

  /**
   * Environment variables of the gateway's pods whose values come from Secrets in the gateway's namespace, by name: what `GatewayProof`
   * reads. This declares them and sets nothing: a ConfigMap is no place for a secret, so give the pods each of them with
   * `valueFrom.secretKeyRef` (in Kong's Helm chart the value `customEnv`), and restart them when a Secret changes.
   *
   * @default - none
   */
  readonly secretEnvironment?: { [variable: string]: SecretRef };

  /**
   * Whether plugins, secrets and consumers carry Argo CD's sync wave -1. Argo CD applies custom resources after built-in kinds of
   * one wave, so that a route would exist before its plugins do, and would be served without them.
   *
   * @default true
   */
  readonly syncWaves?: boolean;
}

/** What holds at a gateway that another app declares. */
export interface ImportedKongGatewayProps extends KongGatewayProps {
  /**
   * Plugin types that the other app has made global, for instance `prometheus`. A second global plugin of a type makes the
   * controller drop both.
   *
   * @default - none
   */
  readonly globalPlugins?: string[];
}
