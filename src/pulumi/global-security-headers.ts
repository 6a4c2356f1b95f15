import * as pulumi from '@pulumi/pulumi';
import { WrappedConstruct, WrappedOptions } from './wrapped-construct';
import { GlobalSecurityHeaders as GlobalSecurityHeadersConstruct, GlobalSecurityHeadersProps } from '../policies/global-security-headers';

/** Which headers an answer carries that no API has given. What may be an output is in `Hsts` and `SecurityHeaders`. */
export interface GlobalSecurityHeadersArgs extends GlobalSecurityHeadersProps {}

/**
 * HSTS and security headers on every answer of the gateway for which no route has a `response-transformer` of its own: the 404 for what no
 * route takes, and routes that this package has not made.
 */
export class GlobalSecurityHeaders extends WrappedConstruct<GlobalSecurityHeadersConstruct> {
  /** The name of the global plugin. */
  public readonly pluginName: pulumi.Output<string>;

  /** @throws when the gateway is imported and has a global response-transformer already */
  constructor(name: string, args: GlobalSecurityHeadersArgs = {}, options: WrappedOptions = {}) {
    super('gatewarden:index:GlobalSecurityHeaders', name, {
      make: (scope, id, run) => new GlobalSecurityHeadersConstruct(scope, id, run.resolve(args, `GlobalSecurityHeaders ${name}`)),
    }, options);
    this.pluginName = pulumi.output(this.construct.pluginName);
  }

  protected outputs(): pulumi.Inputs {
    return { ...super.outputs(), pluginName: this.pluginName };
  }
}
