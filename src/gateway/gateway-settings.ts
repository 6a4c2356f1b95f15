import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { settingHolds } from './gateway-requirements';
import { KongGateway } from './kong-gateway';
import { settingsProblem } from './setting-checks';
import { mistake } from '../errors';
import { kongObject, scopedName } from '../kong/kong-object';
import { GATEWAY_SETTINGS } from '../rules/marks';
import { checkObjectName } from '../values/object-name';

/** Settings of the gateway's nodes. */
export interface GatewaySettingsProps {
  /**
   * Further `KONG_*` settings. One that the app needs with another value is an error; a list may say more than the app needs.
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

/** An environment variable of the gateway's pods that comes from a Secret, as an entry of a container's `env`. */
export interface SecretVariable {
  /** The variable. */
  readonly name: string;
  /** Where its value is. */
  readonly valueFrom: SecretVariableSource;
}

/** Where the value of an environment variable is. */
export interface SecretVariableSource {
  /** The entry of a Secret in the namespace of the pods. */
  readonly secretKeyRef: SecretVariableKey;
}

/** One entry of a Secret. */
export interface SecretVariableKey {
  /** The name of the Secret. */
  readonly name: string;
  /** The entry. */
  readonly key: string;
}

/**
 * The `KONG_*` settings that the features in use need of the gateway's nodes, as a ConfigMap in the gateway's namespace: trusted proxies,
 * TLS suite, Lua modules, and `KONG_HEADERS=off`, which keeps version and latency headers from clients. The gateway's pods must take
 * their environment from it (`envFrom` with a `configMapRef`; in Kong's Helm chart the value `envFrom`), and be restarted when it changes.
 * A variable that the pod sets itself (the chart's value `env`) wins over it without a word: state those in `settings` of `KongGateway`.
 *
 * A ConfigMap holds no secret. What the pods take from Secrets is in `environment`, for the manifest or the values that make the pods.
 */
export class GatewaySettings extends Construct {
  /** Whether a construct is one, also of another copy of this package. */
  public static isGatewaySettings(x: any): boolean {
    return x !== null && typeof x === 'object' && GATEWAY_SETTINGS in x;
  }

  /** The name of the ConfigMap. */
  public readonly configMapName: string;
  /** The object. */
  public readonly apiObject: ApiObject;
  private readonly gateway: KongGateway;
  private readonly extra: Record<string, string>;

  /** @throws when the gateway is imported or has such settings already, or a setting is no `KONG_*` variable, would be ignored or holds a secret */
  constructor(scope: Construct, id: string, props: GatewaySettingsProps = {}) {
    super(scope, id);
    this.gateway = KongGateway.of(this);
    this.extra = { ...props.extra };
    if (this.gateway.isImported) {
      throw mistake(this, 'the gateway is imported, and its settings are made by the app that declares it: expected one place; state what holds there in settings of KongGateway.imported');
    }
    this.gateway._claim('a config map with settings', this);
    const problem = settingsProblem(this.extra, this.gateway.tlsProfile);
    if (problem) {
      throw mistake(this, problem);
    }
    this.configMapName = props.name ?? scopedName(this);
    try {
      checkObjectName(this.configMapName);
    } catch (error) {
      throw mistake(this, (error as Error).message);
    }
    Object.defineProperty(this, GATEWAY_SETTINGS, { value: true });
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

  /**
   * What `secretEnvironment` of the gateway asks of its pods: entries for `env` of the container `proxy`, by name. The pods are not made
   * here, and without these entries what needs a secret, such as `GatewayProof`, answers 503. In Kong's Helm chart they are the value
   * `customEnv`, a map from the variable in small letters to `valueFrom`.
   */
  public get environment(): SecretVariable[] {
    return Object.entries(this.gateway.secretEnvironment).sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { name: secret, key }]) => ({ name, valueFrom: { secretKeyRef: { name: secret, key } } }));
  }

  private data(): Record<string, string> {
    const needed = this.needed();
    for (const [name, value] of Object.entries(this.extra)) {
      if (name in needed && !settingHolds(name, needed[name], value)) {
        throw mistake(this, `setting ${name} is given as '${value}' and needed as '${needed[name]}': expected what the app needs; remove it from extra`);
      }
    }
    for (const [name, value] of Object.entries(this.gateway._settingsElsewhere)) {
      if (name in needed && !settingHolds(name, needed[name], value)) {
        throw mistake(this, `setting ${name} is made elsewhere as '${value}' and needed as '${needed[name]}': what a pod sets itself wins over a config map; change it there and in settings of the gateway`);
      }
    }
    const data: Record<string, string> = { KONG_HEADERS: 'off', ...needed, ...this.extra };
    return Object.fromEntries(Object.keys(data).sort().map(name => [name, data[name]]));
  }

  private needed(): Record<string, string> {
    try {
      return this.gateway._requirements.settings();
    } catch (error) {
      throw mistake(this, (error as Error).message);
    }
  }
}
