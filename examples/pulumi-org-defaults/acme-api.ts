import { AccessLog, BodyLimit, BodySize, PolicyArgs, RateTier, SecuredApi, SecuredApiArgs, SecurityHeaders, WrappedOptions } from 'gatewarden/pulumi';
import { ACME_AUTHENTICATION, ACME_TLS } from '../org-defaults/acme-defaults';

/** What every API of Acme has, and what a team may make stricter but not drop. */
export function acmePolicies(tier: RateTier): PolicyArgs {
  return {
    authentication: ACME_AUTHENTICATION,
    tier,
    bodyLimit: BodyLimit.of(BodySize.mebibytes(1)),
    accessLog: AccessLog.http('https://logs.acme.example.com/kong'),
    securityHeaders: new SecurityHeaders(),
  };
}

/** What a team says of its API. Authentication, certificate and log are not among it. */
export interface AcmeApiArgs extends Omit<SecuredApiArgs, 'tls' | 'authentication' | 'accessLog' | 'ipAccess' | 'gatewayProof' | 'enforced'> {
  /** The company's plan. */
  readonly standard: RateTier;
}

/** An API as Acme has them: authentication, certificate, limits and log are the company's. */
export class AcmeApi extends SecuredApi {
  constructor(name: string, { standard, ...args }: AcmeApiArgs, options: WrappedOptions = {}) {
    super(name, { ...args, tls: ACME_TLS, authentication: ACME_AUTHENTICATION, enforced: acmePolicies(standard) }, options);
  }
}
