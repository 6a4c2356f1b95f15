import * as pulumi from '@pulumi/pulumi';
import {
  AbuseGuard, AbuseGuardImage, AbuseGuardMonitoring, AccessLog, ApiKeyAuthentication, Backend, Cidr, IAbuseGuard, IpAccess, KongGateway, Redis, SecretRef,
  SecuredApi, settled, Tls,
} from 'gatewarden/pulumi';
import { objectsIn, resource, Seen, startProgram } from './support';
import { valueOf } from './support-outputs';

const KONG = { namespace: 'kong' };
const GATEWAY = {
  trustedProxies: [Cidr.of('10.20.0.0/24')],
  settings: { KONG_REAL_IP_HEADER: 'X-Forwarded-For', KONG_REAL_IP_RECURSIVE: 'on', KONG_TRUSTED_IPS: '10.20.0.0/24' },
};
const PROPS = { logSecret: SecretRef.of('log', 'secret'), monitoring: AbuseGuardMonitoring.prometheusOperator({ labels: {} }), image: AbuseGuardImage.of('registry.example.com/guard:1') };

/** A guard, and an API with an address rule and that log. */
async function program(guardOf: () => IAbuseGuard, logOf: (guard: IAbuseGuard) => AccessLog | undefined, imported: boolean = false): Promise<Seen[]> {
  const seen = await startProgram();
  new KongGateway('gateway', { ...GATEWAY, imported });
  const guard = guardOf();
  new SecuredApi('api', {
    host: 'api.example.com', tls: Tls.fromSecret('tls'), authentication: new ApiKeyAuthentication(), accessLog: logOf(guard),
    ipAccess: IpAccess.allow(Cidr.of('192.0.2.0/24')), routes: { '/': { backend: Backend.service('api', 80) } },
  }, { namespace: 'shop' });
  await settled();
  return seen;
}

const relaying = () => new AbuseGuard('abuse-guard', { ...PROPS, relayTo: 'http://collector.logs:8080/' }, KONG);

test('its pods maintain the lists of the apis, and it is known where they take entries', async () => {
  let guard!: AbuseGuard;
  const seen = await program(() => guard = new AbuseGuard('abuse-guard', PROPS, KONG), () => undefined);
  const { targets } = JSON.parse(resource(seen, 'ConfigMap', 'abuse-guard-config').inputs.data['config.json']);
  expect(targets).toEqual([{ kind: 'KongClusterPlugin', name: 'abuse-guard-ip-restriction' }, { kind: 'KongPlugin', namespace: 'shop', name: 'api-ip-restriction' }]);
  expect(await valueOf(guard.endpoint)).toBe('http://abuse-guard.kong.svc/logs');
});

test('the log of an api goes to it, with the secret that an output names', async () => {
  const props = () => ({ ...PROPS, logSecret: SecretRef.of(pulumi.output('named-later'), 'secret'), relayTo: 'http://collector.logs:8080/' });
  const seen = await program(() => new AbuseGuard('abuse-guard', props(), KONG), guard => guard.accessLog({ userClaim: 'sub' }));
  const { inputs } = resource(seen, 'KongPlugin', 'api-http-log');
  expect(inputs.config.http_endpoint).toBe('http://abuse-guard.kong.svc/logs');
  expect(inputs.config.custom_fields_by_lua.user_id).toContain('"sub"');
  expect(inputs.configPatches).toEqual([{ path: '/headers/Authorization', valueFrom: { secretKeyRef: { name: 'named-later', key: 'secret' } } }]);
});

test('the log of an api has a secret of its own, which an output names', async () => {
  const seen = await program(relaying, guard => guard.accessLog({ secret: SecretRef.of(pulumi.output('of-the-shop'), 'secret') }));
  expect(resource(seen, 'KongPlugin', 'api-http-log').inputs.configPatches[0].valueFrom.secretKeyRef.name).toBe('of-the-shop');
});

test('fails for a log of an api without a collector behind the guard', async () => {
  await expect(program(() => new AbuseGuard('abuse-guard', PROPS, KONG), guard => guard.accessLog())).rejects.toThrow(/the abuse guard relays nowhere/);
});

test('fails for a log past it, and registers nothing', async () => {
  const seen = await startProgram();
  new KongGateway('gateway', GATEWAY);
  relaying();
  new SecuredApi('api', {
    host: 'api.example.com', tls: Tls.fromSecret('tls'), authentication: new ApiKeyAuthentication(), accessLog: AccessLog.http('http://collector.logs:8080/'),
    routes: { '/': { backend: Backend.service('api', 80) } },
  }, { namespace: 'shop' });
  await expect(settled()).rejects.toThrow(/shadowed-abuse-log|does not go to the abuse guard/);
  expect(objectsIn(seen)).toEqual([]);
});

test('the guard of another program registers no object, and takes the log of an api', async () => {
  const seen = await program(
    () => AbuseGuard.imported('abuse-guard', { logSecret: SecretRef.of('log', 'secret'), relays: true, maintains: ['shop/api-ip-restriction'] }),
    guard => guard.accessLog({ userClaim: 'sub' }), true);
  expect(objectsIn(seen).map(({ name }) => name).filter(name => name.includes('abuse-guard'))).toEqual([]);
  expect(resource(seen, 'KongPlugin', 'api-http-log').inputs.config.http_endpoint).toBe('http://abuse-guard.kong.svc/logs');
  expect(seen.find(({ type }) => type === 'gatewarden:index:ImportedAbuseGuard')?.name).toBe('abuse-guard');
});

test('fails for a list that the guard of another program does not know', async () => {
  await expect(program(() => AbuseGuard.imported('abuse-guard', { logSecret: SecretRef.of('log', 'secret') }), () => undefined, true))
    .rejects.toThrow(/api-ip-restriction/);
});

test('an address that is known only later cannot be in its configuration, and the error says which', async () => {
  await expect(program(() => new AbuseGuard('abuse-guard', { ...PROPS, never: [Cidr.of(pulumi.output('192.0.2.0/24'))] }, KONG), () => undefined))
    .rejects.toThrow(/address of Cidr.of must be a plain value/);
});

test('neither can the address of the gateway\'s redis', async () => {
  await startProgram();
  new KongGateway('gateway', { ...GATEWAY, redis: Redis.at(pulumi.output('redis.example.com')) });
  new AbuseGuard('abuse-guard', { ...PROPS, replicas: 2 }, KONG);
  await expect(settled()).rejects.toThrow(/host of Redis.at must be a plain value/);
});
