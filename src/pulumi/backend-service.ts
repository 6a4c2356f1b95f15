import * as pulumi from '@pulumi/pulumi';
import { WithInputs } from './lift';
import { WrappedConstruct, WrappedOptions } from './wrapped-construct';
import { BackendService as BackendServiceConstruct, BackendServiceProps } from '../apis/backend-service';

/** A Service, with how the gateway talks to it. Its name is that of an object, and so a plain value. */
export interface BackendServiceArgs extends WithInputs<BackendServiceProps, 'podLabels' | 'port' | 'containerPort' | 'retries'> {}

/**
 * The Service of a backend, which routes take as their `backend`. Timeouts and retries are settings of a Service at Kong, for every route
 * that leads to it, so a backend that is to have them is declared here.
 */
export class BackendService extends WrappedConstruct<BackendServiceConstruct> {
  /** The name of the Service. */
  public readonly name: pulumi.Output<string>;
  /** The port of the Service. */
  public readonly port: pulumi.Output<number>;
  /** The port on which the pods listen. */
  public readonly containerPort: pulumi.Output<number>;

  /** @throws when there are no pod labels, a port is out of range, or a timeout or the retries are */
  constructor(name: string, args: BackendServiceArgs, options: WrappedOptions = {}) {
    super('gatewarden:index:BackendService', name, {
      make: (scope, id, run) => new BackendServiceConstruct(scope, id, run.resolve(args, `BackendService ${name}`)),
    }, options);
    this.name = pulumi.output(this.construct.name);
    this.port = pulumi.output(args.port ?? this.construct.port);
    this.containerPort = pulumi.output(args.containerPort ?? this.port);
  }

  protected outputs(): pulumi.Inputs {
    const { name, port, containerPort } = this;
    return { ...super.outputs(), name, port, containerPort };
  }
}
