import { FakeCluster, LEASE } from './support/fake-cluster';
import { ManualClock } from './support/manual-clock';
import { LeaderLease } from '../../../src/runtime/abuse-guard/lease';

const CONFIG = { name: 'guard', namespace: 'kong', seconds: 15 };

function scene() {
  const cluster = new FakeCluster();
  const clock = new ManualClock();
  const replica = (identity: string, own: ManualClock = clock) => new LeaderLease(cluster, CONFIG, identity, own);
  return { cluster, clock, replica, spec: () => cluster.objects.get(LEASE).spec };
}

test('an empty Lease is taken', async () => {
  const { replica, spec } = scene();
  const a = replica('a');
  expect(a.leads).toBe(false);
  await a.renew();
  expect(a.leads).toBe(true);
  expect(spec()).toEqual({
    holderIdentity: 'a', leaseDurationSeconds: 15, leaseTransitions: 1,
    acquireTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/), renewTime: expect.any(String),
  });
});

test('a Lease that is renewed is left to its holder', async () => {
  const { clock, replica } = scene();
  const [a, b] = [replica('a'), replica('b')];
  for (let i = 0; i < 20; i++) {
    await a.renew();
    await b.renew();
    clock.advance(5);
    expect([a.leads, b.leads]).toEqual([true, false]);
  }
});

test('a Lease whose holder is silent is taken after its time, as seen by the one who takes it', async () => {
  const { clock, replica, spec } = scene();
  const [a, b] = [replica('a'), replica('b')];
  await a.renew();
  await b.renew();
  clock.advance(14);
  await b.renew();
  expect(b.leads).toBe(false);
  clock.advance(1);
  await b.renew();
  expect(b.leads).toBe(true);
  expect(spec()).toMatchObject({ holderIdentity: 'b', leaseTransitions: 2 });
});

test('a leader ceases to lead before another one may begin', async () => {
  const { clock, replica } = scene();
  const a = replica('a');
  await a.renew();
  clock.advance(9.9);
  expect(a.leads).toBe(true);
  clock.advance(0.1);
  expect(a.leads).toBe(false);
});

test.each([-86400, 86400])('clocks that are %d seconds apart do not matter', async seconds => {
  const { clock, replica } = scene();
  const other = new ManualClock();
  other.set(seconds);
  const [a, b] = [replica('a'), replica('b', other)];
  for (let i = 0; i < 5; i++) {
    await a.renew();
    await b.renew();
    clock.advance(5);
    other.advance(5);
    expect([a.leads, b.leads]).toEqual([true, false]);
  }
});

test('of two who take it at once, one gets it', async () => {
  const { cluster, replica } = scene();
  const [a, b] = [replica('a'), replica('b')];
  const update = cluster.update.bind(cluster);
  cluster.update = async (path, manager, body) => {
    cluster.update = update;
    await b.renew();
    return update(path, manager, body);
  };
  await a.renew();
  expect([a.leads, b.leads]).toEqual([false, true]);
});

test('who gives it up need not be waited for', async () => {
  const { replica } = scene();
  const [a, b] = [replica('a'), replica('b')];
  await a.renew();
  await b.renew();
  await a.release();
  await b.renew();
  expect([a.leads, b.leads]).toEqual([false, true]);
});

test('who has lost it does not give it up for another', async () => {
  const { clock, replica, spec } = scene();
  const [a, b] = [replica('a'), replica('b')];
  await a.renew();
  await b.renew();
  clock.advance(16);
  await b.renew();
  await a.release();
  expect(spec().holderIdentity).toBe('b');
});

test('fails if the Lease is missing or may not be changed', async () => {
  const { cluster, replica } = scene();
  cluster.intercept = method => method === 'UPDATE' ? { status: 403, body: { message: 'forbidden' } } : undefined;
  await expect(replica('a').renew()).rejects.toThrow('lease kong/guard: 403 forbidden');
  cluster.objects.delete(LEASE);
  await expect(replica('a').renew()).rejects.toThrow('lease kong/guard: 404 not found');
});

test('what else the Lease has stays', async () => {
  const { cluster, replica } = scene();
  cluster.edit(LEASE, object => object.metadata.labels = { app: 'guard' });
  await replica('a').renew();
  expect(cluster.objects.get(LEASE).metadata.labels).toEqual({ app: 'guard' });
});
