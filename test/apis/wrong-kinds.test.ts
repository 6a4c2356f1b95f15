import { Chart, Duration } from 'cdk8s';
import * as gw from '../../src';
import { testChart } from '../support/app';

/** What JavaScript lets pass: every value here is `any`. */
const TLS = gw.Tls.fromSecret('tls');
const JWT = gw.Authentication.jwt();
const BACKEND = gw.Backend.service('api', 80);

const api = (chart: Chart, props: any = {}) => new gw.SecuredApi(chart, 'api', { host: 'api.example.com', tls: TLS, authentication: JWT, ...props });
const route = (props: any) => (chart: Chart) => api(chart).addRoute('/v1', { backend: BACKEND, ...props });
const gateway = (props: any) => (chart: Chart) => new gw.KongGateway(chart, 'gateway', props);
const tier = (props: any) => (chart: Chart) => new gw.RateTier(chart, 'standard', props);
const consumer = (props: any) => (chart: Chart) => new gw.ApiConsumer(chart, 'web', props);
const any = (value: any): any => value;

const CASES: [string, (chart: Chart) => unknown][] = [
  ["api 'api': tls is 'letsencrypt': expected a Tls; write Tls.issuedBy(Issuer.cluster('…')), Tls.fromSecret('…') or Tls.terminatedElsewhere('…') [test]", chart => api(chart, { tls: 'letsencrypt' })],
  ["api 'api': authentication is 'jwt': expected an AuthenticationPolicy; write Authentication.jwt(…), or PublicAccess.because('…') if anybody may call [test]", chart => api(chart, { authentication: 'jwt' })],
  ["api 'api': authentication is a plain object: expected an AuthenticationPolicy; write Authentication.jwt(…), or PublicAccess.because('…') if anybody may call [test]", chart => api(chart, { authentication: {} })],
  ["api 'api': tier is a plain object: expected a RateTier; write new RateTier(this, 'standard', { minute: 100 }) [test]", chart => api(chart, { tier: { minute: 100 } })],
  ["api 'api': ipAccess is a list: expected an IpAccess; write IpAccess.allow(Cidr.of('10.0.0.0/8')) [test]", chart => api(chart, { ipAccess: ['10.0.0.0/8'] })],
  ["api 'api': bots is 'curl': expected a BotProtection; write BotProtection.denying('curl') [test]", chart => api(chart, { bots: 'curl' })],
  ["api 'api': bodyLimit is 10: expected a BodyLimit; write BodyLimit.of(BodySize.mebibytes(10)) [test]", chart => api(chart, { bodyLimit: 10 })],
  ["api 'api': accessLog is '/dev/stdout': expected an AccessLog; write AccessLog.file() [test]", chart => api(chart, { accessLog: '/dev/stdout' })],
  ["api 'api': cors is an object of class CorrelationId: expected a Cors; write new Cors({ origins: ['https://app.example.com'] }) [test]", chart => api(chart, { cors: new gw.CorrelationId() })],
  ["api 'api': securityHeaders is true: expected a SecurityHeaders; write new SecurityHeaders() [test]", chart => api(chart, { securityHeaders: true })],
  ["api 'api': correlationId is false: expected a CorrelationId; write new CorrelationId() [test]", chart => api(chart, { correlationId: false })],
  ["api 'api': correlationId is an object of class Cors: expected a CorrelationId; write new CorrelationId() [test]", chart => api(chart, { correlationId: new gw.Cors({ origins: ['*'] }) })],
  ["api 'api': item 1 of plugins is 'cors': expected a plugin; write KongPlugin.fromName(this, 'id', { name: 'cors', plugin: '…' }) [test]", chart => api(chart, { plugins: ['cors'] })],
  ["api 'api': hosts is 'api.example.com': expected a list; write ['api.example.com'] [test]", chart => api(chart, { hosts: 'api.example.com', host: undefined })],
  ["api 'api': host is 1: expected a text; write 'api.example.com' [test]", chart => api(chart, { host: 1 })],
  ["api 'api': props is undefined: expected properties; write { host: '…', tls: …, authentication: … } [test]", chart => new gw.SecuredApi(chart, 'api', undefined as any)],
  ['bodyLimit is 10: expected a BodyLimit; write BodyLimit.of(BodySize.mebibytes(10)) [test]', chart => gw.ApiDefaults.enforce(chart, any({ bodyLimit: 10 }))],
  ["admin endpoint 'admin': item 1 of allow is '10.0.0.0/8': expected a Cidr; write Cidr.of('10.0.0.0/8') [test]", chart => new gw.AdminEndpoint(chart, 'admin', any({ host: 'a.example.com', tls: TLS, authentication: JWT, backend: BACKEND, allow: ['10.0.0.0/8'] }))],
  ["admin endpoint 'admin': allow is '10.0.0.0/8': expected a list; write [Cidr.of('10.0.0.0/8')] [test]", chart => new gw.AdminEndpoint(chart, 'admin', any({ host: 'a.example.com', tls: TLS, authentication: JWT, backend: BACKEND, allow: '10.0.0.0/8' }))],
  ["options of route '/v1' is undefined: expected options; write { backend: Backend.service('api', 80) } [test/api]", chart => api(chart).addRoute('/v1', undefined as any)],
  ["backend is undefined: expected a backend; write Backend.service('api', 80) [test/api/v1]", route({ backend: undefined })],
  ["backend is 'orders': expected a backend; write Backend.service('orders', 80) [test/api/v1]", route({ backend: 'orders' })],
  ["backend 'orders' has port '80' (a text): expected an integer from 1 to 65535; give the port of the service, not a name [test/api/v1]", route({ backend: { name: 'orders', port: '80' } })],
  ["match is 'Exact': expected one of PathMatch.PREFIX, PathMatch.EXACT, PathMatch.REGEX; write PathMatch.EXACT [test/api]", route({ match: 'Exact' })],
  ["methods is 'POST': expected a list; write ['POST'] [test/api/v1]", route({ methods: 'POST' })],
  ["header X-Version is '2': expected a list; write ['2'] [test/api/v1]", route({ headers: { 'X-Version': '2' } })],
  ["item 1 of without is 'tier': expected a Without; write Without.tier('…') [test/api/v1]", route({ without: ['tier'] })],
  ["plugins is 'cors': expected a list; write [KongPlugin.fromName(this, 'id', { name: 'cors', plugin: '…' })] [test/api/v1]", route({ plugins: 'cors' })],
  ["bodyLimit is '10m': expected a BodyLimit; write BodyLimit.of(BodySize.mebibytes(10)) [test/api/v1]", route({ bodyLimit: '10m' })],
  ['requestSchema is a plain object: expected a RequestSchema; write RequestSchema.of({ body: JsonSchema.fromObject(…) }) [test/api/v1]', route({ requestSchema: { type: 'object' } })],
  ['credentials is false: expected a list; write [JwtCredential.publicKey(…) or ApiKeyCredential.fromSecret(…)] [test/web]', consumer({})],
  ['a credential is a text: expected a ConsumerCredential; write JwtCredential.publicKey(…) or ApiKeyCredential.fromSecret(…) [test/web]', consumer({ credentials: ['s3cret'] })],
  ['credentials is a text: expected a list; write [JwtCredential.publicKey(…) or ApiKeyCredential.fromSecret(…)] [test/web]', consumer({ credentials: 's3cret' })],
  ["tier is 'gold': expected a RateTier; write new RateTier(this, 'standard', { minute: 100 }) [test/web]", consumer({ credentials: [gw.ApiKeyCredential.fromSecret('key')], tier: 'gold' })],
  ["version is '3.9': expected a KongVersion; write KongVersion.of('3.9') [test/gateway]", gateway({ version: '3.9' })],
  ["version is an object of class ControllerVersion: expected a KongVersion; write KongVersion.of('3.9') [test/gateway]", gateway({ version: gw.ControllerVersion.V3_5 })],
  ["controllerVersion is '3.5': expected a ControllerVersion; write ControllerVersion.of('3.5') [test/gateway]", gateway({ controllerVersion: '3.5' })],
  ["edition is 'Enterprise': expected one of KongEdition.OSS, KongEdition.ENTERPRISE; write KongEdition.ENTERPRISE [test/gateway]", gateway({ edition: 'Enterprise' })],
  ["redis is a text: expected a Redis; write Redis.at('redis.kong.svc') [test/gateway]", gateway({ redis: 'redis://:s3cret@redis' })],
  ["item 1 of trustedProxies is '10.0.0.0/8': expected a Cidr; write Cidr.of('10.0.0.0/8') [test/gateway]", gateway({ trustedProxies: ['10.0.0.0/8'] })],
  ["tlsProfile is 'modern': expected a TlsProfile; write TlsProfile.INTERMEDIATE [test/gateway]", gateway({ tlsProfile: 'modern' })],
  ["behindLoadBalancer is 'false': expected true or false; write false [test/gateway]", gateway({ behindLoadBalancer: 'false' })],
  ["replicas is '3' (a text): expected an integer from 1; give the highest number that the autoscaler may reach [test/gateway]", gateway({ replicas: '3' })],
  ["tier has '100' (a text) requests a minute: expected an integer from 1; correct it or leave the period out [test/standard]", tier({ minute: '100' })],
  ["openToAll is 'false': expected true or false; write false [test/standard]", tier({ minute: 100, openToAll: 'false' })],
  ["limitBy is 'IP': expected one of LimitBy.CONSUMER, LimitBy.CREDENTIAL, LimitBy.IP, LimitBy.SERVICE; write LimitBy.IP [test/standard]", tier({ minute: 100, limitBy: 'IP' })],
  ["item 1 of includes is 'gold': expected a RateTier; write new RateTier(this, 'standard', { minute: 100 }) [test/standard]", tier({ minute: 100, includes: ['gold'] })],
  ['body limit is 10: expected a BodySize; write BodyLimit.of(BodySize.mebibytes(10))', () => gw.BodyLimit.of(any(10))],
  ["body size of '10' (a text) MiB; expected a positive whole number, as in BodySize.mebibytes(10)", () => gw.BodySize.mebibytes(any('10'))],
  ["a range of ip access is '10.1.2.3/8': expected a Cidr; write Cidr.of('10.1.2.3/8')", () => gw.IpAccess.allow(any('10.1.2.3/8'))],
  ['a range of ip access is a list: expected a Cidr; write them without the list, …ranges', () => gw.IpAccess.allow(any([gw.Cidr.of('10.0.0.0/8')]))],
  ["a range of ip access is '10.1.2.3/8': expected a Cidr; write Cidr.of('10.1.2.3/8')", () => gw.IpAccess.deny(any('10.1.2.3/8'))],
  ["the issuer of tls is 'letsencrypt': expected an Issuer; write Tls.issuedBy(Issuer.cluster('letsencrypt'))", () => gw.Tls.issuedBy(any('letsencrypt'))],
  ["hsts is '1y': expected an Hsts; write Hsts.of({ maxAge: Duration.days(730) })", () => gw.Tls.fromSecret('tls', any({ hsts: '1y' }))],
  ["redis password is a text: expected a SecretRef, since a manifest is read by many; write password: SecretRef.of('redis', 'password') and put the value into that Secret", () => gw.Redis.at('redis', any({ password: 's3cret' }))],
  ["redis port '6379' (a text) is out of range: expected an integer from 1 to 65535; the usual one is 6379", () => gw.Redis.at('redis', any({ port: '6379' }))],
  ['redis timeout is 1000: expected a Duration; write Duration.seconds(1000) or Duration.millis(1000)', () => gw.Redis.at('redis', any({ timeout: 1000 }))],
  ["redis host is undefined: expected a name or an address; write Redis.at('redis.kong.svc')", () => gw.Redis.at(any(undefined))],
  ["authorization of the log is a text: expected a SecretRef; write SecretRef.of('log-collector', 'authorization'), never the value", () => gw.AccessLog.http('https://logs', any({ authorization: 's3cret' }))],
  ['log timeout is 1000: expected a Duration; write Duration.seconds(1000) or Duration.millis(1000)', () => gw.AccessLog.http('https://logs', any({ timeout: 1000 }))],
  ['maximum lifetime is 3600: expected a Duration; write Duration.seconds(3600) or Duration.millis(3600)', () => gw.Authentication.jwt(any({ maximumLifetime: 3600 }))],
  ['readTimeout is 5: expected a Duration; write Duration.seconds(5) or Duration.millis(5) [test/api]', chart => new gw.BackendService(chart, 'api', any({ podLabels: { app: 'api' }, readTimeout: 5 }))],
  ["service has port '80' (a text): expected an integer from 1 to 65535; correct it [test/api]", chart => new gw.BackendService(chart, 'api', any({ podLabels: { app: 'api' }, port: '80' }))],
  ["service has '3' (a text) retries: expected an integer from 0 to 32767; 0 switches them off [test/api]", chart => new gw.BackendService(chart, 'api', any({ podLabels: { app: 'api' }, retries: '3' }))],
  ['service is a plain object: expected a BackendService, which tells the labels of its pods; give podLabels and containerPort instead [test/only]', chart => new gw.BackendIsolation(chart, 'only', any({ service: BACKEND }))],
  ["item 1 of configPatches of http-log is a plain object: expected a path and a SecretRef; write { path: '/secret', secret: SecretRef.of('name', 'key') } [test]", chart => new gw.KongPlugin(chart, 'log', any({ plugin: 'http-log', configPatches: [{ path: '/secret', secret: 's3cret' }] }))],
  ["jwt credential has the url 'https://login.example.com/jwks.json' as public key: expected PEM that begins with -----BEGIN PUBLIC KEY-----, since kong fetches none; download the key and give its text, or use Authentication.oidc with kong enterprise", () => gw.JwtCredential.publicKey(any({ key: 'web', algorithm: 'RS256', publicKey: 'https://login.example.com/jwks.json' }))],
  ["jwt credential has the file name './keys/web.pem' as public key: expected PEM that begins with -----BEGIN PUBLIC KEY-----; give the text, readFileSync('./keys/web.pem', 'utf8')", () => gw.JwtCredential.publicKey(any({ key: 'web', algorithm: 'RS256', publicKey: './keys/web.pem' }))],
  ["origins is 'https://app.example.com': expected a list; write ['https://app.example.com']", () => new gw.Cors(any({ origins: 'https://app.example.com' }))],
  ["route 'v1-post': body is a plain object: expected a JsonSchema; write JsonSchema.fromObject({ … }) [test/api]", chart => api(chart).addValidatedRoute('/v1', any({ backend: BACKEND, methods: ['POST'], body: { type: 'object' } }))],
  ['the scrape interval is 30: expected a Duration; write Duration.seconds(30) or Duration.millis(30)', () => gw.MetricsScrape.podMonitor(any({ interval: 30 }))],
  ['window is 300: expected a Duration; write Duration.seconds(300) or Duration.millis(300) [test/alerts]', chart => new gw.GatewayAlerts(chart, 'alerts', any({ window: 300 }))],
  // Names.
  ["route has no property 'method', and it would be ignored: did you mean 'methods'? write that, or name yours otherwise [test/api/v1]", route({ method: ['POST'] })],
  ["route has no property 'ratelimit', and it would be ignored: did you mean 'tier'? write that, or name yours otherwise [test/api/v1]", route({ ratelimit: 5 })],
  ["api 'api': it has no property 'athentication', and it would be ignored: did you mean 'authentication'? write that, or name yours otherwise [test]", chart => api(chart, { athentication: JWT })],
  ["admin endpoint 'admin': it has no property 'allows', and it would be ignored: did you mean 'allow'? write that, or name yours otherwise [test]", chart => new gw.AdminEndpoint(chart, 'admin', any({ host: 'a.example.com', tls: TLS, authentication: JWT, backend: BACKEND, allows: [] }))],
  ["route 'v1': it has no property 'paramters', and it would be ignored: did you mean 'parameters'? write that, or name yours otherwise [test/api]", chart => api(chart).addValidatedRoute('/v1', any({ backend: BACKEND, paramters: [] }))],
  ["tier has no property 'hours', and it would be ignored: did you mean 'hour'? write that, or name yours otherwise [test/standard]", tier({ hours: 100 })],
  ["consumer has no property 'credential', and it would be ignored: did you mean 'credentials'? write that, or name yours otherwise [test/web]", consumer({ credential: [] })],
  ["gateway has no property 'trustedProxy', and it would be ignored: did you mean 'trustedProxies'? write that, or name yours otherwise [test/gateway]", gateway({ trustedProxy: [] })],
  ["jwt authentication has no property 'keyclaim', and it would be ignored: did you mean 'keyClaim'? write that, or name yours otherwise", () => gw.Authentication.jwt(any({ keyclaim: 'azp' }))],
  ["jwt authentication has no property 'audience', and it would be ignored: did you mean 'audiences'? write that, or name yours otherwise", () => gw.Authentication.jwt(any({ audience: 'orders' }))],
  ["api key authentication has no property 'headers', and it would be ignored: did you mean 'header'? write that, or name yours otherwise", () => gw.Authentication.apiKey(any({ headers: ['x'] }))],
];

test.each(CASES)('%s', (text, make) => {
  expect(() => make(testChart())).toThrow(new Error(text));
});

test('a class that extends ours may pass its own names along', () => {
  expect(() => api(testChart(), { team: 'orders', costCentre: 1 })).not.toThrow();
  expect(() => route({ owner: 'orders' })(testChart())).not.toThrow();
});

test('durations of another copy of cdk8s, and values of another copy of this package, are taken', () => {
  const duration = any({ toMilliseconds: () => Duration.seconds(5).toMilliseconds() });
  expect(() => gw.Redis.at('redis', { timeout: duration })).not.toThrow();
  const size = any({ kongSize: 10, kongUnit: 'megabytes', toBytes: () => 10_485_760 });
  expect(() => gw.BodyLimit.of(size)).not.toThrow();
});
