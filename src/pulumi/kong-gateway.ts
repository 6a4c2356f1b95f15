import * as pulumi from '@pulumi/pulumi';
import { Inputs } from './lift';
import { Program } from './program';
import { occupy, Slot } from './slot';
import { KongGateway as KongGatewayConstruct } from '../gateway/kong-gateway';
import { ImportedKongGatewayProps } from '../gateway/kong-gateway-props';

/** What runs in the cluster. Addresses and the Redis may hold outputs; what decides how objects are rendered is plain. */
export interface KongGatewayArgs extends Omit<ImportedKongGatewayProps, 'settings'> {
  /**
   * `KONG_*` settings that are made elsewhere.
   *
   * @default - none
   */
  readonly settings?: Inputs<ImportedKongGatewayProps['settings']>;

  /**
   * Whether another program or app declares the gateway, with its settings, metrics and global objects.
   *
   * @default - false, or true if `globalPlugins` are given
   */
  readonly imported?: boolean;
}

/**
 * The Kong gateway that serves the components of this program. It registers no object: it says what runs in the cluster. The first one
 * serves everything that names no other, and must be made before what it serves. Its settings become an object by `GatewaySettings`.
 */
export class KongGateway extends pulumi.ComponentResource {
  /** The gateway, with stand-ins for outputs. */
  public readonly construct: KongGatewayConstruct;

  /** @throws as the construct does */
  constructor(name: string, args: KongGatewayArgs = {}, options: pulumi.ComponentResourceOptions = {}) {
    const { imported, ...props } = args;
    const slot: Slot = { name };
    const construct = Program.current().makeGateway(slot, (scope, run) => {
      const resolved = run.resolve<ImportedKongGatewayProps>(props, `KongGateway ${name}`);
      return imported ?? props.globalPlugins !== undefined ? KongGatewayConstruct.imported(scope, `${name} (gateway)`, resolved)
        : new KongGatewayConstruct(scope, `${name} (gateway)`, resolved);
    });
    super('gatewarden:index:KongGateway', name, {}, options);
    occupy(slot, this);
    this.construct = construct;
    this.getData().catch(() => {});
  }

  protected async initialize(): Promise<void> {
    await Program.current().registered();
    this.registerOutputs({});
  }
}
