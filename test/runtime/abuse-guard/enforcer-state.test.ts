import { EnforcerScene } from './support/enforcer-scene';
import { STATE } from './support/fake-cluster';

const A = '203.0.113.9';
const B = '198.51.100.7';

describe('the state', () => {
  test('that is missing stops everything, and is named', async () => {
    const scene = new EnforcerScene();
    scene.cluster.objects.delete(STATE);
    await scene.abuse(A);
    await scene.step();
    expect(scene.enforcer.problem).toBe('configmap kong/guard: 404 not found');
    expect(scene.cluster.deny()).toBeUndefined();
  });

  test.each(['nonsense', '{"version":9}'])('%s, which cannot be read, leaves the deny list as it is', async text => {
    const scene = new EnforcerScene();
    await scene.abuse(A);
    await scene.step();
    scene.cluster.edit(STATE, object => object.data['blocks.json'] = text);
    const next = scene.restarted();
    await next.pass(10);
    expect(next.enforcer.problem).toBeDefined();
    expect(scene.cluster.deny()).toEqual([A]);
  });

  test('that was emptied is taken from the deny lists', async () => {
    const scene = new EnforcerScene();
    await scene.abuse(A);
    await scene.step();
    scene.cluster.edit(STATE, object => delete object.data);
    const next = scene.restarted();
    await next.pass(1);
    expect(scene.cluster.deny()).toEqual([A]);
    await next.pass(101);
    expect(scene.cluster.deny()).toBeUndefined();
  });

  test('that somebody has changed is read again before anything is written', async () => {
    const scene = new EnforcerScene();
    await scene.abuse(A);
    await scene.step();
    scene.cluster.edit(STATE, object => object.metadata.labels = { edited: 'yes' });
    await scene.pass(5);
    await scene.abuse(B);
    await scene.pass(11);
    expect(scene.cluster.deny()).toEqual([B, A]);
    expect(scene.log.audits()).toHaveLength(2);
  });
});

describe('a clock that is set', () => {
  test.each([-86400, 86400])('by %d seconds neither ends nor prolongs a block', async seconds => {
    const scene = new EnforcerScene();
    await scene.abuse(A);
    await scene.step();
    scene.clock.set(seconds);
    await scene.pass(95);
    expect(scene.cluster.deny()).toEqual([A]);
    await scene.pass(11);
    expect(scene.cluster.deny()).toBeUndefined();
  });

  test('has the state written again, so that a restart finds the right times', async () => {
    const scene = new EnforcerScene({ pollSeconds: 10 });
    await scene.abuse(A);
    await scene.step();
    scene.clock.set(86400);
    await scene.pass(15);
    const next = scene.restarted();
    await next.pass(80);
    expect(scene.cluster.deny()).toEqual([A]);
  });
});
