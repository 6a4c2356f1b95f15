import * as pulumi from '@pulumi/pulumi';
import { WrappedConstruct, WrappedOptions } from './wrapped-construct';
import { RateTier as RateTierConstruct } from '../policies/rate-tier';
import { LimitBy, OnCounterFailure } from '../policies/rate-tier-options';

/** How many requests a caller has. At least one period is needed. */
export interface RateTierArgs {
  /** Requests a second. @default - no limit */
  readonly second?: pulumi.Input<number>;
  /** Requests a minute. @default - no limit */
  readonly minute?: pulumi.Input<number>;
  /** Requests an hour. @default - no limit */
  readonly hour?: pulumi.Input<number>;
  /** Requests a day. @default - no limit */
  readonly day?: pulumi.Input<number>;
  /** Requests a month. @default - no limit */
  readonly month?: pulumi.Input<number>;
  /** Requests a year. @default - no limit */
  readonly year?: pulumi.Input<number>;
  /** By what requests are counted together. @default LimitBy.CONSUMER */
  readonly limitBy?: LimitBy;
  /** What happens to requests while Redis cannot be reached. @default OnCounterFailure.REFUSE */
  readonly onCounterFailure?: OnCounterFailure;
  /** Whether the limits are kept from clients. @default false */
  readonly hideClientHeaders?: boolean;
  /** The name of the tier, which is also the name of its access group. @default - that of the component */
  readonly name?: string;
  /** Whether a route that is given this tier admits every caller. @default false */
  readonly openToAll?: boolean;
  /** Tiers whose routes consumers of this tier may call as well. @default - none */
  readonly includes?: RateTier[];
  /** Whether consumers get the limit through a consumer group. Needs Kong Enterprise 3.6 or later. @default false */
  readonly consumerGroup?: boolean;
}

/** A plan: so many requests per period, and the right to call the routes that are given to the plan. */
export class RateTier extends WrappedConstruct<RateTierConstruct> {
  /** The name of the tier and of its access group. */
  public readonly tierName: pulumi.Output<string>;

  /** @throws as the construct does */
  constructor(name: string, args: RateTierArgs, options: WrappedOptions = {}) {
    super('gatewarden:index:RateTier', name, {
      make: (scope, id, run) => new RateTierConstruct(scope, id, run.resolve(args, `RateTier ${name}`)),
    }, options);
    this.tierName = pulumi.output(this.construct.tierName);
  }

  protected outputs(): pulumi.Inputs {
    return { ...super.outputs(), tierName: this.tierName };
  }
}
