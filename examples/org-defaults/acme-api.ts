import { Construct } from 'constructs';
import { RateTier, SecuredApi, SecuredApiOptions } from 'gatewarden';
import { ACME_TLS, acmePolicies, AcmeTiers } from './acme-defaults';

/** What a team says of its API. Authentication, certificate and log are not among it. */
export interface AcmeApiProps extends SecuredApiOptions {
  /**
   * A plan with lower limits than the standard one.
   *
   * @default - the standard plan
   */
  readonly tier?: RateTier;
}

/** An API as Acme has them: authentication, certificate, limits and log are the company's. */
export class AcmeApi extends SecuredApi {
  constructor(scope: Construct, id: string, props: AcmeApiProps) {
    const enforced = acmePolicies(AcmeTiers.of(scope).standard);
    super(scope, id, { ...props, tls: ACME_TLS, authentication: enforced.authentication!, enforced });
  }
}
