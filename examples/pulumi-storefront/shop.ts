import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { Duration } from 'cdk8s';
import {
  AdminEndpoint, ApiConsumer, ApiKeyCredential, Authentication, Backend, BackendIsolation, BackendService, BodyLimit, BodySize, BotProtection, BotScore,
  Cidr, CorrelationId, Cors, GatewayProof, IAbuseGuard, IdentityHeaders, Issuer, JsonSchema, JwtAlgorithm, JwtCredential, OnCounterFailure, PathMatch,
  PublicAccess, RateTier, SecuredApi, SecurityHeaders, Tls, Without,
} from 'gatewarden/pulumi';

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

const SHOP = { namespace: 'shop' };

/** What the API team says of its APIs. The host may come from another resource: a preview then shows it as an output, and nothing else. */
export function shop(host: pulumi.Input<string>, guard: IAbuseGuard): SecuredApi {
  // Plans. Without Redis the standard plan lets requests pass, the premium one does not.
  const standard = new RateTier('standard', { second: 10, minute: 100, hour: 1000, onCounterFailure: OnCounterFailure.ALLOW }, SHOP);
  const premium = new RateTier('premium', { second: 100, minute: 1000, hour: 10_000, includes: [standard] }, SHOP);

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

  const service = new BackendService('api-service', {
    name: 'api', podLabels: { app: 'api' }, containerPort: 8080, readTimeout: Duration.seconds(30), retries: 2,
  }, SHOP);
  new BackendIsolation('api-isolation', { service }, SHOP);

  const api = new SecuredApi('api', {
    host,
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
  }, SHOP);
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

  // Partners have no issuer: a key each, and a Service of Pulumi as it is.
  const partners = new kubernetes.core.v1.Service('partners', { metadata: { name: 'partners', ...SHOP }, spec: { ports: [{ port: 80 }], selector: { app: 'partners' } } });
  const partnerApi = new SecuredApi('partner-api', {
    hosts: ['partners.example.com', 'partners.example.net'],
    tls,
    authentication: Authentication.apiKey({ header: 'X-Partner-Key' }),
    tier: standard,
    accessLog,
  }, SHOP);
  partnerApi.addRoute('/', { backend: { name: partners.metadata.name, port: 80 } });

  new AdminEndpoint('admin', {
    host: 'admin-api.example.com',
    tls,
    authentication: jwt,
    allow: [Cidr.of('10.0.0.0/8'), Cidr.of('192.168.1.100')],
    backend: Backend.service('admin-api', 80),
    accessLog,
  }, SHOP);

  new ApiConsumer('web', { tier: standard, credentials: [application('web', JwtAlgorithm.ES256)] }, SHOP);
  new ApiConsumer('mobile', { tier: premium, credentials: [application('mobile', JwtAlgorithm.ES256)] }, SHOP);
  new ApiConsumer('reporting', { tier: standard, credentials: [application('reporting', JwtAlgorithm.RS256)] }, SHOP);
  // HS256 needs a secret on both sides: it stays in a Secret that is made elsewhere.
  new ApiConsumer('nightly-jobs', { tier: standard, credentials: [JwtCredential.fromSecret('nightly-jobs-jwt')] }, SHOP);
  new ApiConsumer('acme-partner', { tier: premium, customId: 'partner-17', credentials: [ApiKeyCredential.fromSecret('acme-partner-key')] }, SHOP);
  return api;
}

/** An application of the one issuer, by the `azp` of its tokens. */
function application(name: string, algorithm: JwtAlgorithm): JwtCredential {
  return JwtCredential.publicKey({ key: name, algorithm, publicKey: readFileSync(path.join(__dirname, '../storefront/keys', `${name}.pem`), 'utf8') });
}
