import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { Duration } from 'cdk8s';
import {
  AbuseGuard, AbuseGuardArgs, AbuseGuardMonitoring, AdminEndpoint, AdminEndpointArgs, ApiConsumer, ApiConsumerArgs, ApiRoute, Authentication,
  BackendIsolation, BackendIsolationArgs, BackendPeerArgs, BackendService, BackendServiceArgs, Cidr, GatewayAlerts, GatewayAlertsArgs, GatewayIsolation,
  GatewayIsolationArgs, GatewayMetrics, GatewaySettings, GatewaySettingsArgs, GlobalSecurityHeaders, Hsts, Issuer, JsonSchema, JwtAlgorithm, JwtCredential,
  KongGateway, MetricsScrape, NginxTlsConfig, NginxTlsConfigArgs, RateTier, RateTierArgs, SecretRef, SecuredApi, SecuredApiArgs, Tls, ValidatedRoute,
  ValidatedRouteArgs, WrappedConstruct,
} from 'gatewarden/pulumi';

/** What is done to each value that may be an output. Each is found again in the objects by what it holds: `zq`, or a number that nothing else has. */
export type Wrap = <T extends string | number>(value: T) => pulumi.Input<T>;

/** Arguments of every component, each as often as it takes to give every property that may be an output. */
export interface AllArgs {
  readonly AbuseGuard: AbuseGuardArgs[];
  readonly RateTier: RateTierArgs[];
  readonly SecuredApi: SecuredApiArgs[];
  readonly AdminEndpoint: AdminEndpointArgs[];
  readonly ApiRoute: Omit<ValidatedRouteArgs, 'api'>[];
  readonly ValidatedRoute: Omit<ValidatedRouteArgs, 'api'>[];
  readonly ApiConsumer: ApiConsumerArgs[];
  readonly BackendService: BackendServiceArgs[];
  readonly BackendIsolation: BackendIsolationArgs[];
  readonly GatewayAlerts: GatewayAlertsArgs[];
  readonly GatewaySettings: GatewaySettingsArgs[];
  readonly GatewayIsolation: GatewayIsolationArgs[];
  readonly NginxTlsConfig: NginxTlsConfigArgs[];
}

const SHOP = { namespace: 'shop' };
const KONG = { namespace: 'kong' };
const KEY = readFileSync(path.join(__dirname, '../../examples/storefront/keys/web.pem'), 'utf8');

/** The arguments. The types say where `wrap` may stand. */
export function allArgs(wrap: Wrap): AllArgs {
  const access = () => ({ tls: Tls.issuedBy(Issuer.cluster('letsencrypt')), authentication: Authentication.jwt() });
  let last = 50_000;
  const backend = () => ({ name: wrap(`zq-backend-${++last}`), port: wrap(++last) });
  const share = () => Number(`0.1${++last}`);
  const raised = () => ({ severity: wrap(`zq-severity-${++last}`) });
  const rate = () => ({ ...raised(), rate: wrap(++last) });
  const ratio = () => ({ ...raised(), ratio: wrap(share()), minimumRate: wrap(++last) });
  const latency = () => ({ ...raised(), quantile: wrap(share()), minimumRate: wrap(++last), threshold: Duration.millis(500) });
  const peer: Required<BackendPeerArgs> = { reason: 'it scrapes metrics from the pods', namespace: wrap('zq-peers'), podLabels: { app: wrap('zq-peer') }, port: wrap(++last) };
  const tier: Omit<RateTierArgs, 'openToAll'> = { second: wrap(51_101), minute: wrap(51_102), hour: wrap(51_103), day: wrap(51_104), month: wrap(51_105), year: wrap(51_106) };
  const isolation: Omit<Required<GatewayIsolationArgs>, 'clients' | 'apiServers' | 'healthCheckers'> = {
    proxyPorts: [wrap(52_101), wrap(52_102)],
    adminPorts: [wrap(52_103), wrap(52_104)],
    statusPort: wrap(52_105),
    controllerMetricsPort: wrap(52_106),
    controllerHealthPort: wrap(52_107),
    webhookPort: wrap(52_108),
    monitoringNamespace: wrap('zq-monitoring'),
  };
  const alerts: Omit<Required<GatewayAlertsArgs>, 'disabled' | 'window' | 'evaluationInterval' | 'name' | 'namespace' | 'routePattern' | 'namespaceLabel' | 'runbookBaseUrl'> = {
    labels: { release: wrap('zq-release') },
    alertLabels: { team: wrap('zq-team') },
    seriesLabels: { cluster: wrap('zq-cluster') },
    certificateNamespaces: [wrap('zq-one'), wrap('zq-two')],
    groupName: wrap('zq-group'),
    authenticationFailures: ratio(),
    rateLimiting: rate(),
    oversizedRequests: rate(),
    invalidRequests: rate(),
    gatewayErrors: ratio(),
    backendErrors: ratio(),
    gatewayLatency: latency(),
    backendLatency: latency(),
    requestLatency: latency(),
    certificateExpiry: { ...raised(), elapsed: wrap(share()) },
    certificateNotReady: raised(),
    certificateMetricsAbsent: raised(),
    configPush: raised(),
    configTranslation: raised(),
    controllerMetricsAbsent: raised(),
    gatewayMetricsAbsent: raised(),
    unhealthyTargets: raised(),
    sharedDictionaries: { ...raised(), ratio: wrap(share()) },
    metricErrors: raised(),
  };
  const guard: AbuseGuardArgs = { logSecret: SecretRef.of('log', 'secret'), monitoring: AbuseGuardMonitoring.prometheusOperator({ labels: {} }), monitoringNamespace: wrap('zq-watchers') };
  return {
    AbuseGuard: [guard],
    RateTier: [tier],
    SecuredApi: [
      { ...access(), host: wrap('zq-one.example.com'), routes: { '/v1': { backend: backend() } } },
      { ...access(), hosts: [wrap('zq-two.example.com'), wrap('zq-three.example.com')], routes: { '/v1': { backend: backend() } } },
    ],
    AdminEndpoint: [
      { ...access(), host: wrap('zq-four.example.com'), allow: [Cidr.of('10.0.0.0/8')], backend: backend() },
      { ...access(), hosts: [wrap('zq-five.example.com'), wrap('zq-six.example.com')], allow: [Cidr.of('10.0.0.0/8')], backend: backend() },
    ],
    ApiRoute: [{ path: '/v2', backend: backend() }],
    ValidatedRoute: [{ path: '/v3', methods: ['POST'], backend: backend(), body: JsonSchema.fromObject({ type: 'object' }) }],
    ApiConsumer: [{ username: wrap('zq-user'), customId: wrap('zq-custom'), credentials: [JwtCredential.publicKey({ key: 'web', algorithm: JwtAlgorithm.ES256, publicKey: KEY })] }],
    BackendService: [{ podLabels: { app: wrap('zq-app') }, port: wrap(53_101), containerPort: wrap(53_102), retries: wrap(23_103) }],
    BackendIsolation: [{ podLabels: { app: wrap('zq-isolated') }, containerPort: wrap(53_104), alsoFrom: [peer] }],
    GatewayAlerts: [alerts],
    GatewaySettings: [{ extra: { KONG_LOG_LEVEL: wrap('zq-notice') } }],
    GatewayIsolation: [{ ...isolation, healthCheckers: [Cidr.of('10.30.0.0/24')] }],
    NginxTlsConfig: [{ extra: { 'proxy-body-size': wrap('zq10m') } }],
  };
}

/** A program of every component with these arguments, by the type of each. */
export function everyComponent(wrap: Wrap): [type: string, component: WrappedConstruct<any>][] {
  const args = allArgs(wrap);
  new KongGateway('gateway', {
    trustedProxies: [Cidr.of('10.20.0.0/24')], luaModules: ['cjson.safe'], controllerPodLabels: { 'app.kubernetes.io/component': 'controller' },
  });
  // Before the APIs, whose addresses it then knows.
  const guards = args.AbuseGuard.map(props => new AbuseGuard('abuse-guard', props, KONG));
  const tier = new RateTier('limits', args.RateTier[0], SHOP);
  const apis = args.SecuredApi.map((props, i) => new SecuredApi(`api-${i}`, { ...props, tier }, SHOP));
  const service = new BackendService('service', args.BackendService[0], SHOP);
  const made: WrappedConstruct<any>[] = [
    ...guards, tier, service, ...apis,
    ...args.AdminEndpoint.map((props, i) => new AdminEndpoint(`admin-${i}`, props, SHOP)),
    ...args.ApiRoute.map(({ body: _, ...props }) => new ApiRoute('second', { ...props, api: apis[0] })),
    ...args.ValidatedRoute.map(props => new ValidatedRoute('create', { ...props, api: apis[0] })),
    new ApiRoute('to-service', { api: apis[1], path: '/v4', backend: service }),
    ...args.ApiConsumer.map(props => new ApiConsumer('web', { ...props, tier }, SHOP)),
    ...args.BackendIsolation.map(props => new BackendIsolation('isolation', props, SHOP)),
    new BackendIsolation('service-isolation', { service }, SHOP),
    new GatewayMetrics('metrics', { scrape: MetricsScrape.podMonitor() }, KONG),
    new GlobalSecurityHeaders('headers', { hsts: Hsts.of() }, KONG),
    ...args.GatewayAlerts.map(props => new GatewayAlerts('alerts', props, KONG)),
    ...args.GatewaySettings.map(props => new GatewaySettings('settings', props, KONG)),
    ...args.GatewayIsolation.map(props => new GatewayIsolation('gateway-isolation', props, KONG)),
    ...args.NginxTlsConfig.map(props => new NginxTlsConfig('nginx', props)),
  ];
  return made.map(component => [component.constructor.name, component]);
}

/** What must be plain, because it decides which objects exist, how they are found, or what is computed. The compiler refuses each. Never run. */
export function refusedByTheCompiler(text: pulumi.Output<string>, amount: pulumi.Output<number>, flag: pulumi.Output<boolean>): void {
  const api = {} as SecuredApi;
  const access = { tls: Tls.fromSecret('tls'), authentication: Authentication.jwt() };
  const backend = { name: text, port: amount };
  // @ts-expect-error what the guard does is in a file, of which its pods have a checksum
  new AbuseGuard('a', { logSecret: SecretRef.of('log', 'secret'), monitoring: AbuseGuardMonitoring.prometheusOperator({ labels: {} }), relayTo: text });
  // @ts-expect-error the name of a tier is that of its group
  new RateTier('a', { minute: amount, name: text });
  // @ts-expect-error how many hosts there are decides what is made
  new SecuredApi('a', { ...access, hosts: text.apply(host => [host]) });
  // @ts-expect-error the path names the route
  new ApiRoute('a', { api, path: text, backend });
  // @ts-expect-error methods are part of the name
  new ValidatedRoute('a', { api, path: '/', methods: [text], backend });
  // @ts-expect-error it decides what is validated
  new ValidatedRoute('a', { api, path: '/', methods: ['POST'], backend, verbose: flag });
  // @ts-expect-error the path names the route
  new AdminEndpoint('a', { ...access, host: text, allow: [], backend, path: text });
  // @ts-expect-error a tier is a component
  new ApiConsumer('a', { credentials: [], tier: {} });
  // @ts-expect-error a credential is a value
  new ApiConsumer('a', { credentials: [text] });
  // @ts-expect-error an object is found by its name
  new BackendService('a', { podLabels: {}, name: text });
  // @ts-expect-error the reason is for who reviews the program
  new BackendIsolation('a', { podLabels: {}, containerPort: amount, alsoFrom: [{ reason: text, namespace: text }] });
  // @ts-expect-error a service is a component
  new BackendIsolation('a', { service: backend });
  // @ts-expect-error a pattern is checked and quoted
  new GatewayAlerts('a', { labels: {}, routePattern: text });
  // @ts-expect-error an object is found by its name
  new GatewayAlerts('a', { labels: {}, name: text });
  // @ts-expect-error an object is found by its name
  new GatewaySettings('a', { name: text });
  // @ts-expect-error an object is found by its name
  new GatewayMetrics('a', { name: text });
  // @ts-expect-error an object is found by its name
  new NginxTlsConfig('a', { namespace: text });
  // @ts-expect-error a namespace decides which objects belong together
  new GatewayIsolation('a', {}, { namespace: text });
}
