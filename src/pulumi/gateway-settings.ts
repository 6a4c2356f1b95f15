import * as pulumi from '@pulumi/pulumi';
import { WithInputs } from './lift';
import { Program } from './program';
import { WrappedConstruct, WrappedOptions } from './wrapped-construct';
import { GatewaySettings as GatewaySettingsConstruct, GatewaySettingsProps, SecretVariable } from '../gateway/gateway-settings';

/** Settings of the gateway's nodes. */
export interface GatewaySettingsArgs extends WithInputs<GatewaySettingsProps, 'extra'> {}

/**
 * The `KONG_*` settings that the features in use need of the gateway's nodes, as a ConfigMap in the gateway's namespace. The gateway's pods
 * must take their environment from it (`envFrom` with a `configMapRef`; in Kong's Helm chart the value `envFrom`), and be restarted when it
 * changes. What they take from Secrets is in `environment`.
 *
 * The provider replaces a ConfigMap whose contents change: it deletes the old one and makes another of the same name, and pods that start in
 * between fail until it is there. A provider with `enableConfigMapMutable` changes it where it is.
 */
export class GatewaySettings extends WrappedConstruct<GatewaySettingsConstruct> {
  /** The name of the ConfigMap. */
  public readonly configMapName: pulumi.Output<string>;
  /** What `secretEnvironment` of the gateway asks of its pods: entries for `env` of the container `proxy`, by name. */
  public readonly environment: pulumi.Output<SecretVariable[]>;

  /** @throws as the construct does */
  constructor(name: string, args: GatewaySettingsArgs = {}, options: WrappedOptions = {}) {
    super('gatewarden:index:GatewaySettings', name, {
      make: (scope, id, run) => new GatewaySettingsConstruct(scope, id, run.resolve(args, `GatewaySettings ${name}`)),
    }, options);
    this.configMapName = pulumi.output(this.construct.configMapName);
    this.environment = Program.current().outputOf(this.construct.environment);
  }

  protected outputs(): pulumi.Inputs {
    return { ...super.outputs(), configMapName: this.configMapName, environment: this.environment };
  }
}
