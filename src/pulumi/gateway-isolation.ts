import * as pulumi from '@pulumi/pulumi';
import { WithInputs } from './lift';
import { WrappedConstruct, WrappedOptions } from './wrapped-construct';
import { GatewayIsolation as GatewayIsolationConstruct, GatewayIsolationProps } from '../gateway/gateway-isolation';

/** Who may reach which port of the gateway. Ports are those of the containers, not of a Service; the defaults are those of Kong's Helm chart. */
export interface GatewayIsolationArgs extends WithInputs<GatewayIsolationProps, Exclude<keyof GatewayIsolationProps, 'clients' | 'apiServers' | 'healthCheckers'>> {}

/**
 * NetworkPolicies around the gateway's pods, in the gateway's namespace: requests reach the proxy ports, the controller the Admin API,
 * Prometheus the metrics, API servers the admission webhook, and nobody anything else. They are enforced by the network plugin: without one
 * that does, and for pods with `hostNetwork`, nothing happens.
 */
export class GatewayIsolation extends WrappedConstruct<GatewayIsolationConstruct> {
  /** The names of the policies: that of the gateway's pods, and that of the controller's if it has pods of its own. */
  public readonly policyNames: pulumi.Output<string[]>;

  /** @throws when the gateway is imported or isolated already, a port is none or has two purposes, or a list of ranges is empty */
  constructor(name: string, args: GatewayIsolationArgs = {}, options: WrappedOptions = {}) {
    super('gatewarden:index:GatewayIsolation', name, {
      make: (scope, id, run) => new GatewayIsolationConstruct(scope, id, run.resolve(args, `GatewayIsolation ${name}`)),
    }, options);
    const { gatewayPolicy, controllerPolicy } = this.construct;
    this.policyNames = pulumi.output([gatewayPolicy, ...controllerPolicy ? [controllerPolicy] : []].map(policy => policy.name));
  }

  protected outputs(): pulumi.Inputs {
    return { ...super.outputs(), policyNames: this.policyNames };
  }
}
