import { Construct, IConstruct } from 'constructs';
import { ControllerVersion } from './controller-version';
import { checkKinds, gatewayProblem, globalPluginsProblem } from './gateway-checks';
import { GatewayMetricsSwitches } from './gateway-metrics-switches';
import { GatewayRequirement, GatewayRequirements } from './gateway-requirements';
import { KongEdition } from './kong-edition';
import { ImportedKongGatewayProps, KongGatewayProps } from './kong-gateway-props';
import { KongVersion } from './kong-version';
import { Redis } from './redis';
import { RealIpHeader, UntrustedLua } from './untrusted-lua';
import { locate, mistake } from '../errors';
import { TlsProfile } from '../tls/tls-profile';
import { Cidr } from '../values/cidr';
import { SecretRef } from '../values/secret-ref';

const GATEWAY = Symbol.for('gatewarden.KongGateway');
const DEFAULT = Symbol.for('gatewarden.KongGateway.default');
const ASKED = Symbol.for('gatewarden.KongGateway.asked');

/** The marks that scopes carry; symbols, so that two copies of the package see each other's. */
interface Marked {
  [GATEWAY]?: KongGateway;
  [DEFAULT]?: KongGateway;
  [ASKED]?: boolean;
}

/**
 * The Kong gateway that serves everything below the scope in which this is made. It emits nothing: it says what runs in the
 * cluster, and every construct renders itself for it or refuses to.
 */
export class KongGateway extends Construct {
  /**
   * The gateway that serves a construct: the nearest one declared at a scope above it. Without any, a gateway with all
   * defaults: open-source Kong 3.9, controller 3.5, class `kong`, one replica, behind a load balancer.
   */
  public static of(scope: IConstruct): KongGateway {
    for (let at: IConstruct | undefined = scope; at && !(at as Marked)[GATEWAY]; at = at.node.scope) {
      (at as Marked)[ASKED] = true;
    }
    return KongGateway._serving(scope);
  }

  /**
   * The same, for who only looks: nothing is rendered for it, so that a gateway may still be declared.
   *
   * @internal
   */
  public static _serving(scope: IConstruct): KongGateway {
    let root = scope as Marked;
    for (let at: IConstruct | undefined = scope; at; at = at.node.scope) {
      root = at as Marked;
      if (root[GATEWAY]) {
        return root[GATEWAY];
      }
    }
    // Outside the tree, so that a chart that declares no gateway has no child that nobody made.
    root[DEFAULT] ??= new KongGateway(undefined as unknown as Construct, '');
    return root[DEFAULT];
  }

  /**
   * A gateway that another app declares, together with its settings, metrics and global objects.
   *
   * @throws as the constructor does, and when a global plugin is no plugin type
   */
  public static imported(scope: Construct, id: string, props: ImportedKongGatewayProps = {}): KongGateway {
    const gateway = new KongGateway(scope, id, props);
    gateway._globalPlugins = [...props.globalPlugins ?? []];
    gateway.refuse(globalPluginsProblem(gateway._globalPlugins));
    return gateway;
  }

  /** The version of the gateway. */
  public readonly version: KongVersion;
  /** The edition of the gateway. */
  public readonly edition: KongEdition;
  /** The version of the controller. */
  public readonly controllerVersion: ControllerVersion;
  /** The ingress class. */
  public readonly ingressClassName: string;
  /** The name of the cluster; empty where the app renders for one. */
  public readonly cluster: string;
  /** The namespace of the gateway's pods. */
  public readonly namespace: string;
  /** How many pods there are, at most. */
  public readonly replicas: number;
  /** Whether something between client and gateway replaces the client's address. */
  public readonly behindLoadBalancer: boolean;
  /** The Redis for rate limits, if there is one. */
  public readonly redis?: Redis;
  /** The TLS versions and ciphers. */
  public readonly tlsProfile: TlsProfile;
  /** How the node runs Lua from plugin configs. */
  public readonly untrustedLua: UntrustedLua;
  /** Whether objects carry Argo CD's sync waves. */
  public readonly syncWaves: boolean;
  /** Where a trusted proxy states the client's address. */
  public readonly realIpHeader: RealIpHeader;

  /** @internal */
  public readonly _requirements = new GatewayRequirements();
  /** @internal */
  public readonly _settingsElsewhere: Record<string, string>;
  /** @internal */
  public _globalPlugins?: string[];

  private readonly props: KongGatewayProps;
  private readonly once = new Map<string, IConstruct>();

  /**
   * @throws when the edition does not exist in this version, a name or label is none that Kubernetes takes, a proxy range lets everybody
   * forge an address, a setting would be ignored or is a secret, the scope has a gateway already, or something below the scope was
   * rendered for another gateway before
   */
  constructor(scope: Construct, id: string, props: KongGatewayProps = {}) {
    super(scope, id);
    locate(this, () => checkKinds(props));
    this.props = props;
    this.version = props.version ?? KongVersion.V3_9;
    this.edition = props.edition ?? KongEdition.OSS;
    this.controllerVersion = props.controllerVersion ?? ControllerVersion.V3_5;
    this.ingressClassName = props.ingressClassName ?? 'kong';
    this.cluster = props.cluster ?? '';
    this.namespace = props.namespace ?? 'kong';
    this.replicas = props.replicas ?? 1;
    this.behindLoadBalancer = props.behindLoadBalancer ?? true;
    this.redis = props.redis;
    this.tlsProfile = props.tlsProfile ?? TlsProfile.INTERMEDIATE;
    this.untrustedLua = props.untrustedLua ?? defaultLua(this.version);
    this.syncWaves = props.syncWaves ?? true;
    this.realIpHeader = props.realIpHeader ?? RealIpHeader.X_FORWARDED_FOR;
    this._settingsElsewhere = { ...props.settings };
    this.refuse(gatewayProblem(this, props));
    if (scope) {
      this.register(scope);
    }
    this.requireOwnSettings();
  }

  /** The trusted proxies, as a copy. */
  public get trustedProxies(): Cidr[] {
    return [...this.props.trustedProxies ?? []];
  }

  /** Labels that select the gateway's pods, as a copy. */
  public get podLabels(): { [key: string]: string } {
    return { ...this.props.podLabels ?? { 'app.kubernetes.io/name': 'kong' } };
  }

  /** Labels that select the controller's pods, as a copy; those of the gateway's pods where both run in one. */
  public get controllerPodLabels(): { [key: string]: string } {
    return { ...this.props.controllerPodLabels ?? this.podLabels };
  }

  /** Lua modules that functions may require, as a copy. */
  public get luaModules(): string[] {
    return [...this.props.luaModules ?? []];
  }

  /** Environment variables of the pods that come from Secrets, as a copy. */
  public get secretEnvironment(): { [variable: string]: SecretRef } {
    return { ...this.props.secretEnvironment };
  }

  /** Which series the gateway exposes. */
  public get metrics(): GatewayMetricsSwitches {
    const given = this.props.metrics ?? {};
    return {
      statusCodes: given.statusCodes ?? true,
      latency: given.latency ?? true,
      bandwidth: given.bandwidth ?? true,
      upstreamHealth: given.upstreamHealth ?? true,
      perConsumer: given.perConsumer ?? false,
    };
  }

  /**
   * Whether the controller runs in pods of its own.
   *
   * @internal
   */
  public get _controllerApart(): boolean {
    return this.props.controllerPodLabels !== undefined;
  }

  /** Whether another app declares this gateway. */
  public get isImported(): boolean {
    return this._globalPlugins !== undefined;
  }

  /** Whether consumer groups and Enterprise plugins exist. */
  public get isEnterprise(): boolean {
    return this.edition === KongEdition.ENTERPRISE;
  }

  /** What it is, as error texts say it: `oss 3.9`. */
  public get description(): string {
    return `${this.edition} ${this.version}`;
  }

  /**
   * Notes what something needs of the gateway's nodes.
   *
   * @internal
   */
  public _require(requirement: GatewayRequirement): void {
    this._requirements.add(requirement);
  }

  /**
   * Notes that something which a gateway has once was made.
   *
   * @throws when it was made before
   * @internal
   */
  public _claim(what: string, by: IConstruct): void {
    const first = this.once.get(what);
    if (first) {
      throw mistake(by, `${what} of this gateway exists already (${first.node.path}): expected one per gateway; add to that one`);
    }
    this.once.set(what, by);
  }

  private refuse(problem: string | undefined): void {
    if (problem) {
      throw mistake(this, problem);
    }
  }

  private register(scope: Construct): void {
    const marks = scope as Marked;
    if (marks[GATEWAY]) {
      throw mistake(this, `a gateway is declared at this scope already (${marks[GATEWAY].node.path}): expected one per scope; declare the second one at a chart of its own`);
    }
    if (marks[ASKED]) {
      throw mistake(this, 'the gateway is declared after constructs that it serves were rendered for another one: expected the gateway first; move it up');
    }
    Object.defineProperty(scope, GATEWAY, { value: this });
  }

  /** What the gateway's own properties need of its nodes. */
  private requireOwnSettings(): void {
    const proxies = this.props.trustedProxies ?? [];
    if (proxies.length > 0) {
      const reason = 'trustedProxies';
      this._require({ setting: 'KONG_TRUSTED_IPS', value: [...new Set(proxies.map(String))].join(','), reason, met: false });
      this._require({ setting: 'KONG_REAL_IP_HEADER', value: this.realIpHeader, reason, met: this.realIpHeader === RealIpHeader.X_REAL_IP });
      this._require({ setting: 'KONG_REAL_IP_RECURSIVE', value: 'on', reason, met: false });
    }
    for (const [setting, value] of Object.entries(this.tlsProfile._settings())) {
      this._require({ setting, value, reason: 'tlsProfile', met: this.tlsProfile.suite === 'intermediate' });
    }
    if (this.luaModules.length > 0) {
      this._require({ setting: 'KONG_UNTRUSTED_LUA_SANDBOX_REQUIRES', value: [...new Set(this.luaModules)].join(','), reason: 'luaModules', met: false });
    }
    if (this.props.untrustedLua) {
      this._require({ setting: 'KONG_UNTRUSTED_LUA', value: this.untrustedLua, reason: 'untrustedLua', met: this.untrustedLua === defaultLua(this.version) });
    }
    if (this.redis?.verifyTls) {
      const own = this.redis.trustedCertificate;
      this._require({ setting: 'KONG_LUA_SSL_TRUSTED_CERTIFICATE', value: own ? `system,${own}` : 'system', reason: 'redis', met: own === undefined });
    }
  }
}

/** What Kong itself takes when nobody sets `untrusted_lua`. */
function defaultLua(version: KongVersion): UntrustedLua {
  return version.isAtLeast(KongVersion.V3_14) ? UntrustedLua.STRICT : UntrustedLua.SANDBOX;
}
