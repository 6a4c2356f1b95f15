import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { GatewayCertificate } from './gateway-certificate';
import { Hsts } from './hsts';
import { Issuer } from './issuer';
import { scopedName } from '../kong/kong-object';
import { checkedReason } from '../policies/reason';
import { HostName } from '../values/host-name';
import { expectKind, expectOptional, isText } from '../values/kinds';
import { checkObjectName } from '../values/object-name';
import { isToken } from '../values/token';

/** What goes with TLS at the gateway. */
export interface TlsOptions {
  /**
   * How long browsers insist on https. On every answer of every route of the API.
   *
   * @default Hsts.of()
   */
  readonly hsts?: Hsts;
}

/** How a certificate is issued. */
export interface IssuedTlsOptions extends TlsOptions {
  /**
   * For how long it is asked for.
   *
   * @default Duration.days(90)
   */
  readonly duration?: Duration;

  /**
   * How long before its end it is renewed.
   *
   * @default - a third of the duration
   */
  readonly renewBefore?: Duration;
}

/** What an API has that says nothing of it. */
const TWO_YEARS = Hsts.of();

/**
 * How clients reach an API: over https with a certificate of the gateway, plain http redirected with 308, which keeps method and body.
 */
export class Tls {
  /**
   * cert-manager issues a certificate for the hosts of the API.
   *
   * An issuer with an http-01 solver is called over plain http, through an Ingress that cert-manager makes for itself. Kong 3.14 and later
   * serves such an Ingress over https only and answers 426, so that no certificate is ever issued, unless the issuer's
   * `solvers[].http01.ingress` has:
   *
   * ```yaml
   * ingressTemplate:
   *   metadata:
   *     annotations:
   *       konghq.com/protocols: http,https
   * ```
   */
  public static issuedBy(issuer: Issuer, options: IssuedTlsOptions = {}): Tls {
    expectKind('the issuer of tls', issuer, value => isText(value.kind) && isText(value.name), 'an Issuer',
      `Tls.issuedBy(Issuer.cluster('${isText(issuer) ? issuer : '…'}'))`);
    return new Tls({ issuer, options });
  }

  /**
   * The certificate and key in an existing Secret of the API's namespace.
   *
   * @throws when the name is no object name
   */
  public static fromSecret(secretName: string, options: TlsOptions = {}): Tls {
    isToken(secretName) || checkObjectName(secretName);
    return new Tls({ secretName, options });
  }

  /**
   * Something in front of the gateway terminates TLS and reaches it over http. The gateway then serves plain http as well, to whoever
   * can reach it.
   *
   * @throws when the reason is no sentence
   */
  public static terminatedElsewhere(reason: string, options: TlsOptions = {}): Tls {
    return new Tls({ options, reason: checkedReason('tls terminated elsewhere', reason) });
  }

  /** Why the gateway serves plain http, if it does. */
  public readonly plainHttpReason?: string;
  /** How long browsers insist on https. */
  public readonly hsts: Hsts;

  private constructor(private readonly source: { issuer?: Issuer; secretName?: string; options: IssuedTlsOptions; reason?: string }) {
    expectOptional('hsts', source.options.hsts, value => typeof value.maxAgeSeconds === 'number', 'an Hsts', 'Hsts.of({ maxAge: Duration.days(730) })');
    this.plainHttpReason = source.reason;
    this.hsts = source.options.hsts ?? TWO_YEARS;
  }

  /**
   * The protocols that routes are served on.
   *
   * @internal
   */
  public get _protocols(): string {
    return this.plainHttpReason === undefined ? 'https' : 'http,https';
  }

  /**
   * Whether cert-manager may prove the host with a request to it, which routes must then leave alone.
   *
   * @internal
   */
  public get _issued(): boolean {
    return this.source.issuer !== undefined;
  }

  /**
   * Makes what the hosts need in a scope, and names the Secret.
   *
   * @internal
   */
  public _bind(scope: Construct, hosts: HostName[]): string | undefined {
    const { issuer, secretName, options } = this.source;
    if (!issuer) {
      return secretName;
    }
    const { duration, renewBefore } = options;
    // An id that no route has.
    return new GatewayCertificate(scope, '$tls', { hosts, issuer, duration, renewBefore, name: scopedName(scope, 'tls') }).secretName;
  }
}
