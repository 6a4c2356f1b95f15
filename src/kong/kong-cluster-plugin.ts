import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { kongObject } from './kong-object';
import { checkPlugin, ConfigPatch, pluginBody, pluginObjectName } from './kong-plugin';
import { locate, mistake } from '../errors';
import { KongGateway } from '../gateway/kong-gateway';

/** A plugin for every request of a gateway. */
export interface KongClusterPluginProps {
  /** The plugin type, as Kong names it. */
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
   * The namespace of the Secrets that `configPatches` name.
   *
   * @default - the namespace of the gateway
   */
  readonly secretNamespace?: string;

  /**
   * The name of the object.
   *
   * @default - the scope's path below the chart, and the plugin type
   */
  readonly name?: string;

  /**
   * Whether the type is one of your own, which the gateway's image brings and whose configuration cannot be checked here.
   *
   * @default false
   */
  readonly custom?: boolean;
}

/**
 * A global plugin: it runs on every request that has no plugin of this type on its route, service or consumer, and also on answers
 * without a route. It belongs into the one app that declares the gateway: of two globals of a type the controller takes neither.
 */
export class KongClusterPlugin extends Construct {
  /** The name of the object. */
  public readonly pluginName: string;
  /** The plugin type. */
  public readonly pluginType: string;
  /** The object. */
  public readonly apiObject: ApiObject;

  /** @throws when a setting does not exist at this gateway, or the gateway is imported and has a global of this type already */
  constructor(scope: Construct, id: string, props: KongClusterPluginProps) {
    super(scope, id);
    const gateway = KongGateway.of(this);
    if (gateway._globalPlugins?.includes(props.plugin)) {
      throw mistake(this, `a global ${props.plugin} exists at the imported gateway: expected one per type, of two the controller takes neither; remove this one`);
    }
    checkPlugin(this, props);
    this.pluginType = props.plugin;
    this.pluginName = props.name ?? pluginObjectName(scope, id, props.plugin);
    this.apiObject = kongObject(this, 'Resource', {
      apiVersion: 'configuration.konghq.com/v1',
      kind: 'KongClusterPlugin',
      name: this.pluginName,
      labels: { global: 'true' },
      clusterScoped: true,
      classed: true,
      early: true,
      body: locate(this, () => pluginBody(props.plugin, props.config, props.configPatches, undefined, props.secretNamespace ?? gateway.namespace)),
    });
  }
}
