import { AccessLog, AccessLogOptions } from '../../policies/access-log';
import { SecretRef } from '../../values/secret-ref';

/** A log of an API that the guard sees. */
export interface AbuseGuardLogOptions extends AccessLogOptions {
  /**
   * Where the guard's secret is in the namespace of the API: the same value, with its quotes.
   *
   * @default - a Secret of the name and key of `logSecret`
   */
  readonly secret?: SecretRef;
}

/** An abuse guard, made here or by another app. */
export interface IAbuseGuard {
  /** Where log entries are sent. */
  readonly endpoint: string;

  /**
   * The log for an API that needs one of its own, for instance with a claim as `user_id`: the guard sees its entries and relays them.
   *
   * @throws when the guard relays nowhere, since the entries would then be seen by nobody else
   */
  accessLog(options?: AbuseGuardLogOptions): AccessLog;
}

/** What an app that imports the gateway says of the gateway's abuse guard. */
export interface ImportedAbuseGuardProps {
  /** Where the guard's secret is, in the namespace of each API that has a log of its own: the same value, with its quotes. */
  readonly logSecret: SecretRef;

  /**
   * The name of the guard's Service.
   *
   * @default 'abuse-guard'
   */
  readonly name?: string;

  /**
   * The namespace of the guard.
   *
   * @default - the namespace of the gateway
   */
  readonly namespace?: string;

  /**
   * Whether it relays entries to a collector: whether it has `relayTo`.
   *
   * @default false
   */
  readonly relays?: boolean;

  /**
   * Whether it takes entries over TLS: whether it has `tlsSecret`.
   *
   * @default false
   */
  readonly tls?: boolean;

  /**
   * The ip-restriction plugins of this app that the guard was told of in `furtherPlugins`, as `namespace/name`. One that is not among them is
   * refused at synth: it would run in the place of the guard's list, and a blocked address would go on calling its routes.
   *
   * @default - none
   */
  readonly maintains?: string[];
}
