import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { AccessLog, Authentication, BodyLimit, BodySize, Issuer, RateTier, RoutePolicies, SecurityHeaders, Tls } from 'gatewarden';

/** Who may call an API of Acme: applications that the company's issuer signs for. One object, since authentication may not change. */
export const ACME_AUTHENTICATION = Authentication.jwt({ keyClaim: 'azp' });

/** Every API has a certificate of the company's authority. */
export const ACME_TLS = Tls.issuedBy(Issuer.cluster('acme-ca'));

/** The labels of Acme's alerts: for its Prometheus, and for whoever is called. */
export const ACME_ALERT_LABELS = { 'prometheus': 'acme', 'acme.example.com/on-call': 'gateway' };

/** The company's plan, once per app in a file of its own, so that an application has one plan at the APIs of all teams. */
export class AcmeTiers extends Chart {
  public static of(scope: Construct): AcmeTiers {
    const app = scope.node.root as App;
    return app.node.tryFindChild('acme-plans') as AcmeTiers | undefined ?? new AcmeTiers(app, 'acme-plans');
  }

  public readonly standard: RateTier;

  private constructor(scope: App, id: string) {
    super(scope, id);
    this.standard = new RateTier(this, 'acme-standard', { second: 10, minute: 300 });
  }
}

/** What every API of Acme has, and what a team may make stricter but not drop. */
export function acmePolicies(tier: RateTier): RoutePolicies {
  return {
    authentication: ACME_AUTHENTICATION,
    tier,
    bodyLimit: BodyLimit.of(BodySize.mebibytes(1)),
    accessLog: AccessLog.http('https://logs.acme.example.com/kong'),
    securityHeaders: new SecurityHeaders(),
  };
}
