import * as pulumi from '@pulumi/pulumi';
import { WithInputs } from './lift';
import { WrappedConstruct, WrappedOptions } from './wrapped-construct';
import { NginxTlsConfig as NginxTlsConfigConstruct, NginxTlsConfigProps } from '../tls/nginx-tls-config';

/** TLS settings of an ingress-nginx. */
export interface NginxTlsConfigArgs extends WithInputs<NginxTlsConfigProps, 'extra'> {}

/**
 * TLS settings for hosts that an ingress-nginx still serves, as its ConfigMap. **Nothing here affects Kong**, whose TLS settings are those of
 * its nodes (`tlsProfile` of `KongGateway`, written by `GatewaySettings`). ingress-nginx is retired, and no security fix follows: use this to
 * harden what is left while you move away.
 */
export class NginxTlsConfig extends WrappedConstruct<NginxTlsConfigConstruct> {
  /** The name of the ConfigMap. */
  public readonly configMapName: pulumi.Output<string>;

  /** @throws when a key of `extra` does not exist, is made here, is a snippet or a secret, or its value is no text that nginx takes */
  constructor(name: string, args: NginxTlsConfigArgs = {}, options: WrappedOptions = {}) {
    super('gatewarden:index:NginxTlsConfig', name, {
      make: (scope, id, run) => new NginxTlsConfigConstruct(scope, id, run.resolve(args, `NginxTlsConfig ${name}`)),
    }, options);
    this.configMapName = pulumi.output(this.construct.configMapName);
  }

  protected outputs(): pulumi.Inputs {
    return { ...super.outputs(), configMapName: this.configMapName };
  }
}
