import { Cidr, ControllerVersion, ImportedKongGatewayProps, KongEdition, KongGateway, KongGatewayProps, KongVersion, RealIpHeader, Redis, SecretRef, TlsProfile, UntrustedLua } from '../../src';
import { testChart } from '../support/app';

const ALL: Required<KongGatewayProps> = {
  version: KongVersion.V3_11,
  edition: KongEdition.ENTERPRISE,
  controllerVersion: ControllerVersion.V3_4,
  ingressClassName: 'internal.kong',
  cluster: 'staging',
  namespace: 'edge',
  podLabels: { app: 'proxy' },
  controllerPodLabels: { app: 'controller' },
  replicas: 3,
  behindLoadBalancer: false,
  trustedProxies: [Cidr.of('10.0.0.0/8')],
  realIpHeader: RealIpHeader.PROXY_PROTOCOL,
  redis: Redis.at('redis'),
  tlsProfile: TlsProfile.MODERN,
  metrics: { statusCodes: true, latency: true, bandwidth: true, upstreamHealth: true, perConsumer: true },
  untrustedLua: UntrustedLua.SANDBOX,
  luaModules: ['cjson.safe'],
  settings: { KONG_LOG_LEVEL: 'info' },
  secretEnvironment: { GW_PROOF: SecretRef.of('gateway-proof', 'secret') },
  syncWaves: false,
};

test('a gateway keeps all props', () => {
  const { settings, ...kept } = ALL;
  const gateway = new KongGateway(testChart(), 'gateway', ALL);

  for (const [name, value] of Object.entries(kept)) {
    expect([name, (gateway as any)[name]]).toEqual([name, value]);
  }
  expect(gateway._settingsElsewhere).toEqual(settings);
});

test('an imported gateway keeps all props', () => {
  const props: Required<ImportedKongGatewayProps> = { ...ALL, globalPlugins: ['prometheus'] };
  const gateway = KongGateway.imported(testChart(), 'gateway', props);

  expect(gateway.description).toBe('enterprise 3.11');
  expect(gateway._globalPlugins).toEqual(['prometheus']);
});
