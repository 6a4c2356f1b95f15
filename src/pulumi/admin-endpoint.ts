import * as pulumi from '@pulumi/pulumi';
import { ApiComponent, BackendArgs } from './api-component';
import { WithInputs } from './lift';
import { RateTier } from './rate-tier';
import { WrappedOptions } from './wrapped-construct';
import { AdminEndpoint as AdminEndpointConstruct, AdminEndpointProps } from '../apis/admin-endpoint';

/** An endpoint for operators. */
export interface AdminEndpointArgs extends WithInputs<Omit<AdminEndpointProps, 'tier' | 'backend' | 'hosts'>, 'host'> {
  /** Where its requests go. */
  readonly backend: BackendArgs;

  /**
   * Several host names, all served alike. How many there are decides which objects are made.
   *
   * @default - `host` is given
   */
  readonly hosts?: pulumi.Input<string>[];

  /**
   * How often each caller may call.
   *
   * @default - no limit
   */
  readonly tier?: RateTier;
}

/**
 * An API for operators: both an address in the allow list and authentication, on its route and on every one that is added. Neither can
 * be dropped or loosened by a route.
 */
export class AdminEndpoint extends ApiComponent<AdminEndpointConstruct> {
  /** @throws as an API does, and when the allow list is empty or everybody, or callers are anonymous */
  constructor(name: string, args: AdminEndpointArgs, options: WrappedOptions = {}) {
    super('gatewarden:index:AdminEndpoint', name, args,
      (scope, id, run) => new AdminEndpointConstruct(scope, id, run.resolve(args, `AdminEndpoint ${name}`)), options);
  }
}
