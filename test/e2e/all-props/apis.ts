import { Chart, Duration } from 'cdk8s';
import {
  AccessLog, Acknowledge, AcknowledgedFinding, AdminEndpoint, AdminEndpointProps, ApiConsumer, ApiConsumerProps, ApiKeyCredential, ApiRouteOptions,
  Authentication, AuthenticationPolicy, Backend, BackendIsolation, BackendIsolationProps, BackendPeer, BackendService, BackendServiceProps, BodyLimit, BodySize,
  BotChallenge, BotProtection, BotProtectionProps, BotScore, BotScoreProps, BotScoreWeights, Cidr, CorrelationId, CorrelationIdProps, Cors,
  CorsProps, GatewayProof, GatewaySignatureOptions, Hsts, HttpAccessLogOptions, IdentityHeaders, IdentityHeadersOptions, IpAccess, IssuedTlsOptions,
  Issuer, JsonSchema, JwtAlgorithm, JwtAuthenticationProps, JwtCredential, KongEdition, KongPlugin, KongPluginProps, LimitBy,
  OidcAuthenticationProps, OnCounterFailure, ParameterIn, PathMatch, PublicAccess, RateTier, RateTierProps, RequestSchema, RoutePolicies, SecretRef,
  SecuredApi, SecuredApiProps, SecurityHeaders, Tls, ValidatedRouteOptions, Without,
} from 'gatewarden';
import { Release } from './platform';
import { publicKey } from '../../support/app';

const log: Required<HttpAccessLogOptions> = {
  timeout: Duration.seconds(5), maxBatchSize: 50, maxDelay: Duration.seconds(2), maxEntries: 500, authorization: SecretRef.of('log-collector', 'authorization'), userClaim: 'sub',
};
const cors: Required<CorsProps> = {
  origins: ['https://shop.example.com', 'https://admin.example.com'], methods: ['GET', 'POST'], headers: ['Authorization', 'Content-Type'], exposedHeaders: ['X-Request-Id'],
  credentials: true, maxAge: Duration.minutes(10),
};
const correlation: Required<CorrelationIdProps> = { header: 'X-Correlation-Id', echoDownstream: false };
const bots: Required<BotProtectionProps> = { deny: ['curl', 'wget'], allow: ['curl-monitor'] };
const weights: Required<BotScoreWeights> = { noUserAgent: 4, signature: 6, noAcceptLanguage: 2, frequency: 2 };
const scoring: Required<BotScoreProps> = {
  weights, signatures: ['Scrapy', 'curl'], maxRequests: 50, window: Duration.seconds(30), suspiciousFrom: 6, refusedFrom: 8, header: 'X-Program',
  challenge: BotChallenge.retryLater(Duration.minutes(1)),
};
const proof: Required<GatewaySignatureOptions> = { header: 'X-Proof', variable: 'GW_PROOF', signedHeaders: ['X-User-ID', 'X-User-Roles'] };
const issued: Required<IssuedTlsOptions> = { hsts: Hsts.of(), duration: Duration.days(90), renewBefore: Duration.days(30) };
const claims: Required<IdentityHeadersOptions> = { separator: ';', maxLength: 512 };
const jwt: Required<JwtAuthenticationProps> = {
  keyClaim: 'azp', verifyNotBefore: true, maximumLifetime: Duration.hours(1), audiences: ['shop'], issuers: ['https://login.example.com'],
  requiredClaims: { 'realm_access.roles': 'buyer' }, requiredScopes: ['orders'], identity: IdentityHeaders.of({ 'X-User-ID': 'sub', 'X-User-Roles': 'realm_access.roles' }, claims),
};

/** APIs with everything that they can have. */
export function apis(chart: Chart, release: Release): void {
  const limits: Required<Omit<RateTierProps, 'openToAll' | 'includes' | 'consumerGroup' | 'name' | 'limitBy'>> = {
    second: 1, minute: 10, hour: 100, day: 1000, month: 10_000, year: 100_000, onCounterFailure: OnCounterFailure.ALLOW, hideClientHeaders: true,
  };
  const standard = new RateTier(chart, 'standard', limits);
  const premium = new RateTier(chart, 'premium', { ...limits, name: 'premium-plan', includes: [standard], limitBy: LimitBy.CREDENTIAL });
  const sensitive = new RateTier(chart, 'sensitive', { minute: 5, openToAll: true });

  const backend: Required<BackendServiceProps> = {
    podLabels: { app: 'orders' }, port: 8080, containerPort: 9090, name: 'orders', connectTimeout: Duration.seconds(2), readTimeout: Duration.seconds(30),
    writeTimeout: Duration.seconds(30), retries: 2,
  };
  const service = new BackendService(chart, 'service', backend);
  const peer: Required<BackendPeer> = { reason: 'prometheus reads the metrics of the pods', namespace: 'monitoring', podLabels: { app: 'prometheus' }, port: 9091 };
  const isolation: Required<Omit<BackendIsolationProps, 'podLabels' | 'containerPort'>> = { service, alsoFrom: [peer] };
  new BackendIsolation(chart, 'isolation', isolation);
  const byLabels: Required<Omit<BackendIsolationProps, 'service'>> = { podLabels: { app: 'stock' }, containerPort: 9092, alsoFrom: [peer] };
  new BackendIsolation(chart, 'isolation-by-labels', byLabels);

  const marker: Required<KongPluginProps> = {
    plugin: 'request-termination', config: { status_code: 403, content_type: 'text/plain' }, configPatches: [{ path: '/body', secret: SecretRef.of('closed', 'body') }], protocols: ['https'],
    name: 'closed', namespace: 'apis', custom: false,
  };
  const policies: Required<RoutePolicies> = {
    authentication: Authentication.jwt(jwt), tier: standard, ipAccess: IpAccess.allow(Cidr.of('10.0.0.0/8'), Cidr.of('2001:db8::/32')),
    bots: new BotProtection(bots), bodyLimit: BodyLimit.of(BodySize.mebibytes(10)), accessLog: AccessLog.http('https://logs.example.com/kong', log), cors: new Cors(cors),
    securityHeaders: new SecurityHeaders(), correlationId: new CorrelationId(correlation), botScore: BotScore.of(scoring),
    gatewayProof: GatewayProof.hmac(proof),
  };
  const all: Required<Omit<SecuredApiProps, 'host'>> = {
    ...policies, hosts: ['api.example.com', '*.api.example.com'], tls: Tls.issuedBy(Issuer.cluster('letsencrypt-prod'), issued), enforced: {},
    plugins: [new KongPlugin(chart, 'closed', marker)],
  };
  const api = new SecuredApi(chart, 'api', all);
  const route: Required<Omit<ApiRouteOptions, 'without' | 'plugins' | 'requestSchema' | 'headers'>> = {
    ...policies, backend: service, match: PathMatch.REGEX, methods: ['GET', 'POST'], tier: premium, cors: new Cors({ origins: ['https://other.example.com'] }),
  };
  api.addRoute('/v1/orders/(?<id>[0-9]+)$', { ...route, headers: { 'X-Format': ['csv', 'pdf'], 'X-Region': ['eu'] } });
  api.addRoute('/v1/login', { ...policies, backend: service, match: PathMatch.EXACT, tier: sensitive });
  api.addRoute('/healthz', {
    backend: service, match: PathMatch.EXACT, authentication: PublicAccess.because('the uptime service has no credentials'),
    without: [
      Without.tier('probes come every second'), Without.ipAccess('probes come from anywhere'), Without.bots('the probe is a bot itself'), Without.bodyLimit('probes have no body'),
      Without.accessLog('probes would be most of it'), Without.cors('no browser asks for it'), Without.securityHeaders('no browser asks for it'), Without.correlationId('nobody follows a probe'),
      Without.botScore('the probe is a program itself'), Without.gatewayProof('the answer is for everybody'),
    ],
  });

  new SecuredApi(chart, 'keys', {
    host: 'keys.example.com', tls: Tls.fromSecret('keys-tls', { hsts: Hsts.of() }), authentication: Authentication.apiKey({ header: 'X-Partner-Key' }), accessLog: AccessLog.tcp('logs.example.com', 6514, true),
  }).addRoute('/', { backend: Backend.service('keys', 80), plugins: [new KongPlugin(chart, 'also-closed', { ...marker, name: 'also-closed' })] });
  new SecuredApi(chart, 'inner', {
    host: 'inner.example.com', tls: Tls.terminatedElsewhere('a load balancer of ours ends tls in front of the gateway'), authentication: Authentication.apiKey(), accessLog: AccessLog.file('/dev/stdout'),
  }).addRoute('/', { backend: Backend.service('inner', 80), ipAccess: IpAccess.deny(Cidr.of('192.0.2.0/24')) });

  const admin: Required<Omit<AdminEndpointProps, 'host' | 'ipAccess'>> = {
    ...all, plugins: [], hosts: ['admin.example.com'], allow: [Cidr.of('10.0.0.0/8')], backend: Backend.service('admin', 80), path: '/console',
  };
  new AdminEndpoint(chart, 'admin', admin);

  const consumer: Required<ApiConsumerProps> = {
    credentials: [JwtCredential.publicKey({ key: 'web', algorithm: JwtAlgorithm.ES256, publicKey: publicKey('ec') }), JwtCredential.fromSecret('web-jwt'), ApiKeyCredential.fromSecret('web-key')],
    tier: premium, username: 'web-application', customId: 'application-17',
  };
  new ApiConsumer(chart, 'web', consumer);
  const accepted: Required<AcknowledgedFinding> = { rule: 'plan-overrides-route-limit', reason: 'a login by a consumer with a plan is as good as any', until: '2099-12-31' };
  Acknowledge.finding(chart, accepted);
  Acknowledge.finding(chart, { rule: 'verified-token-place', reason: 'what is emitted is shown to the programs that read it, and no gateway runs' });

  if (release.edition === KongEdition.ENTERPRISE) {
    enterpriseOnly(chart, limits, marker);
  } else {
    const maxBodySize = BodySize.kibibytes(64);
    validation(chart, Authentication.jwt(), { ...validated(chart, marker), maxBodySize }, RequestSchema.of({ body: CUSTOMER, maxBodySize }));
  }
}

const CUSTOMER = JsonSchema.fromObject({ type: 'object', required: ['email'], additionalProperties: false, properties: { email: { type: 'string', maxLength: 200 } } });
type Validated = Omit<ValidatedRouteOptions, keyof RoutePolicies | 'headers' | 'without' | 'requestSchema'>;

/** All that both editions can validate. */
function validated(chart: Chart, marker: KongPluginProps): Required<Omit<Validated, 'maxBodySize'>> {
  return {
    backend: Backend.service('customers', 80), match: PathMatch.REGEX, methods: ['POST', 'PUT'], plugins: [new KongPlugin(chart, 'third', { ...marker, name: 'third' })], body: CUSTOMER,
    parameters: [
      { name: 'id', location: ParameterIn.PATH, schema: JsonSchema.fromObject({ type: 'integer' }), required: true },
      { name: 'page', location: ParameterIn.QUERY, schema: JsonSchema.fromObject({ type: 'integer' }), required: false },
      { name: 'X-Tenant', location: ParameterIn.HEADER, schema: JsonSchema.fromObject({ type: 'string' }), required: true },
    ],
    verbose: true,
  };
}

function validation(chart: Chart, authentication: AuthenticationPolicy, options: Validated, requestSchema: RequestSchema): void {
  const api = new SecuredApi(chart, 'customers', { host: 'customers.example.com', tls: Tls.fromSecret('customers-tls'), authentication, accessLog: AccessLog.syslog() });
  api.addValidatedRoute('/v1/customers/(?<id>[0-9]+)$', options);
  api.addRoute('/v1/search', { backend: Backend.service('customers', 80), methods: ['POST'], requestSchema });
}

function enterpriseOnly(chart: Chart, limits: RateTierProps, marker: KongPluginProps): void {
  const group = new RateTier(chart, 'group', { ...limits, name: 'group-plan', consumerGroup: true });
  new ApiConsumer(chart, 'member', { credentials: [ApiKeyCredential.fromSecret('member-key')], tier: group });

  const oidc: Required<OidcAuthenticationProps> = { issuer: 'https://login.example.com/realms/main', audiences: ['api'], scopes: ['read', 'write'], consumerClaim: 'azp' };
  validation(chart, Authentication.oidc(oidc), validated(chart, marker), RequestSchema.of({ body: CUSTOMER, verbose: false }));
}
