import { ApiObject, App, Chart, Duration } from 'cdk8s';
import {
  Authentication, BackendIsolation, BackendService, BodyLimit, BodySize, GatewayProof, GatewaySettings, IdentityHeaders, Issuer, KongGateway, PublicAccess,
  SecretRef, SecuredApi, SecurityHeaders, Tls,
} from 'gatewarden';
import { CLAIMS, SECRET_FOLDER, SIGNED } from './contract';

const LABELS = { app: 'orders' };

/** A gateway that proves itself, and a service that believes nobody else. */
export function backendTrust(app: App = new App()): App {
  new KongGateway(app, 'gateway', {
    behindLoadBalancer: false,
    luaModules: ['cjson.safe'],
    secretEnvironment: { GW_PROOF: SecretRef.of('gateway-proof', 'secret') },
  });
  const platform = new Chart(app, 'platform', { namespace: 'kong' });
  new GatewaySettings(platform, 'kong-settings');

  const chart = new Chart(app, 'orders', { namespace: 'orders' });
  deployment(chart);
  const service = new BackendService(chart, 'service', { name: 'orders', podLabels: LABELS, containerPort: 8080 });
  // The network refuses what does not come from the gateway's pods; the proof refuses what comes from elsewhere nevertheless.
  new BackendIsolation(chart, 'isolation', { service });

  const api = new SecuredApi(chart, 'api', {
    host: 'orders.example.com',
    tls: Tls.issuedBy(Issuer.cluster('letsencrypt-prod')),
    authentication: Authentication.jwt({
      keyClaim: 'azp', issuers: ['https://login.example.com'], maximumLifetime: Duration.hours(1), identity: IdentityHeaders.of(CLAIMS),
    }),
    gatewayProof: GatewayProof.hmac({ signedHeaders: SIGNED }),
    bodyLimit: BodyLimit.of(BodySize.mebibytes(1)),
    securityHeaders: new SecurityHeaders(),
  });
  api.addRoute('/v1', { backend: service });
  api.addRoute('/catalogue', { backend: service, methods: ['GET'], authentication: PublicAccess.because('prices are for everybody') });
  return app;
}

/** The pods have the secret as a volume, which follows the Secret without a restart, where an environment variable would not. */
function deployment(chart: Chart): void {
  new ApiObject(chart, 'deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'orders' },
    spec: {
      replicas: 2,
      selector: { matchLabels: LABELS },
      template: {
        metadata: { labels: LABELS },
        spec: {
          automountServiceAccountToken: false,
          containers: [{
            name: 'orders',
            image: 'registry.example.com/orders:1.0.0',
            ports: [{ containerPort: 8080 }],
            readinessProbe: { httpGet: { path: '/healthz', port: 8080 } },
            volumeMounts: [{ name: 'gateway-proof', mountPath: SECRET_FOLDER, readOnly: true }],
          }],
          volumes: [{ name: 'gateway-proof', secret: { secretName: 'gateway-proof' } }],
        },
      },
    },
  });
}

if (require.main === module) {
  backendTrust().synth();
}
