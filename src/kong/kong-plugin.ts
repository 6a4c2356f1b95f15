import { Construct } from 'constructs';
import { checkPluginConfig } from './facts/check-config';
import { kongObjectProps, namespaceOf, scopedName } from './kong-object';
import { ManagedObject } from './managed-object';
import { locate, mistake } from '../errors';
import { AddressRules } from '../gateway/abuse-guard/address-rules';
import { KongGateway } from '../gateway/kong-gateway';
import { CUSTOM_PLUGIN, IMPORTED_PLUGIN } from '../rules/marks';
import { expectList, isSecretRef } from '../values/kinds';
import { checkObjectName } from '../values/object-name';
import { SecretRef } from '../values/secret-ref';

/** A plugin that a route, a consumer or a consumer group can refer to. */
export interface IKongPlugin {
  /** The name of the object. */
  readonly pluginName: string;
  /** The plugin type, as Kong names it, for instance `rate-limiting`. */
  readonly pluginType: string;
  /** The namespace of the object; undefined is the one that the chart is applied to. */
  readonly pluginNamespace?: string;
}

/** A setting of a plugin whose value is in a Secret. Needs Kong Ingress Controller 3.1 or later. */
export interface ConfigPatch {
  /** The place in the config as a JSON pointer, for instance `/redis/password`. */
  readonly path: string;
  /** The Secret in the plugin's namespace; its value is spliced in as raw JSON, so a string must be stored with its quotes. */
  readonly secret: SecretRef;
}

/** A plugin by its Kong configuration. */
export interface KongPluginProps {
  /** The plugin type, as Kong names it. It is immutable: the object's name carries it. */
  readonly plugin: string;

  /**
   * The configuration. It is checked against the schema of the gateway's version.
   *
   * @default - the plugin's own defaults
   */
  readonly config?: { [key: string]: any };

  /**
   * Settings whose value is in a Secret.
   *
   * @default - none
   */
  readonly configPatches?: ConfigPatch[];

  /**
   * The protocols for which the plugin runs.
   *
   * @default - those that the plugin type is for, http and https among them
   */
  readonly protocols?: string[];

  /**
   * The name of the object.
   *
   * @default - the scope's path below the chart, and the plugin type
   */
  readonly name?: string;

  /**
   * The namespace of the object; it must be that of what refers to it.
   *
   * @default - the chart's
   */
  readonly namespace?: string;

  /**
   * Whether the type is one of your own, which the gateway's image brings and whose configuration cannot be checked here.
   *
   * @default false
   */
  readonly custom?: boolean;
}

/** A plugin object that exists without this app. */
export interface ExistingKongPlugin {
  /** The name of the object. */
  readonly name: string;
  /** The plugin type, so that a second one of it on a route is noticed. */
  readonly plugin: string;
  /**
   * The namespace of the object.
   *
   * @default - the chart's
   */
  readonly namespace?: string;
}

/**
 * A KongPlugin object. The policies make these; use it yourself for a plugin that no policy covers, and hand it to `plugins` of an
 * API or a route.
 */
export class KongPlugin extends ManagedObject implements IKongPlugin {
  /**
   * A plugin object that exists in the cluster. Whether it does cannot be checked here, and a route whose plugin is missing is served
   * without it.
   *
   * @throws when the name is no object name
   */
  public static fromName(scope: Construct, id: string, existing: ExistingKongPlugin): IKongPlugin {
    return new ExistingPlugin(scope, id, existing);
  }

  public readonly pluginName: string;
  public readonly pluginType: string;
  public readonly pluginNamespace?: string;

  /** @throws when the type or a setting does not exist at this gateway, or a value is not allowed there */
  constructor(scope: Construct, id: string, props: KongPluginProps) {
    super(scope, id, kongObjectProps(scope, {
      apiVersion: 'configuration.konghq.com/v1',
      kind: 'KongPlugin',
      name: props.name ?? pluginObjectName(scope, id, props.plugin),
      namespace: props.namespace,
      early: true,
      body: locate(scope, () => pluginBody(props.plugin, props.config, props.configPatches, props.protocols)),
    }));
    checkPlugin(this, props);
    const unknown = props.protocols?.find(protocol => !PROTOCOLS.includes(protocol));
    if (unknown !== undefined || props.protocols?.length === 0) {
      throw mistake(this, `plugin runs for ${unknown === undefined ? 'no protocol' : `the protocol '${unknown}'`}: expected some of ${PROTOCOLS.join(', ')}; correct it or leave protocols out`);
    }
    this.pluginType = props.plugin;
    this.pluginName = this.name;
    this.pluginNamespace = this.metadata.namespace;
    if (props.plugin === 'ip-restriction') {
      AddressRules.of(KongGateway.of(this)).add({ name: this.name, namespace: this.metadata.namespace, by: this });
    }
  }
}

/** What the API server takes in `protocols` of a plugin. */
const PROTOCOLS = ['http', 'https', 'grpc', 'grpcs', 'tcp', 'tls', 'udp'];

/** Throws if the gateway of a plugin object would not take it, or would take and not enforce it. */
export function checkPlugin(at: Construct, props: Pick<KongPluginProps, 'plugin' | 'config' | 'configPatches' | 'name' | 'custom'>): void {
  const gateway = KongGateway.of(at);
  const patches = (props.configPatches ?? []).map(patch => patch.path);
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(props.plugin)) {
    throw mistake(at, `plugin type '${props.plugin}' is not a plugin: expected its name at kong, of letters, digits, '-' and '_'; write for instance 'cors'`);
  }
  if (props.name !== undefined) {
    locate(at, () => checkObjectName(props.name!));
  }
  const wrong = patches.find(path => !path.startsWith('/'));
  if (wrong !== undefined) {
    throw mistake(at, `config patch at '${wrong}' is no json pointer: expected a path below config that begins with a slash; write '/${wrong.replace(/\./g, '/')}'`);
  }
  if (props.custom) {
    // For the guards, which would take a type that resembles one of Kong's for a typo.
    Object.defineProperty(at, CUSTOM_PLUGIN, { value: true });
  }
  const problems = checkPluginConfig(props.plugin, props.config ?? {}, { version: gateway.version.toString(), edition: gateway.edition },
    { patchedPaths: patches, allowUnknownPlugin: props.custom ?? false });
  if (problems.length > 0) {
    throw mistake(at, problems.join('; '));
  }
}

/** The fields of a plugin object beside its metadata; the same for one in a namespace and one for the cluster. */
export function pluginBody(plugin: string, config?: Record<string, unknown>, patches: ConfigPatch[] = [], protocols?: string[],
  namespace?: string): Record<string, unknown> {
  // What was given in place of a reference may be the secret, and is not repeated.
  expectList(`configPatches of ${plugin}`, typeof patches === 'string' ? [] : patches, patch => typeof patch.path === 'string' && typeof patch.secret === 'object' && patch.secret !== null && isSecretRef(patch.secret),
    'a path and a SecretRef', () => "{ path: '/secret', secret: SecretRef.of('name', 'key') }");
  return {
    plugin,
    ...config && Object.keys(config).length > 0 && { config },
    ...patches.length > 0 && {
      configPatches: patches.map(({ path, secret }) => ({
        path,
        valueFrom: { secretKeyRef: { ...namespace && { namespace }, name: secret.name, key: secret.key } },
      })),
    },
    ...protocols && { protocols },
  };
}

/** The path below the chart, ending in the plugin type once. */
export function pluginObjectName(scope: Construct, id: string, plugin: string): string {
  if (id === plugin) {
    return scopedName(scope, plugin);
  }
  return scopedName(scope, plugin, id.endsWith(`-${plugin}`) ? id.slice(0, -plugin.length - 1) : id);
}

class ExistingPlugin extends Construct implements IKongPlugin {
  public readonly pluginName: string;
  public readonly pluginType: string;
  public readonly pluginNamespace?: string;

  constructor(scope: Construct, id: string, existing: ExistingKongPlugin) {
    super(scope, id);
    locate(this, () => checkObjectName(existing.name));
    this.pluginName = existing.name;
    this.pluginType = existing.plugin;
    this.pluginNamespace = existing.namespace ?? namespaceOf(this);
    Object.defineProperty(this, IMPORTED_PLUGIN, { value: true });
  }
}
