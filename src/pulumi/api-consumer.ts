import * as pulumi from '@pulumi/pulumi';
import { WithInputs } from './lift';
import { RateTier } from './rate-tier';
import { WrappedConstruct, WrappedOptions } from './wrapped-construct';
import { ApiConsumer as ApiConsumerConstruct, ApiConsumerProps } from '../apis/api-consumer';

/** Who calls. */
export interface ApiConsumerArgs extends WithInputs<Omit<ApiConsumerProps, 'tier'>, 'username' | 'customId'> {
  /**
   * Its plan: its limit over all routes together, and the routes of the plan.
   *
   * @default - the limits of the routes
   */
  readonly tier?: RateTier;
}

/**
 * A consumer: an application, or an issuer as a whole, that the gateway knows by its credentials. Its credentials count on every API
 * whose authentication is of their type.
 */
export class ApiConsumer extends WrappedConstruct<ApiConsumerConstruct> {
  /** The name of the object. */
  public readonly consumerName: pulumi.Output<string>;
  /** The name at the gateway. */
  public readonly username: pulumi.Output<string>;
  /** The Secrets that the consumer names: its credentials, and what puts it into the group of its plan. */
  public readonly secretNames: pulumi.Output<string[]>;

  /** @throws as the construct does */
  constructor(name: string, args: ApiConsumerArgs, options: WrappedOptions = {}) {
    super('gatewarden:index:ApiConsumer', name, {
      make: (scope, id, run) => new ApiConsumerConstruct(scope, id, run.resolve(args, `ApiConsumer ${name}`)),
    }, options);
    this.consumerName = pulumi.output(this.construct.apiObject.name);
    this.username = pulumi.output(args.username ?? this.construct.username);
    this.secretNames = this.fromObjects<string[]>(manifests => manifests.find(({ kind }) => kind === 'KongConsumer')?.credentials ?? []);
  }

  protected outputs(): pulumi.Inputs {
    const { consumerName, username, secretNames } = this;
    return { ...super.outputs(), consumerName, username, secretNames };
  }
}
