import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, Chart, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AdminEndpoint, ApiConsumer, ApiKeyCredential, Authentication, Backend, BackendIsolation, BackendService, BodyLimit, BodySize, BotProtection, BotScore,
  Cidr, CorrelationId, Cors, GatewayProof, IAbuseGuard, IdentityHeaders, Issuer, JsonSchema, JwtAlgorithm, JwtCredential, OnCounterFailure, PathMatch,
  PublicAccess, RateTier, SecuredApi, SecurityHeaders, Tls, Without,
} from 'gatewarden';

/** A new customer: what else a client sends is refused. */
const CUSTOMER = JsonSchema.fromObject({
  type: 'object',
  required: ['name', 'email'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 100 },
    email: { type: 'string', format: 'email' },
    phone: { type: 'string', pattern: '^\\+?[0-9]{10,15}$' },
  },
  additionalProperties: false,
});

/** What the API team says of its APIs. */
export function shop(app: App, guard: IAbuseGuard): void {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });

  // Plans. Without Redis the standard plan lets requests pass, the premium one does not.
  const standard = new RateTier(chart, 'standard', { second: 10, minute: 100, hour: 1000, onCounterFailure: OnCounterFailure.ALLOW });
  const premium = new RateTier(chart, 'premium', { second: 100, minute: 1000, hour: 10_000, includes: [standard] });

  // One issuer signs for several applications, so the claim that names the application chooses the key.
  const jwt = Authentication.jwt({
    keyClaim: 'azp',
    issuers: ['https://login.example.com'],
    maximumLifetime: Duration.hours(1),
    identity: IdentityHeaders.of({ 'X-User-ID': 'sub', 'X-User-Email': 'email', 'X-User-Roles': 'roles' }),
  });
  const tls = Tls.issuedBy(Issuer.cluster('letsencrypt-prod'));
  // By way of the guard, which would not see what is logged past it.
  const accessLog = guard.accessLog({ userClaim: 'sub' });

  const service = new BackendService(chart, 'api-service', {
    name: 'api', podLabels: { app: 'api' }, containerPort: 8080, readTimeout: Duration.seconds(30), retries: 2,
  });
  new BackendIsolation(chart, 'api-isolation', { service });

  const api = new SecuredApi(chart, 'api', {
    host: 'api.example.com',
    tls,
    authentication: jwt,
    tier: standard,
    bots: BotProtection.denying('curl', 'wget', 'python-requests', 'Go-http-client'),
    botScore: BotScore.of(),
    bodyLimit: BodyLimit.of(BodySize.mebibytes(10)),
    accessLog,
    cors: new Cors({ origins: ['https://shop.example.com'], maxAge: Duration.minutes(10) }),
    securityHeaders: new SecurityHeaders(),
    correlationId: new CorrelationId(),
    // The service believes the identity only where the gateway has signed it.
    gatewayProof: GatewayProof.hmac(),
  });
  api.addRoute('/v1', { backend: service });
  // A tier of its own: consumers of the standard plan get 403 here.
  api.addRoute('/v1/premium', { backend: Backend.service('api-premium', 80), tier: premium });
  api.addValidatedRoute('/v1/customers', { backend: service, methods: ['POST'], body: CUSTOMER, bodyLimit: BodyLimit.of(BodySize.kibibytes(64)) });
  api.addRoute('/v1/orders/(?<id>[0-9]+)/invoice$', { backend: service, match: PathMatch.REGEX, methods: ['GET'] });
  api.addRoute('/v1/reports', { backend: service, methods: ['GET'], headers: { 'X-Report-Format': ['csv', 'pdf'] } });
  api.addRoute('/healthz', {
    backend: service,
    match: PathMatch.EXACT,
    methods: ['GET'],
    authentication: PublicAccess.because('the uptime service has no credentials'),
    without: [Without.tier('probes come every second from three places')],
  });

  // Partners have no issuer: a key each, and a Service of cdk8s-plus as it is.
  const partners = new kplus.Service(chart, 'partner-service', { metadata: { name: 'partners' }, ports: [{ port: 80 }], selector: kplus.Pods.select(chart, 'partner-pods', { labels: { app: 'partners' } }) });
  const partnerApi = new SecuredApi(chart, 'partner-api', {
    hosts: ['partners.example.com', 'partners.example.net'],
    tls,
    authentication: Authentication.apiKey({ header: 'X-Partner-Key' }),
    tier: standard,
    accessLog,
  });
  partnerApi.addRoute('/', { backend: partners });

  new AdminEndpoint(chart, 'admin', {
    host: 'admin-api.example.com',
    tls,
    authentication: jwt,
    allow: [Cidr.of('10.0.0.0/8'), Cidr.of('192.168.1.100')],
    backend: Backend.service('admin-api', 80),
    accessLog,
  });

  new ApiConsumer(chart, 'web', { tier: standard, credentials: [application('web', JwtAlgorithm.ES256)] });
  new ApiConsumer(chart, 'mobile', { tier: premium, credentials: [application('mobile', JwtAlgorithm.ES256)] });
  new ApiConsumer(chart, 'reporting', { tier: standard, credentials: [application('reporting', JwtAlgorithm.RS256)] });
  // HS256 needs a secret on both sides: it stays in a Secret that is made elsewhere.
  new ApiConsumer(chart, 'nightly-jobs', { tier: standard, credentials: [JwtCredential.fromSecret('nightly-jobs-jwt')] });
  new ApiConsumer(chart, 'acme-partner', { tier: premium, customId: 'partner-17', credentials: [ApiKeyCredential.fromSecret('acme-partner-key')] });
}

/** An application of the one issuer, by the `azp` of its tokens. */
function application(name: string, algorithm: JwtAlgorithm): JwtCredential {
  return JwtCredential.publicKey({ key: name, algorithm, publicKey: readFileSync(path.join(__dirname, 'keys', `${name}.pem`), 'utf8') });
}
