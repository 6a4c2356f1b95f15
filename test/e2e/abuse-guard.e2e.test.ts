import { EffectiveGateway } from 'gatewarden';
import { bundleGuard, GuardProcess } from './abuse-guard/guard-process';
import { GuardedCluster, MANIFEST, NAMESPACE } from './abuse-guard/guarded-cluster';
import { STARTING } from './peers/timeouts';
import { eventually } from './peers/wait';
import { entry, unknown } from '../runtime/abuse-guard/support/entries';

const A = '203.0.113.9';
const B = '203.0.113.10';
const PLUGIN = `/apis/configuration.konghq.com/v1/kongclusterplugins/${MANIFEST.everybody.metadata.name}`;

let cluster: GuardedCluster;
let bundle: string;
let guards: GuardProcess[] = [];

beforeAll(async () => {
  cluster = await GuardedCluster.start();
  bundle = bundleGuard(cluster.folder);
}, STARTING);

afterAll(() => cluster?.stop());

beforeEach(() => cluster.reset());

afterEach(async () => {
  cluster.gate.reopen();
  await Promise.all(guards.map(guard => guard.running.stop()));
  guards = [];
});

async function start(change: object = {}): Promise<GuardProcess> {
  const guard = await GuardProcess.start(cluster.server.keeper, bundle, { ...cluster.config(), ...change });
  guards.push(guard);
  return guard;
}

const refused = (client: string, count: number) => Array.from({ length: count }, () => entry(401, client));
const denied = (list: string[] | undefined, object: any = MANIFEST.everybody) => eventually(`${list} to be denied`, 10, async () => {
  const deny = await cluster.deny(object);
  return JSON.stringify(deny) === JSON.stringify(list) ? true : undefined;
});

test('who is refused too often is denied on every route, and nothing else changes', async () => {
  const guard = await (await start()).leading();
  expect(await guard.send(refused(A, 25))).toMatchObject({ status: 200 });
  expect(await guard.send(entry(401, A))).toMatchObject({ status: 200 });
  await denied([A]);
  await denied([A], MANIFEST.admin);
  expect((await cluster.read(MANIFEST.everybody)).config).toEqual({ allow: ['0.0.0.0/0', '::/0'], deny: [A] });

  const routes = ['api', 'admin'].map(name => ({
    apiVersion: 'networking.k8s.io/v1', kind: 'Ingress',
    metadata: { name, namespace: NAMESPACE, annotations: name === 'admin' ? { 'konghq.com/plugins': 'admin' } : {} },
    spec: {
      ingressClassName: 'kong',
      rules: [{
        host: `${name}.example.com`,
        http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }] },
      }],
    },
  }));
  const plugins = [await cluster.read(MANIFEST.everybody), await cluster.read(MANIFEST.admin)];
  const view = EffectiveGateway.fromManifests([...routes, ...plugins], { assumeExisting: true });
  const restrictions = view.routes.map(({ name }) => view.pluginsOf(name).find(({ type }) => type === 'ip-restriction'));
  expect(restrictions).toHaveLength(2);
  restrictions.forEach(restriction => expect(restriction).toMatchObject({ config: { deny: [A] } }));
});

test('a scan over unknown paths is blocked, by /64 if it comes over ipv6', async () => {
  const guard = await (await start()).leading();
  await guard.send(Array.from({ length: 20 }, (_, i) => unknown(`/${i}.php`, `2001:db8:7:7::${i + 1}`)));
  await denied(['2001:db8:7:7::/64']);
  expect(guard.audits()).toMatchObject([{ address: '2001:db8:7:7::/64', evidence: { unknownPath: 20 } }]);
});

describe('another manager of the object', () => {
  const blocked = async (change: object = {}) => {
    const guard = await (await start({ pollSeconds: 3600, ...change })).leading();
    await guard.send(refused(A, 30));
    await denied([A]);
    return guard;
  };

  test('that applies it server-side again leaves the deny list as it is, without a conflict', async () => {
    await blocked();
    expect((await cluster.server.client.apply(MANIFEST.everybody)).status).toBe(200);
    expect(await cluster.deny()).toEqual([A]);
  });

  test('that applies it client-side again leaves the deny list as it is', async () => {
    await blocked();
    // What kubectl makes of its three ways when the manifest has not changed, and when a label has.
    const patch = { metadata: { labels: { team: 'edge' } }, config: { allow: MANIFEST.everybody.config.allow } };
    expect((await cluster.request('PATCH', `${PLUGIN}?fieldManager=kubectl-client-side-apply`, 'application/merge-patch+json', patch)).status).toBe(200);
    expect(await cluster.deny()).toEqual([A]);
  });

  test('that removes the object has it stay removed', async () => {
    const guard = await blocked({ pollSeconds: 1 });
    await cluster.server.client.delete([MANIFEST.everybody]);
    await eventually('the guard to see it', 10, async () => (await guard.readiness()).degraded[0]);
    expect((await guard.readiness()).degraded).toEqual(['KongClusterPlugin abuse-guard: there is no such object']);
    await guard.send(refused(B, 30));
    await denied([B, A].sort(), MANIFEST.admin);
    expect(await cluster.read(MANIFEST.everybody)).toBeUndefined();
    await cluster.server.client.mustApply(MANIFEST.everybody);
    await denied([B, A].sort());
  });

  test('that takes the deny list away gets it back', async () => {
    await blocked({ pollSeconds: 1 });
    await cluster.request('PATCH', PLUGIN, 'application/merge-patch+json', { config: { deny: null } });
    await denied([A]);
  });

  test('that has a deny list of its own keeps it, and the guard says so', async () => {
    await cluster.request('PATCH', PLUGIN, 'application/merge-patch+json', { config: { deny: ['192.0.2.1'] } });
    const guard = await (await start()).leading();
    await guard.send(refused(A, 30));
    await denied([A], MANIFEST.admin);
    expect(await cluster.deny()).toEqual(['192.0.2.1']);
    expect((await guard.readiness()).degraded[0]).toMatch(/^KongClusterPlugin abuse-guard: its config.deny has 192.0.2.1, which is not from this guard/);
  });
});

test('who touches the state has it read again, and nothing is lost', async () => {
  const guard = await (await start()).leading();
  await guard.send(refused(A, 30));
  await denied([A]);
  await cluster.server.client.mustApply({ ...MANIFEST.state, metadata: { ...MANIFEST.state.metadata, labels: { team: 'edge' } } });
  await guard.send(refused(B, 30));
  await denied([A, B].sort());
  expect(guard.audits().map(({ address, repetition }) => [address, repetition])).toEqual([[A, 1], [B, 1]]);
});

test('what a blocked client does while it is blocked does not block it again', async () => {
  const guard = await (await start({ blocks: { seconds: 2 } })).leading();
  await guard.send(refused(A, 30));
  await denied([A]);
  for (let i = 0; i < 10; i++) {
    await guard.send(refused(A, 30).map(one => ({ ...one, response: { ...one.response, status: 403 } })));
    await new Promise(resolve => setTimeout(resolve, 300));
  }
  await denied(undefined);
  await new Promise(resolve => setTimeout(resolve, 1200));
  expect(await cluster.deny()).toBeUndefined();
  expect(guard.audits()).toHaveLength(2);
});

test('an apply with the uid of an object that is gone does not make it', async () => {
  const { uid } = (await cluster.read(MANIFEST.everybody)).metadata;
  await cluster.server.client.delete([MANIFEST.everybody]);
  const { apiVersion, kind, plugin, metadata: { name } } = MANIFEST.everybody;
  const answer = await cluster.request('PATCH', `${PLUGIN}?fieldManager=x&force=true`, 'application/apply-patch+yaml', { apiVersion, kind, plugin, metadata: { name, uid }, config: { deny: [A] } });
  expect(answer.status).toBe(409);
  expect(await cluster.read(MANIFEST.everybody)).toBeUndefined();
});

test('a block ends, and leaves nothing behind', async () => {
  const guard = await (await start({ blocks: { seconds: 2, maxSeconds: 4 } })).leading();
  await guard.send(refused(A, 30));
  await denied([A]);
  await denied(undefined);
  expect((await cluster.read(MANIFEST.everybody)).config).toEqual({ allow: ['0.0.0.0/0', '::/0'] });
  expect(guard.audits()).toMatchObject([{ msg: 'address blocked', seconds: 2 }, { msg: 'address released', reason: 'expired' }]);
});

test('killed and started again in the middle of a burst: no block is lost, and none is made twice', async () => {
  const clients = Array.from({ length: 40 }, (_, i) => `203.0.113.${i + 1}`);
  let guard = await start();
  const audits: any[] = [];
  const seen: string[][] = [];
  let over = false;
  // Each goes on until it is blocked; what the guard did not take is lost, as in the gateway's queue at worst.
  const burst = (async () => {
    for (let i = 0; !over; i++) {
      const client = clients[i % clients.length];
      if (!seen.at(-1)?.includes(client)) {
        await guard.send(refused(client, 9)).catch(() => undefined);
      }
      await new Promise(resolve => setTimeout(resolve, 15));
    }
  })();
  const watching = (async () => {
    for (; !over; await new Promise(resolve => setTimeout(resolve, 100))) {
      seen.push(await cluster.deny() ?? []);
    }
  })();
  for (const pause of [1000, 1500]) {
    await guard.leading();
    await new Promise(resolve => setTimeout(resolve, pause));
    await guard.kill();
    audits.push(...guard.audits());
    guard = await start();
  }
  await denied([...clients].sort());
  over = true;
  await Promise.all([burst, watching]);
  expect(seen.filter((list, i) => seen[i - 1]?.some(client => !list.includes(client)))).toEqual([]);
  const made = [...audits, ...guard.audits()];
  expect(new Set(made.map(({ address }) => address)).size).toBe(made.length);
  expect(made.every(({ msg, repetition }) => msg === 'address blocked' && repetition === 1)).toBe(true);
});

test('while the api server is away the guard counts on, says that it is away, and blocks once it is back', async () => {
  const guard = await (await start()).leading();
  cluster.gate.shut();
  await guard.send(refused(A, 30));
  await eventually('the guard to say so', 10, async () => (await guard.readiness()).leader ? undefined : true);
  await guard.send(refused(B, 30));
  await new Promise(resolve => setTimeout(resolve, 3000));
  expect(await cluster.deny()).toBeUndefined();
  expect(guard.logged().filter(({ msg }) => msg === 'the lease cannot be renewed')).toHaveLength(1);
  cluster.gate.reopen();
  await denied([A, B].sort());
  expect(guard.audits().map(({ address }) => address).sort()).toEqual([A, B].sort());
});

test('told to end, it ends with 0, having blocked whom it had counted and given up the lease', async () => {
  const guard = await (await start({ pushSeconds: 60 })).leading();
  await eventually('the first round', 10, async () => (await guard.metric('rounds_total{result="done"}')) > 0 || undefined);
  await guard.send(refused(A, 30));
  expect(await guard.terminate()).toBe(0);
  expect(await cluster.deny()).toEqual([A]);
  expect((await cluster.read(MANIFEST.lease)).spec.holderIdentity).toBe('');
  expect(guard.logged().at(-1)).toMatchObject({ msg: 'abuse guard has ended' });
});

test('it is not ready while its Lease is missing, and says why', async () => {
  await cluster.server.client.delete([MANIFEST.lease]);
  const guard = await start();
  const { ready, problems } = await eventually('the guard to say so', 10, async () => {
    const said = await guard.readiness();
    return said.problems.some(problem => problem.startsWith('lease')) ? said : undefined;
  });
  expect(ready).toBe(false);
  expect(problems[0]).toMatch(/^lease guarded\/abuse-guard: 404/);
  await cluster.server.client.mustApply(MANIFEST.lease);
  await guard.ready();
});

test('it ends with 1 and a reason if the configuration is wrong', async () => {
  await expect(start({ targets: [], dryRum: true })).rejects.toThrow(/a peer ended with 1[\s\S]*dryRum is unknown/);
});
