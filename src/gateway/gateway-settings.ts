import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { KongGateway } from './kong-gateway';
import { mistake } from '../errors';
import { kongObject, scopedName } from '../kong/kong-object';

/** Settings of the gateway's nodes. */
export interface GatewaySettingsProps {
  /**
   * Further `KONG_*` settings. One that the app needs with another value is an error.
   *
   * @default - none
   */
  readonly extra?: { [setting: string]: string };

  /**
   * The name of the ConfigMap.
   *
   * @default - the scope's path below the chart
   */
  readonly name?: string;
}

const MARK = Symbol.for('gatewarden.GatewaySettings');

/**
 * The `KONG_*` settings that the features in use need of the gateway's nodes, as a ConfigMap in the gateway's namespace: trusted proxies,
 * TLS suite, Lua modules, and `KONG_HEADERS=off`, which keeps version and latency headers from clients. The gateway's pods must take
 * their environment from it (`envFrom` with a `configMapRef`; in Kong's Helm chart the value `envFrom`), and be restarted when it changes.
 */
export class GatewaySettings extends Construct {
  /** Whether a construct is one, also of another copy of this package. */
  public static isGatewaySettings(x: any): boolean {
    return x !== null && typeof x === 'object' && MARK in x;
  }

  /** The name of the ConfigMap. */
  public readonly configMapName: string;
  /** The object. */
  public readonly apiObject: ApiObject;
  private readonly gateway: KongGateway;
  private readonly extra: Record<string, string>;

  /** @throws when the gateway is imported, or a setting is no `KONG_*` variable or holds a secret */
  constructor(scope: Construct, id: string, props: GatewaySettingsProps = {}) {
    super(scope, id);
    this.gateway = KongGateway.of(this);
    this.extra = { ...props.extra };
    if (this.gateway.isImported) {
      throw mistake(this, 'the gateway is imported, and its settings are made by the app that declares it: expected one place; state what holds there in settings of KongGateway.imported');
    }
    for (const name of Object.keys(this.extra)) {
      if (!/^KONG_[A-Z0-9_]+$/.test(name)) {
        throw mistake(this, `setting '${name}' is not a setting: expected the environment variable, KONG_ and the name in capitals; write for instance KONG_LOG_LEVEL`);
      }
      if (/PASSWORD|SECRET|LICENSE_DATA|CERT_KEY/.test(name)) {
        throw mistake(this, `setting ${name} holds a secret: a config map is readable by many; set it from a Secret in the pod's environment`);
      }
    }
    this.configMapName = props.name ?? scopedName(this);
    Object.defineProperty(this, MARK, { value: true });
    this.apiObject = kongObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: this.configMapName,
      namespace: this.gateway.namespace,
      early: true,
      // What is needed is complete only when every feature has been made.
      body: { data: Lazy.any({ produce: () => this.data() }) },
    });
  }

  private data(): Record<string, string> {
    const needed = this.gateway._requirements.settings();
    for (const [name, value] of Object.entries(this.extra)) {
      if (name in needed && needed[name] !== value) {
        throw new Error(`setting ${name} is given as '${value}' and needed as '${needed[name]}': expected what the app needs; remove it from extra`);
      }
    }
    return { KONG_HEADERS: 'off', ...needed, ...this.extra };
  }
}
