import { EnforcerScene } from './support/enforcer-scene';
import { STATE } from './support/fake-cluster';

const A = '203.0.113.9';
const B = '198.51.100.7';

test('who exceeds the threshold is denied, and everybody else is let in as before', async () => {
  const scene = new EnforcerScene();
  await scene.abuse(A);
  await scene.step();
  expect(scene.cluster.objects.get(scene.cluster.plugin()).config).toEqual({ allow: ['0.0.0.0/0', '::/0'], deny: [A] });
});

test('a gateway without abuse is not touched', async () => {
  const scene = new EnforcerScene();
  await scene.pass(120);
  expect(scene.cluster.asked.filter(what => !what.startsWith('GET'))).toEqual([]);
});

test('each block and release has one line in the audit, with the evidence', async () => {
  const scene = new EnforcerScene();
  await scene.abuse(A);
  await scene.pass(120);
  const base = { address: A, repetition: 1, score: 104 };
  expect(scene.log.audits()).toMatchObject([
    { ...base, msg: 'address blocked', seconds: 100, evidence: { unauthorized: 26, samples: ['GET /login 401'] } },
    { ...base, msg: 'address released', reason: 'expired' },
  ]);
  expect(scene.cluster.deny()).toBeUndefined();
});

test('changes wait for each other, so that there is one push in so many seconds', async () => {
  const scene = new EnforcerScene({ pushSeconds: 5 });
  const applied = () => scene.cluster.asked.filter(what => what === `APPLY ${scene.cluster.plugin()}`).length;
  await scene.abuse(A);
  await scene.step();
  for (let i = 0; i < 8; i++) {
    await scene.abuse(`198.51.100.${i}`);
    await scene.pass(0.5);
  }
  expect(applied()).toBe(1);
  await scene.pass(2);
  expect(applied()).toBe(2);
  expect(scene.cluster.deny()).toHaveLength(9);
});

test('who is not the leader changes nothing', async () => {
  const scene = new EnforcerScene();
  scene.leads = false;
  await scene.abuse(A);
  await scene.pass(60);
  expect(scene.cluster.asked).toEqual([]);
  expect(await scene.store.candidates()).toHaveLength(1);
});

test('a block survives a restart, and is not made again', async () => {
  const scene = new EnforcerScene();
  await scene.abuse(A);
  await scene.step();
  const next = scene.restarted();
  await next.abuse(A);
  await next.pass(50);
  expect(scene.cluster.deny()).toEqual([A]);
  expect(next.log.audits()).toEqual([]);
  await next.pass(55);
  expect(scene.cluster.deny()).toBeUndefined();
});

test('a repetition after a restart lasts twice as long', async () => {
  const scene = new EnforcerScene();
  await scene.abuse(A);
  await scene.pass(200);
  const next = scene.restarted();
  await next.step();
  await next.abuse(A);
  await next.pass(6);
  expect(next.log.audits()).toMatchObject([{ repetition: 2, seconds: 200 }]);
});

describe.each([
  ['before the state is written', (method: string, path: string) => method === 'APPLY' && path === STATE],
  ['before the deny list is written', (method: string, path: string) => method === 'APPLY' && path !== STATE],
])('a process that dies %s', (_when, at) => {
  test('loses no block that its successor can find, and none is doubled', async () => {
    const scene = new EnforcerScene();
    await scene.step();
    scene.clock.advance(10);
    await scene.abuse(A);
    scene.cluster.intercept = (method, path) => {
      if (at(method, path)) {
        scene.leads = false;
        throw new Error('killed');
      }
      return undefined;
    };
    await scene.step();
    scene.cluster.intercept = undefined;
    const next = scene.restarted();
    await next.abuse(A);
    await next.pass(1);
    expect(scene.cluster.deny()).toEqual([A]);
    expect([...scene.log.audits(), ...next.log.audits()]).toMatchObject([{ address: A, repetition: 1 }]);
  });
});

test('a candidate that another replica was too slow to take away makes no second block', async () => {
  const scene = new EnforcerScene();
  await scene.abuse(A);
  const [candidate] = await scene.store.candidates();
  await scene.pass(105);
  expect(scene.cluster.deny()).toBeUndefined();
  scene.store.putBack([candidate]);
  await scene.pass(6);
  expect(scene.cluster.deny()).toBeUndefined();
});

test('while the api server is away, candidates wait, and are blocked once it is back', async () => {
  const scene = new EnforcerScene();
  await scene.pass(1);
  scene.cluster.intercept = () => {
    throw new Error('connect ECONNREFUSED');
  };
  await scene.abuse(A);
  await scene.pass(60);
  await scene.abuse(B);
  expect(scene.enforcer.problem).toBe('connect ECONNREFUSED');
  expect(scene.log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  expect(scene.log.audits()).toEqual([]);
  scene.cluster.intercept = undefined;
  await scene.pass(31);
  expect(scene.cluster.deny()).toEqual([B, A]);
  expect(scene.enforcer.problem).toBeUndefined();
  expect(scene.log.audits()).toHaveLength(2);
});

test('a deny list that somebody took away comes back', async () => {
  const scene = new EnforcerScene({ pollSeconds: 20 });
  await scene.abuse(A);
  await scene.step();
  scene.cluster.addPlugin('deny', { allow: ['0.0.0.0/0', '::/0'] });
  await scene.pass(21);
  expect(scene.cluster.deny()).toEqual([A]);
});

test('an object that was removed does not come back, and is named', async () => {
  const scene = new EnforcerScene({ targets: [{ kind: 'KongClusterPlugin', name: 'deny' }, { kind: 'KongClusterPlugin', name: 'gone' }] });
  await scene.abuse(A);
  await scene.step();
  expect(scene.cluster.objects.has(scene.cluster.plugin('gone'))).toBe(false);
  expect(scene.enforcer.degraded).toEqual(['KongClusterPlugin gone: there is no such object']);
  expect(scene.cluster.deny()).toEqual([A]);
});

test('every target has the same list', async () => {
  const scene = new EnforcerScene({ targets: ['deny', 'admin'].map(name => ({ kind: 'KongClusterPlugin', name })) });
  scene.cluster.addPlugin('admin', { allow: ['192.0.2.0/24'] });
  await scene.abuse(A, B);
  await scene.step();
  expect(scene.cluster.deny('deny')).toEqual([B, A]);
  expect(scene.cluster.deny('admin')).toEqual([B, A]);
});

test('who became exempt is released with the new configuration', async () => {
  const scene = new EnforcerScene();
  await scene.abuse(A, B);
  await scene.step();
  const next = scene.restarted({ never: [`${A}/32`] });
  await next.step();
  expect(scene.cluster.deny()).toEqual([B]);
  expect(next.log.audits()).toMatchObject([{ msg: 'address released', address: A, reason: 'exempt' }]);
});

test('a candidate that may not be blocked is not', async () => {
  const scene = new EnforcerScene({ never: ['203.0.113.0/24'] });
  await scene.abuse(A, '10.0.0.1', '0.0.0.0/0', 'nonsense');
  await scene.step();
  expect(scene.cluster.deny()).toBeUndefined();
  expect(await scene.store.candidates()).toEqual([]);
});

test('beyond the most blocks the oldest goes', async () => {
  const scene = new EnforcerScene();
  await scene.abuse(A);
  await scene.pass(6);
  await scene.abuse(...Array.from({ length: 10 }, (_, i) => `198.51.100.${i}`));
  await scene.pass(6);
  expect(scene.cluster.deny()).toHaveLength(10);
  expect(scene.log.audits().filter(({ reason }) => reason === 'capped')).toMatchObject([{ address: A }]);
});

test('requests that are refused because of a block do not prolong it', async () => {
  const scene = new EnforcerScene();
  await scene.abuse(A);
  await scene.step();
  await scene.pass(99);
  expect(scene.enforcer.isQuiet(A)).toBe(true);
  await scene.abuse(A);
  await scene.pass(10);
  expect(scene.cluster.deny()).toBeUndefined();
});

describe('a dry run', () => {
  test('decides and tells, and changes nothing', async () => {
    const scene = new EnforcerScene({ dryRun: true });
    await scene.abuse(A);
    await scene.pass(6);
    expect(scene.log.audits()).toMatchObject([{ msg: 'address blocked', address: A, dryRun: true }]);
    expect(scene.cluster.asked.filter(what => !what.startsWith('GET'))).toEqual([]);
  });

  test('releases whom the guard has blocked before', async () => {
    const scene = new EnforcerScene();
    await scene.abuse(A);
    await scene.step();
    await scene.restarted({ dryRun: true }).step();
    expect(scene.cluster.deny()).toBeUndefined();
  });
});
