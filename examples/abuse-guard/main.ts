import { App, Chart } from 'cdk8s';
import {
  AbuseGuard, AbuseGuardMonitoring, AdminEndpoint, Authentication, Backend, Cidr, GatewayMetrics, GatewaySettings, Issuer, KongGateway, MetricsScrape,
  PublicAccess, SecretRef, SecuredApi, Tls,
} from 'gatewarden';

const LABELS = { release: 'prometheus' };

/** A gateway with an abuse guard, an open API, and an endpoint for operators with an allow list of its own. */
export function abuseGuard(app: App = new App()): App {
  new KongGateway(app, 'gateway', { trustedProxies: [Cidr.of('10.20.0.0/24')] });

  const platform = new Chart(app, 'platform', { namespace: 'kong' });
  new GatewaySettings(platform, 'kong-settings');
  new GatewayMetrics(platform, 'metrics', { scrape: MetricsScrape.podMonitor({ labels: LABELS }) });
  new AbuseGuard(platform, 'abuse-guard', {
    logSecret: SecretRef.of('abuse-guard-log', 'authorization'),
    never: [Cidr.of('192.0.2.0/24')],
    monitoring: AbuseGuardMonitoring.prometheusOperator({ labels: LABELS, alertLabels: { team: 'platform' } }),
  });

  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const tls = Tls.issuedBy(Issuer.cluster('letsencrypt'));
  const catalogue = new SecuredApi(shop, 'catalogue', {
    host: 'shop.example.com', tls, authentication: PublicAccess.because('the catalogue is for everybody'),
  });
  catalogue.addRoute('/products', { backend: Backend.service('catalogue', 80) });
  new AdminEndpoint(shop, 'admin', {
    host: 'admin.example.com', tls, allow: [Cidr.of('198.51.100.0/24')], authentication: Authentication.apiKey(), backend: Backend.service('admin', 80),
  });
  return app;
}

if (require.main === module) {
  abuseGuard().synth();
}
