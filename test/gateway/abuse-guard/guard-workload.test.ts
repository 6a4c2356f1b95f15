import { guard, platform } from './support';
import { AbuseGuardImage, AbuseGuardProps, Redis, SecretRef } from '../../../src';
import { find, ofKind, synth } from '../../support/app';

function objects(props: Partial<AbuseGuardProps> = {}): any[] {
  const chart = platform();
  guard(chart, props);
  return synth(chart);
}

function pod(props: Partial<AbuseGuardProps> = {}): any {
  return find(objects(props), 'Deployment', 'abuse-guard').spec.template.spec;
}

/** What Kubernetes' restricted profile asks of a pod. */
test('the pod may do as little as Kubernetes\' restricted profile asks, and less', () => {
  const { securityContext, containers: [container] } = pod();
  expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  expect(container.securityContext).toEqual({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
});

test('the token of the account is in the pod, and nowhere by default', () => {
  const all = objects();
  expect(find(all, 'Deployment', 'abuse-guard').spec.template.spec).toMatchObject({ serviceAccountName: 'abuse-guard', automountServiceAccountToken: true });
  expect(find(all, 'ServiceAccount', 'abuse-guard').automountServiceAccountToken).toBe(false);
});

test('by default a stock image runs the program from its ConfigMap', () => {
  const all = objects({ image: AbuseGuardImage.bundled() });
  const { containers: [container], volumes } = find(all, 'Deployment', 'abuse-guard').spec.template.spec;
  const { mountPath } = container.volumeMounts.find(({ name }: any) => name === 'program');

  expect(container).toMatchObject({ image: 'node:20-alpine', command: ['node', `${mountPath}/abuse-guard.js`] });
  expect(volumes).toContainEqual({ name: 'program', configMap: { name: 'abuse-guard-program' } });
  expect(find(all, 'ConfigMap', 'abuse-guard-program').data['abuse-guard.js'].length).toBeGreaterThan(1000);
});

test('an image of your own starts by itself, and no program is emitted', () => {
  const all = objects();
  expect(find(all, 'Deployment', 'abuse-guard').spec.template.spec.containers[0].command).toBeUndefined();
  expect(ofKind(all, 'ConfigMap').map(({ metadata }) => metadata.name)).not.toContain('abuse-guard-program');
});

test('the program is told where its configuration is', () => {
  const { env, volumeMounts } = pod().containers[0];
  const { mountPath } = volumeMounts.find(({ name }: any) => name === 'config');
  expect(env).toEqual([{ name: 'GUARD_CONFIG', value: `${mountPath}/config.json` }]);
});

test('every secret is a file of its own, at the place that the configuration names', () => {
  const all = objects({
    formerLogSecret: SecretRef.of('abuse-guard', 'former'), relayTo: 'http://logs.example.com', relayAuthorization: SecretRef.of('collector', 'header'),
    redis: Redis.at('redis', { password: SecretRef.of('redis', 'password'), username: 'guard', tls: true }), redisAuthority: SecretRef.of('redis-ca', 'ca.crt'),
  });
  const { containers: [{ volumeMounts }], volumes } = find(all, 'Deployment', 'abuse-guard').spec.template.spec;
  const { mountPath } = volumeMounts.find(({ name }: any) => name === 'secrets');
  const files = volumes.find(({ name }: any) => name === 'secrets').projected.sources.map(({ secret }: any) => [`${secret.name}/${secret.items[0].key}`, `${mountPath}/${secret.items[0].path}`]);
  const config = JSON.parse(find(all, 'ConfigMap', 'abuse-guard-config').data['config.json']);

  expect(files).toEqual([
    ['abuse-guard/secret', config.authentication.sharedSecretFiles[0]],
    ['abuse-guard/former', config.authentication.sharedSecretFiles[1]],
    ['redis/password', config.store.passwordFile],
    ['redis-ca/ca.crt', config.store.tls.caFile],
    ['collector/header', config.relay.headerFiles.authorization],
  ]);
  expect(find(all, 'ConfigMap', 'abuse-guard-config').data['redis-username']).toBe('guard');
});

test('one pod may always be drained, and of several one stays', () => {
  expect(ofKind(objects(), 'PodDisruptionBudget')).toEqual([]);
  const all = objects({ replicas: 2, redis: Redis.at('redis') });
  expect(find(all, 'PodDisruptionBudget', 'abuse-guard').spec.maxUnavailable).toBe(1);
  expect(find(all, 'Deployment', 'abuse-guard').spec.template.spec.topologySpreadConstraints).toMatchObject([{ topologyKey: 'kubernetes.io/hostname' }]);
});

test('resources may be given one by one', () => {
  expect(pod({ resources: { memoryLimit: '1Gi' } }).containers[0].resources).toEqual({ requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '1', memory: '1Gi' } });
});

test('with tls, the certificate and its key are files where the configuration names them', () => {
  const all = objects({ tlsSecret: 'abuse-guard-tls' });
  const { projected: { sources } } = find(all, 'Deployment', 'abuse-guard').spec.template.spec.volumes.find(({ name }: any) => name === 'secrets');
  expect(sources).toContainEqual({ secret: { name: 'abuse-guard-tls', items: [{ key: 'tls.crt', path: 'tls.crt' }, { key: 'tls.key', path: 'tls.key' }] } });
  const { tls } = JSON.parse(find(all, 'ConfigMap', 'abuse-guard-config').data['config.json']).listen;
  expect(tls).toEqual({ certFile: '/etc/abuse-guard-secrets/tls.crt', keyFile: '/etc/abuse-guard-secrets/tls.key' });
});

test('with tls, the log goes to the port of the Service for it', () => {
  const all = objects({ tlsSecret: 'abuse-guard-tls' });
  expect(find(all, 'Service', 'abuse-guard').spec.ports).toEqual([{ name: 'https', port: 443, targetPort: 'logs' }]);
  expect(find(all, 'KongClusterPlugin', 'abuse-guard-http-log').config.http_endpoint).toBe('https://abuse-guard.kong.svc/logs');
});

test('the Service leads to the port of the entries', () => {
  const all = objects();
  const { spec } = find(all, 'Service', 'abuse-guard');
  expect(spec.ports).toEqual([{ name: 'http', port: 80, targetPort: 'logs' }]);
  expect(find(all, 'Deployment', 'abuse-guard').spec.template.metadata.labels).toMatchObject(spec.selector);
});
