import { Cidr, KongEdition, KongGateway, KongGatewayProps, KongVersion, RealIpHeader, Redis, SecretRef, TlsProfile } from '../../src';
import { testChart } from '../support/app';

const make = (props: KongGatewayProps) => new KongGateway(testChart(), 'gateway', props);
const LATE = { version: KongVersion.V3_14, edition: KongEdition.ENTERPRISE };
const PROOF = SecretRef.of('gateway-proof', 'secret');

test.each<[KongGatewayProps, string]>([
  [{ tlsProfile: TlsProfile.FIPS }, 'tls profile fips needs kong enterprise, this gateway is open source: without a fips build it is only an older cipher list; use TlsProfile.INTERMEDIATE or set edition'],
  [{ namespace: 'kong.edge' }, "namespace 'kong.edge' is not a namespace: expected up to 63 of a-z, 0-9 and inner '-'; write for instance 'kong'"],
  [{ namespace: '' }, "namespace '' is not a namespace: expected up to 63 of a-z, 0-9 and inner '-'; write for instance 'kong'"],
  [{ ingressClassName: 'Kong' }, "ingress class: expected an object name of a-z, 0-9, '-' and '.', each part beginning and ending with a letter or digit, got 'Kong'; write it as 'my-object'"],
  [{ cluster: 'a b' }, "cluster 'a b' is not a name: expected letters, digits and inner '-', '.' or '_'; write for instance 'staging', or leave it out if the app renders for one"],
  [{ cluster: '' }, "cluster '' is not a name: expected letters, digits and inner '-', '.' or '_'; write for instance 'staging', or leave it out if the app renders for one"],
  [{ podLabels: {} }, 'podLabels is empty: it would select every pod of the namespace; give a label that only these pods have'],
  [{ controllerPodLabels: {} }, 'controllerPodLabels is empty: it would select every pod of the namespace; give a label that only these pods have'],
  [{ podLabels: { app: '-' } }, "podLabels has the key 'app': expected a label value of letters, digits, '-', '_' and '.' that begins and ends with a letter or digit, got '-'; write it as 'my-value'"],
  [{ replicas: 0 }, 'replicas is 0: expected an integer from 1; give the highest number that the autoscaler may reach'],
  [{ replicas: 1.5 }, 'replicas is 1.5: expected an integer from 1; give the highest number that the autoscaler may reach'],
  [{ trustedProxies: [Cidr.of('10.0.0.0/8'), Cidr.anyIpv4()] }, 'trusted proxy 0.0.0.0/0 is everybody: any client could forge its address; list the ranges of the load balancer'],
  [{ trustedProxies: [Cidr.anyIpv6()] }, 'trusted proxy ::/0 is everybody: any client could forge its address; list the ranges of the load balancer'],
  [{ realIpHeader: RealIpHeader.X_REAL_IP }, 'realIpHeader is X-Real-IP and nobody is trusted: kong would ignore it; list the proxies that set it in trustedProxies, or leave it out'],
  [{ ...LATE, redis: Redis.at('redis', { tls: true, verifyTls: false }) }, "redis has verifyTls: false and kong 3.14 verifies certificates: it refuses the whole configuration for one plugin that does not; leave verifyTls out and give trustedCertificate, or state settings: { KONG_TLS_CERTIFICATE_VERIFY: 'off' }"],
  [{ settings: { KONG_PASSWORD: 's3cret' } }, "setting KONG_PASSWORD holds a secret: a config map is readable by many, and so is code; set it from a Secret in the pod's environment"],
  [{ settings: { kong_log_level: 'info' } }, "setting 'kong_log_level' is not a setting: expected the environment variable, KONG_ and the name in capitals; write for instance KONG_LOG_LEVEL"],
  [{ secretEnvironment: { gw_proof: PROOF } }, "environment variable 'gw_proof' cannot be read through kong's vault: expected capitals and digits joined by single '_'; write for instance GW_PROOF"],
  [{ secretEnvironment: { GW__PROOF: PROOF } }, "environment variable 'GW__PROOF' cannot be read through kong's vault: expected capitals and digits joined by single '_'; write for instance GW_PROOF"],
  [{ secretEnvironment: { KONG_PG_PASSWORD: PROOF } }, 'environment variable KONG_PG_PASSWORD begins with KONG_: kong would take it for its own configuration, and a plugin must not read that; rename it, for instance GW_PROOF'],
  [{ secretEnvironment: { GW_PROOF: PROOF }, settings: { KONG_VAULT_ENV_PREFIX: 'my_' } }, 'setting KONG_VAULT_ENV_PREFIX changes where or how kong looks for GW_PROOF: every request that needs one would be answered with 503; leave KONG_VAULT_ENV_PREFIX out'],
  [{ secretEnvironment: { GW_PROOF: PROOF }, settings: { KONG_VAULT_ENV_DECODE_BASE64: 'on' } }, 'setting KONG_VAULT_ENV_DECODE_BASE64 changes where or how kong looks for GW_PROOF: every request that needs one would be answered with 503; leave KONG_VAULT_ENV_DECODE_BASE64 out'],
])('fails on %o', (props, message) => {
  expect(() => make(props)).toThrow(new Error(`${message} [test/gateway]`));
  expect(() => KongGateway.imported(testChart(), 'gateway', props)).toThrow(new Error(`${message} [test/gateway]`));
});

test.each([
  [{ app: 'kong' }, { app: 'kong' }],
  [{ app: 'kong' }, { app: 'kong', component: 'controller' }],
  [{ app: 'kong', component: 'gateway' }, { app: 'kong' }],
])('fails on labels that do not tell gateway %o and controller %o apart', (podLabels, controllerPodLabels) => {
  expect(() => make({ podLabels: podLabels as any, controllerPodLabels: controllerPodLabels as any })).toThrow(new Error(
    'controllerPodLabels and podLabels select the same pods: expected labels that tell controller and gateway apart; add one that only one of them has, or leave controllerPodLabels out if both run in one pod [test/gateway]'));
});

test.each<[KongGatewayProps]>([
  [{ redis: Redis.at('redis', { tls: true, verifyTls: false }) }],
  [{ ...LATE, redis: Redis.at('redis') }],
  [{ ...LATE, redis: Redis.at('redis', { tls: true }) }],
  [{ ...LATE, redis: Redis.at('redis', { tls: true, verifyTls: false }), settings: { KONG_TLS_CERTIFICATE_VERIFY: 'off' } }],
  [{ edition: KongEdition.ENTERPRISE, tlsProfile: TlsProfile.FIPS }],
  [{ podLabels: { app: 'kong', component: 'gateway' }, controllerPodLabels: { app: 'kong', component: 'controller' } }],
  [{ ingressClassName: 'kong.internal' }],
])('%o can be', (props) => {
  expect(() => make(props)).not.toThrow();
});
