import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { AccessLog, Authentication, BodyLimit, BodySize, Issuer, RateTier, RoutePolicies, SecurityHeaders, Tls } from 'gatewarden';

/** Who may call an API of Acme: applications that the company's issuer signs for. One object, since authentication may not change. */
export const ACME_AUTHENTICATION = Authentication.jwt({ keyClaim: 'azp' });

/** Every API has a certificate of the company's authority. */
export const ACME_TLS = Tls.issuedBy(Issuer.cluster('acme-ca'));

/** The labels of Acme's alerts: for its Prometheus, and for whoever is called. */
export const ACME_ALERT_LABELS = { 'prometheus': 'acme', 'acme.example.com/on-call': 'gateway' };

/** The company's plans, once per chart, so that all APIs of a chart share them. */
export class AcmeTiers extends Construct {
  public static of(scope: Construct): AcmeTiers {
    const chart = Chart.of(scope);
    return chart.node.tryFindChild('acme') as AcmeTiers | undefined ?? new AcmeTiers(chart, 'acme');
  }

  public readonly standard: RateTier;
  public readonly premium: RateTier;

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    this.standard = new RateTier(this, 'standard', { second: 10, minute: 300 });
    this.premium = new RateTier(this, 'premium', { second: 100, minute: 3000, includes: [this.standard] });
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
