import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { Issuer } from './issuer';
import { mistake } from '../errors';
import { kongObjectProps, scopedName } from '../kong/kong-object';
import { ManagedObject } from '../kong/managed-object';
import { wholeSeconds } from '../policies/durations';
import { HostName } from '../values/host-name';
import { checkObjectName } from '../values/object-name';
import { isToken } from '../values/token';

/** What Let's Encrypt and most public authorities accept in one certificate. */
const MOST_NAMES = 100;
const HOUR = 3600;

/** A certificate for hosts of the gateway. */
export interface GatewayCertificateProps {
  /**
   * The host names; a wildcard needs an issuer with a dns-01 solver. A name that a wildcard beside it covers is not asked for, since
   * Let's Encrypt refuses both together.
   */
  readonly hosts: HostName[];
  /** Who issues it. */
  readonly issuer: Issuer;

  /**
   * The name of the object.
   *
   * @default - the scope's path below the chart
   */
  readonly name?: string;

  /**
   * The Secret into which cert-manager puts certificate and key.
   *
   * @default - the name of the certificate
   */
  readonly secretName?: string;

  /**
   * For how long it is asked for; ACME authorities decide themselves.
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

/**
 * A cert-manager Certificate with an ECDSA P-256 key, replaced by a fresh key at each renewal. Until it has been issued for the first
 * time the gateway serves its hosts with its own default certificate.
 */
export class GatewayCertificate extends ManagedObject {
  /** The Secret that holds certificate and key. */
  public readonly secretName: string;
  /** How long before its end it is renewed, in seconds. */
  public readonly renewBeforeSeconds: number;

  /**
   * @throws when there are no hosts or too many, the Secret's name is none, a time is no whole number of seconds, or it would be renewed less
   * than five minutes before its end or before it begins
   */
  constructor(scope: Construct, id: string, props: GatewayCertificateProps) {
    // Filled below, when the certificate has a path to say in errors.
    const spec: Record<string, unknown> = {};
    const name = props.name ?? scopedName(scope, undefined, id);
    super(scope, id, kongObjectProps(scope, { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', name, body: { spec } }));
    const wildcards = props.hosts.filter(host => host.wildcard);
    const names = [...new Set(props.hosts.filter(host => host.wildcard || !wildcards.some(other => other.covers(host))).map(String))];
    if (names.length === 0 || names.length > MOST_NAMES) {
      throw mistake(this, `certificate has ${names.length} names: expected 1 to ${MOST_NAMES}; split it over several`);
    }
    const duration = this.seconds('duration', props.duration) ?? 90 * 24 * HOUR;
    this.renewBeforeSeconds = this.seconds('renewBefore', props.renewBefore) ?? Math.floor(duration / 3);
    if (duration < HOUR) {
      throw mistake(this, `certificate lasts ${duration} seconds: expected at least an hour, cert-manager's minimum; lengthen the duration`);
    }
    if (this.renewBeforeSeconds < 300 || this.renewBeforeSeconds >= duration) {
      throw mistake(this, `certificate is renewed ${this.renewBeforeSeconds} seconds before its end and lasts ${duration}: expected at least 300 and less than the duration; change renewBefore`);
    }
    this.secretName = props.secretName ?? name;
    try {
      isToken(this.secretName) || checkObjectName(this.secretName);
    } catch (error) {
      throw mistake(this, `secret: ${(error as Error).message}`);
    }
    Object.assign(spec, {
      secretName: this.secretName,
      issuerRef: { group: 'cert-manager.io', kind: props.issuer.kind, name: props.issuer.name },
      dnsNames: names,
      duration: goDuration(duration),
      renewBefore: goDuration(this.renewBeforeSeconds),
      privateKey: { algorithm: 'ECDSA', size: 256, encoding: 'PKCS8', rotationPolicy: 'Always' },
      usages: ['digital signature', 'server auth'],
    });
  }

  /** The object: the certificate itself. */
  public get apiObject(): ApiObject {
    return this;
  }

  private seconds(name: string, duration: Duration | undefined): number | undefined {
    try {
      return duration && wholeSeconds(`${name} of the certificate`, duration);
    } catch (error) {
      throw mistake(this, (error as Error).message);
    }
  }
}

/** A duration as Go writes it; cert-manager knows no days. */
function goDuration(seconds: number): string {
  const [hours, rest] = [Math.floor(seconds / HOUR), seconds % HOUR];
  return `${hours}h${Math.floor(rest / 60)}m${rest % 60}s`;
}
