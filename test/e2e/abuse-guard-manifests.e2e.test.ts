import * as fs from 'node:fs';
import * as https from 'node:https';
import * as path from 'node:path';
import { App, Testing } from 'cdk8s';
import { ApiServer } from './peers/api-server';
import { applyDefinitions } from './peers/crds';
import { STARTING } from './peers/timeouts';
import { Cluster } from '../../examples/abuse-guard/demo/cluster';
import { abuseGuard } from '../../examples/abuse-guard/main';
import { SYSTEM_CLOCK } from '../../src/runtime/abuse-guard/clock';
import { DenyList } from '../../src/runtime/abuse-guard/deny-list';
import { KubernetesClient } from '../../src/runtime/abuse-guard/kubernetes-client';
import { LeaderLease } from '../../src/runtime/abuse-guard/lease';
import { StateObject } from '../../src/runtime/abuse-guard/state-object';

const OF_THE_GUARD = ['ClusterRole', 'ClusterRoleBinding', 'ConfigMap', 'KongClusterPlugin', 'KongPlugin', 'Lease', 'Role', 'RoleBinding', 'ServiceAccount'];
const A = '203.0.113.9';
const KONG = '/apis/configuration.konghq.com/v1';

const emitted: any[] = abuseGuard(new App()).charts.flatMap(chart => Testing.synth(chart)).filter(({ kind }) => OF_THE_GUARD.includes(kind));
const find = (kind: string, name: string): any => emitted.find(object => object.kind === kind && object.metadata.name === name);
const config = JSON.parse(find('ConfigMap', 'abuse-guard-config').data['config.json']);
const WRITTEN = [
  find('KongClusterPlugin', 'abuse-guard-ip-restriction'), find('KongPlugin', 'admin-ip-restriction'), find('ConfigMap', 'abuse-guard-state'), find('Lease', 'abuse-guard-leader'),
];

const PATHS = [
  `${KONG}/kongclusterplugins/abuse-guard-ip-restriction`, `${KONG}/namespaces/shop/kongplugins/admin-ip-restriction`,
  '/api/v1/namespaces/kong/configmaps/abuse-guard-state', '/apis/coordination.k8s.io/v1/namespaces/kong/leases/abuse-guard-leader',
];

let server: ApiServer;
let guard: KubernetesClient;
let token: string;

/** Any request, with a token. */
function ask(by: string, method: string, at: string, type: string, content: object): Promise<any> {
  const { cluster: { server: url, 'certificate-authority-data': ca } } = JSON.parse(fs.readFileSync(server.kubeconfig, 'utf8')).clusters[0];
  return new Promise((resolve, reject) => {
    https.request(url + at, { method, ca: Buffer.from(ca, 'base64'), headers: { 'Authorization': `Bearer ${by}`, 'Content-Type': type } }, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk)).once('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
    }).once('error', reject).end(JSON.stringify(content));
  });
}

/** What the emitted account writes, with its token and by the program's own means: the lists, the state and the lease. */
async function write(): Promise<void> {
  const results = await Promise.all(config.targets.map((target: any) => new DenyList(guard, target).push([A], () => false)));
  const state = new StateObject(guard, config.state);
  await state.read();
  await state.write('{"version":1,"blocks":[],"past":[]}');
  await new LeaderLease(guard, { ...config.lease, seconds: 15 }, 'pod', SYSTEM_CLOCK).renew();
  expect(results.map(({ result }: any) => result)).toEqual(['applied', 'applied']);
}

const live = () => Promise.all(WRITTEN.map(object => server.client.read(object)));
const contents = (objects: any[]) => objects.map(({ config: list, data, spec }) => list ?? data ?? spec);

beforeAll(async () => {
  server = await ApiServer.start();
  await applyDefinitions(server.client);
  await server.makeNamespaces(emitted);
  for (const object of emitted) {
    await server.client.mustApply(object);
  }
  const cluster = Cluster.fromKubeconfig(server.kubeconfig);
  const [tokenFile, caFile] = ['token', 'ca.crt'].map(name => path.join(server.keeper.folder, `guard-${name}`));
  token = await cluster.tokenOf(find('ServiceAccount', 'abuse-guard'));
  fs.writeFileSync(tokenFile, token, { mode: 0o600 });
  fs.writeFileSync(caFile, cluster.ca);
  guard = new KubernetesClient({ server: cluster.server, tokenFile, caFile }, SYSTEM_CLOCK);
  cluster.close();
  await write();
}, STARTING);

afterAll(async () => {
  guard?.close();
  await server?.stop();
});

describe('the emitted account', () => {
  const list = { apiGroups: ['configuration.konghq.com'], resources: ['kongclusterplugins'], resourceNames: ['abuse-guard-ip-restriction'], verbs: ['get', 'patch'] };

  test.each<[string, object[]]>([
    ['kong', [
      list, { apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: ['abuse-guard-leader'], verbs: ['get', 'update'] },
      { apiGroups: [''], resources: ['configmaps'], resourceNames: ['abuse-guard-state'], verbs: ['get', 'patch'] },
    ]],
    ['shop', [list, { apiGroups: ['configuration.konghq.com'], resources: ['kongplugins'], resourceNames: ['admin-ip-restriction'], verbs: ['get', 'patch'] }]],
    ['default', [list]],
    ['kube-system', [list]],
  ])('may do in %s what it needs, and nothing else', async (namespace, rights) => {
    const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } };
    const { status } = await ask(token, 'POST', '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', 'application/json', review);
    const rules = status.resourceRules.filter(({ resources }: any) => !resources.every((resource: string) => resource.startsWith('selfsubject')));
    const text = (all: object[]) => all.map(one => JSON.stringify(Object.entries(one).sort())).sort();
    expect(text(rules)).toEqual(text(rights));
    expect(status.incomplete).toBe(false);
  });

  test.each([
    ['another plugin', `${KONG}/namespaces/shop/kongplugins/admin-key-auth`],
    ['the log, and where it leads', `${KONG}/kongclusterplugins/abuse-guard-http-log`],
    ['its own secret', '/api/v1/namespaces/kong/secrets/abuse-guard-log'],
    ['its own configuration', '/api/v1/namespaces/kong/configmaps/abuse-guard-config'],
  ])('neither reads nor changes %s', async (_what, at) => {
    const object = { apiVersion: at.startsWith(KONG) ? 'configuration.konghq.com/v1' : 'v1', metadata: { name: at.split('/').pop() } };
    expect([(await guard.get(at)).status, (await guard.apply(at, 'other', object)).status]).toEqual([403, 403]);
  });

  test('makes no plugin that was removed, with or without its uid', async () => {
    const plugin = WRITTEN[1];
    const { uid } = (await server.client.read(plugin)).metadata;
    await server.client.delete([plugin]);
    const again = (metadata: object) => guard.apply(PATHS[1], 'gatewarden-abuse-guard', { apiVersion: plugin.apiVersion, kind: plugin.kind, metadata: { ...plugin.metadata, ...metadata }, config: { deny: [A] } });
    expect([(await again({})).status, (await again({ uid })).status].filter(status => status < 400)).toEqual([]);
    expect(await server.client.read(plugin)).toBeUndefined();
    await server.client.mustApply(plugin);
    await new DenyList(guard, config.targets[1]).push([A], () => false);
  });
});

describe('a tool that looks for differences', () => {
  test('by a dry run of a server-side apply, as Flux and Argo CD do, finds none', async () => {
    const before = await live();
    const { token: admin } = JSON.parse(fs.readFileSync(server.kubeconfig, 'utf8')).users[0].user;
    const dry = await Promise.all(WRITTEN.map((object, i) => ask(admin, 'PATCH', `${PATHS[i]}?fieldManager=gatewarden&dryRun=All`, 'application/apply-patch+yaml', object)));
    expect(dry.map(({ kind }) => kind)).toEqual(WRITTEN.map(({ kind }) => kind));
    expect(contents(dry)).toEqual(contents(before));
  });

  test('by comparing what is stated, as Argo CD and kubectl do, finds none', async () => {
    (await live()).forEach((object, i) => expect(object).toMatchObject(WRITTEN[i]));
  });

  test('that applies all again takes nothing of the guard away', async () => {
    const before = contents(await live());
    for (const object of emitted) {
      await server.client.mustApply(object);
    }
    expect(contents(await live())).toEqual(before);
    expect(before.map(content => Object.keys(content).filter(key => ['deny', 'blocks.json', 'holderIdentity'].includes(key)))).toEqual([['deny'], ['deny'], ['blocks.json'], ['holderIdentity']]);
  });
});
