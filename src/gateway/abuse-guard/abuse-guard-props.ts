import { Duration } from 'cdk8s';
import { AbuseGuardImage } from './abuse-guard-image';
import { AbuseGuardMonitoring } from './abuse-guard-monitoring';
import { AbuseGuardBlocks, AbuseGuardScoring } from './abuse-guard-scoring';
import { IKongPlugin } from '../../kong/kong-plugin';
import { Cidr } from '../../values/cidr';
import { SecretRef } from '../../values/secret-ref';
import { Redis } from '../redis';

/** What each pod may use, as Kubernetes writes quantities. */
export interface AbuseGuardResources {
  /**
   * The processor time that a pod is sure of.
   *
   * @default '50m'
   */
  readonly cpuRequest?: string;

  /**
   * The processor time that a pod has at most.
   *
   * @default '1'
   */
  readonly cpuLimit?: string;

  /**
   * The memory that a pod is sure of.
   *
   * @default '128Mi'
   */
  readonly memoryRequest?: string;

  /**
   * The memory beyond which a pod is ended.
   *
   * @default '384Mi'
   */
  readonly memoryLimit?: string;
}

/** An abuse guard. */
export interface AbuseGuardProps {
  /**
   * Where the secret is by which the guard knows the gateway's log entries, in the guard's namespace: at least 16 characters, as a JSON
   * string **with its quotes** (`"…"`), since the controller splices it into the plugin as raw JSON. The Secret should carry the label
   * `konghq.com/validate: plugin`. Whoever has the value can have any address blocked.
   */
  readonly logSecret: SecretRef;

  /**
   * A Secret of type `kubernetes.io/tls` in the guard's namespace, with which it takes entries over TLS, for a name as
   * `abuse-guard.kong.svc`. A new certificate is taken up within a minute. Kong verifies it from 3.13 on, where its authority must be among
   * `lua_ssl_trusted_certificate`; before, TLS keeps entries and secret from whoever only listens. Kong has a client certificate for its logs
   * from 3.15 on, which is why the gateway is known by `logSecret` in either case.
   *
   * @default - in clear, within the cluster
   */
  readonly tlsSecret?: string;

  /** Who watches the guard: without its alerts nobody notices that nobody is blocked. */
  readonly monitoring: AbuseGuardMonitoring;

  /**
   * The secret before the last change, which is taken as well until the gateway has the new one.
   *
   * @default - only `logSecret` is taken
   */
  readonly formerLogSecret?: SecretRef;

  /**
   * The namespace of the guard's objects.
   *
   * @default - the namespace of the gateway
   */
  readonly namespace?: string;

  /**
   * How many pods take entries. One of them blocks, the others wait for its place. More than one needs a Redis, in which they count together.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Where points are counted. Its password must be in a Secret of the guard's namespace too.
   *
   * @default - that of the gateway, with more than one replica; the pod's memory otherwise
   */
  readonly redis?: Redis;

  /**
   * Where the certificate is of the authority that has signed that of the Redis, as PEM in a Secret of the guard's namespace.
   *
   * @default - the public authorities that Node knows
   */
  readonly redisAuthority?: SecretRef;

  /**
   * How addresses are scored.
   *
   * @default - an address is blocked by more than 100 points within a minute
   */
  readonly scoring?: AbuseGuardScoring;

  /**
   * How long addresses are blocked, and how many.
   *
   * @default - an hour, doubled on repetition up to a day, and 1000 addresses
   */
  readonly blocks?: AbuseGuardBlocks;

  /**
   * Ranges that are never blocked: partners, offices, monitoring. The gateway's trusted proxies are always among them.
   *
   * @default - none beside the trusted proxies and, without `blockPrivateRanges`, private ones
   */
  readonly never?: Cidr[];

  /**
   * Whether private addresses (RFC 1918, carrier-grade NAT, unique local) may be blocked. Behind a load balancer that does not tell the
   * client's address, its own would be.
   *
   * @default false
   */
  readonly blockPrivateRanges?: boolean;

  /**
   * Whether the guard only says whom it would block, in its log and metrics.
   *
   * @default false
   */
  readonly dryRun?: boolean;

  /**
   * An HTTP collector that gets every body of entries as it came, for what `AccessLog.http` was for. Only what is taken is relayed.
   *
   * @default - entries go no further
   */
  readonly relayTo?: string;

  /**
   * Where the value of the Authorization header for the collector is, in the guard's namespace.
   *
   * @default - none is sent
   */
  readonly relayAuthorization?: SecretRef;

  /**
   * Request headers that carry credentials on any route, beside Authorization, Cookie, apikey and X-API-Key: they are left out of the log.
   *
   * @default - no others
   */
  readonly credentialHeaders?: string[];

  /**
   * The ip-restriction plugins of other apps that this gateway serves, each with its namespace: `KongPlugin.fromName`. They must have an
   * allow list, which may be everybody, and no deny list.
   *
   * @default - those of this app
   */
  readonly furtherPlugins?: IKongPlugin[];

  /**
   * The least time between two changes of the deny lists, from a fifth of a second to a minute. Each is a configuration push of the gateway.
   *
   * @default Duration.seconds(5)
   */
  readonly pushInterval?: Duration;

  /**
   * What the pods run.
   *
   * @default AbuseGuardImage.bundled()
   */
  readonly image?: AbuseGuardImage;

  /**
   * What each pod may use.
   *
   * @default - as each says
   */
  readonly resources?: AbuseGuardResources;

  /**
   * The namespace whose pods may read metrics.
   *
   * @default 'monitoring'
   */
  readonly monitoringNamespace?: string;

  /**
   * The addresses of the API servers, behind their Service.
   *
   * @default - anywhere, at the ports of API servers
   */
  readonly apiServers?: Cidr[];

  /**
   * The ports of the API servers, at the Service and behind it.
   *
   * @default [443, 6443]
   */
  readonly apiServerPorts?: number[];
}
