import * as pulumi from '@pulumi/pulumi';
import { BackendService } from './backend-service';
import { WithInputs } from './lift';
import { WrappedConstruct, WrappedOptions } from './wrapped-construct';
import { BackendIsolation as BackendIsolationConstruct, BackendIsolationProps, BackendPeer } from '../apis/backend-isolation';

/** Pods that may reach a backend past the gateway, and so past its authentication. */
export interface BackendPeerArgs extends WithInputs<BackendPeer, 'namespace' | 'podLabels' | 'port'> {}

/** Which pods are protected, and who else may reach them. */
export interface BackendIsolationArgs extends WithInputs<Omit<BackendIsolationProps, 'service' | 'alsoFrom'>, 'podLabels' | 'containerPort'> {
  /**
   * The backend, if it is a `BackendService` of this package.
   *
   * @default - `podLabels` and `containerPort` are given
   */
  readonly service?: BackendService;

  /**
   * Who else may reach the pods.
   *
   * @default - nobody
   */
  readonly alsoFrom?: BackendPeerArgs[];
}

/**
 * A NetworkPolicy that lets only the gateway's pods reach a backend, at the container port; what the gateway has checked then cannot be
 * gone around, and the headers that it sets can be trusted. It stands in the namespace of the pods, and is enforced by the network plugin:
 * without one that does, nothing happens, and neither if the gateway's pods have `hostNetwork`.
 */
export class BackendIsolation extends WrappedConstruct<BackendIsolationConstruct> {
  /** The name of the policy. */
  public readonly policyName: pulumi.Output<string>;

  /** @throws as the construct does */
  constructor(name: string, args: BackendIsolationArgs, options: WrappedOptions = {}) {
    super('gatewarden:index:BackendIsolation', name, {
      make: (scope, id, run) => new BackendIsolationConstruct(scope, id, run.resolve(args, `BackendIsolation ${name}`)),
    }, options);
    this.policyName = pulumi.output(this.construct.apiObject.name);
  }

  protected outputs(): pulumi.Inputs {
    return { ...super.outputs(), policyName: this.policyName };
  }
}
