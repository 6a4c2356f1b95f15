import * as pulumi from '@pulumi/pulumi';
import { Construct } from 'constructs';
import { Inputs, WithInputs } from './lift';
import { Program } from './program';
import { Recipe, WrappedConstruct, WrappedOptions } from './wrapped-construct';
import { AbuseGuard as AbuseGuardConstruct } from '../gateway/abuse-guard/abuse-guard';
import { AbuseGuardLogOptions, IAbuseGuard as AbuseGuardOfConstructs, ImportedAbuseGuardProps } from '../gateway/abuse-guard/abuse-guard-import-props';
import { AbuseGuardProps } from '../gateway/abuse-guard/abuse-guard-props';
import { AccessLog } from '../policies/access-log';

/**
 * An abuse guard. What it does is in a file that its pods read, and they start again when that changes, by its checksum: so it is plain, also
 * in what it takes of the gateway, the trusted proxies and with several replicas the Redis. Secrets may be named by outputs.
 */
export interface AbuseGuardArgs extends WithInputs<AbuseGuardProps, 'monitoringNamespace'> {}

/** What a program that imports the gateway says of the gateway's abuse guard. */
export interface ImportedAbuseGuardArgs extends ImportedAbuseGuardProps {}

/** An abuse guard, of this program or of another one. */
export interface IAbuseGuard {
  /** Where log entries are sent. */
  readonly endpoint: pulumi.Output<string>;

  /**
   * The log for an API that needs one of its own, for instance with a claim as `user_id`: the guard sees its entries and relays them.
   *
   * @throws when the guard relays nowhere, since the entries would then be seen by nobody else
   */
  accessLog(options?: Inputs<AbuseGuardLogOptions>): AccessLog;
}

abstract class GuardComponent<C extends Construct & AbuseGuardOfConstructs> extends WrappedConstruct<C> implements IAbuseGuard {
  public readonly endpoint: pulumi.Output<string>;

  constructor(type: string, private readonly guardName: string, make: Recipe<C>['make'], options: WrappedOptions) {
    super(type, guardName, { make }, options);
    this.endpoint = pulumi.output(this.construct.endpoint);
  }

  public accessLog(options: Inputs<AbuseGuardLogOptions> = {}): AccessLog {
    // Made again, it has what its references then hold; which guard it is made by stays the same.
    return Program.current().value(run => this.construct.accessLog(run.resolve(options, `accessLog of AbuseGuard ${this.guardName}`)));
  }

  protected outputs(): pulumi.Inputs {
    return { ...super.outputs(), endpoint: this.endpoint };
  }
}

/**
 * Blocks clients that abuse the gateway: a service that is told of every request, scores client addresses, and keeps those that went too far
 * in the deny lists of the gateway for a while. No deny list is an input, so that an update takes none back. Make it before the APIs.
 */
export class AbuseGuard extends GuardComponent<AbuseGuardConstruct> {
  /**
   * The guard of a gateway that another program declares. It registers no object: it has the APIs of this program leave deny lists to the
   * guard, and refuses what the guard would not see.
   *
   * @throws when the gateway is not imported or has a guard already, or a name is none
   */
  public static imported(name: string, args: ImportedAbuseGuardArgs, options: WrappedOptions = {}): IAbuseGuard & pulumi.ComponentResource {
    return new ImportedAbuseGuard('gatewarden:index:ImportedAbuseGuard', name,
      (scope, id, run) => AbuseGuardConstruct.imported(scope, id, run.resolve(args, `AbuseGuard ${name}`)) as ImportedConstruct, options);
  }

  /** @throws as the construct does */
  constructor(name: string, args: AbuseGuardArgs, options: WrappedOptions = {}) {
    super('gatewarden:index:AbuseGuard', name, (scope, id, run) => new AbuseGuardConstruct(scope, id, run.resolve(args, `AbuseGuard ${name}`)), options);
  }
}

type ImportedConstruct = Construct & AbuseGuardOfConstructs;

class ImportedAbuseGuard extends GuardComponent<ImportedConstruct> {}
