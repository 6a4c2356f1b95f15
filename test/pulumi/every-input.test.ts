import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { Duration } from 'cdk8s';
import {
  AccessLog, ApiKeyCredential, asNumber, asText, Authentication, Backend, BodyLimit, BodySize, BotProtection, BotScore, Cidr, ConstructComponent, CorrelationId,
  Cors, GatewayProof, IdentityHeaders, IpAccess, Issuer, JwtAlgorithm, JwtCredential, KongGateway, MetricsScrape, PathMatch, PublicAccess, RateTier, Redis,
  SecretRef, SecuredApi, SecurityHeaders, settled, Tls, Without,
} from 'gatewarden/pulumi';
import { isUnknown, leaves, objectsIn, Seen, startProgram, unknown } from './support';
import { AdminEndpoint, ApiConsumer, GatewayAlerts, GatewayMetrics, GatewaySettings, RateTier as RateTierConstruct } from '../../src';

/** What is done to each value that may be an output. */
type Wrap = <T extends string | number>(value: T) => pulumi.Input<T>;

const NAMESPACE = { namespace: 'shop' };
const key = readFileSync(path.join(__dirname, '../../examples/storefront/keys/web.pem'), 'utf8');

/** A program that gives every value that reaches a manifest unchanged through `wrap`. */
function storefront(wrap: Wrap): void {
  new KongGateway('kong', {
    replicas: 3,
    trustedProxies: [Cidr.of(wrap('10.20.0.0/24'))],
    redis: Redis.at(wrap('redis.redis.svc'), { port: wrap(6380), database: wrap(2), password: SecretRef.of(wrap('redis-password'), wrap('json')) }),
    luaModules: ['cjson.safe'],
    secretEnvironment: { GW_PROOF: SecretRef.of(wrap('gateway-proof'), wrap('secret')) },
  });
  const standard = new RateTier('standard', { second: wrap(10), minute: wrap(100), hour: wrap(1000) }, NAMESPACE);
  const premium = new RateTier('premium', { second: wrap(100), minute: 1000, hour: wrap(10_000), includes: [standard] }, NAMESPACE);
  const jwt = Authentication.jwt({
    keyClaim: 'azp',
    issuers: [wrap('https://login.example.com')],
    audiences: [wrap('https://shop.example.com')],
    identity: IdentityHeaders.of({ 'X-User-ID': 'sub', 'X-User-Email': 'email' }),
  });
  const accessLog = AccessLog.http(wrap('http://log-collector.logging:8080/logs'), { authorization: SecretRef.of(wrap('log'), wrap('authorization')) });
  const api = new SecuredApi('api', {
    host: wrap('api.example.com'),
    tls: Tls.issuedBy(Issuer.cluster(wrap('letsencrypt-prod'))),
    authentication: jwt,
    tier: standard,
    bots: BotProtection.denying('curl'),
    botScore: BotScore.of(),
    bodyLimit: BodyLimit.of(BodySize.mebibytes(wrap(10))),
    ipAccess: IpAccess.allow(Cidr.of(wrap('10.0.0.0/8'))).except(Cidr.of(wrap('10.1.0.0/16'))),
    accessLog,
    cors: new Cors({ origins: ['https://shop.example.com'], maxAge: Duration.minutes(10) }),
    securityHeaders: new SecurityHeaders(),
    correlationId: new CorrelationId(),
    gatewayProof: GatewayProof.hmac({ signedHeaders: ['X-User-ID', 'X-User-Email'] }),
  }, NAMESPACE);
  api.addRoute('/v1', { backend: Backend.service(wrap('api'), wrap(80)) });
  api.addRoute('/v1/premium', { backend: { name: wrap('premium'), port: wrap(80) }, tier: premium });
  api.addRoute('/v1/orders/(?<id>[0-9]+)/invoice$', { backend: Backend.service(wrap('api'), 80), match: PathMatch.REGEX, methods: ['GET'] });
  api.addRoute('/healthz', {
    backend: Backend.service('api', 80),
    match: PathMatch.EXACT,
    authentication: PublicAccess.because('the uptime service has no credentials'),
    without: [Without.tier('probes come every second from three places')],
  });
  new SecuredApi('partners', {
    hosts: [wrap('partners.example.com'), wrap('partners.example.net')],
    tls: Tls.fromSecret(wrap('partners-tls')),
    authentication: Authentication.apiKey(),
    tier: standard,
    accessLog: AccessLog.tcp(wrap('collector'), wrap(5000)),
    routes: { '/': { backend: Backend.service(wrap('partners'), wrap(80)) } },
  }, NAMESPACE);
  new ConstructComponent('more', scope => {
    new AdminEndpoint(scope, 'admin', {
      host: asText(wrap('admin.example.com')), tls: Tls.issuedBy(Issuer.cluster('letsencrypt-prod')), authentication: jwt, allow: [Cidr.of(wrap('10.9.0.0/16'))],
      backend: Backend.service('admin', 80),
    });
    const tier = new RateTierConstruct(scope, 'own', { minute: asNumber(wrap(50)) });
    new ApiConsumer(scope, 'web', { tier, credentials: [JwtCredential.publicKey({ key: 'web', algorithm: JwtAlgorithm.ES256, publicKey: wrap(key) })] });
    new ApiConsumer(scope, 'partner', { customId: asText(wrap('partner-17')), credentials: [ApiKeyCredential.fromSecret(wrap('partner-key'))] });
  }, NAMESPACE);
  new ConstructComponent('platform', scope => {
    new GatewaySettings(scope, 'kong-settings');
    new GatewayMetrics(scope, 'metrics', { scrape: MetricsScrape.podMonitor({ labels: { release: 'prometheus' } }) });
    new GatewayAlerts(scope, 'alerts', {
      labels: { release: 'prometheus' },
      backendErrors: { ratio: asNumber(wrap(0.05)), minimumRate: asNumber(wrap(0.5)) },
      backendLatency: { quantile: asNumber(wrap(0.9)) },
    });
  }, { namespace: 'kong' });
}

async function run(wrap: Wrap, preview: boolean = false): Promise<Seen[]> {
  const seen = await startProgram(preview);
  storefront(wrap);
  await settled();
  return objectsIn(seen).sort((a, b) => `${a.type} ${a.name}` < `${b.type} ${b.name}` ? -1 : 1);
}

const manifests = (seen: Seen[]) => seen.map(({ type, name, inputs }) => ({ type, name, inputs }));

test('a program whose every input is an output registers the same as with plain values', async () => {
  const plain = manifests(await run(value => value));
  expect(manifests(await run(value => pulumi.output(value) as pulumi.Output<any>))).toEqual(plain);
});

test('a promise is taken like an output', async () => {
  const plain = manifests(await run(value => value));
  expect(manifests(await run(value => Promise.resolve(value)))).toEqual(plain);
});

test('no guard takes a stand-in for something wrong when nothing is known', async () => {
  const seen = await run(() => unknown<any>(), true);
  expect(seen.map(({ name }) => name)).toEqual((await run(value => value)).map(({ name }) => name));
  expect(seen.flatMap(({ inputs }) => leaves(inputs, isUnknown)).length).toBeGreaterThan(40);
});

test('no stand-in is left in what is registered', async () => {
  const seen = await run(() => unknown<any>(), true);
  expect(leaves(manifests(seen), leaf => /gatewarden.{0,3}output|7\.31904/.test(String(leaf)) && typeof leaf !== 'object')).toEqual([]);
});
