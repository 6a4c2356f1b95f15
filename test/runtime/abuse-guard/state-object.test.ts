import { FakeCluster, STATE } from './support/fake-cluster';
import { StateConflict, StateObject } from '../../../src/runtime/abuse-guard/state-object';

const NAME = { name: 'guard', namespace: 'kong' };

test('what one process has written another one reads', async () => {
  const cluster = new FakeCluster();
  const one = new StateObject(cluster, NAME);
  expect(await one.read()).toBeUndefined();
  expect(await one.write('text')).toBe(true);
  expect(await one.write('more')).toBe(true);
  expect(await new StateObject(cluster, NAME).read()).toBe('more');
});

test('the same text is not written again', async () => {
  const cluster = new FakeCluster();
  const state = new StateObject(cluster, NAME);
  await state.read();
  await state.write('text');
  expect(await state.write('text')).toBe(false);
  expect(cluster.asked).toEqual([`GET ${STATE}`, `APPLY ${STATE}`]);
});

test('fails to write over what another one has written since', async () => {
  const cluster = new FakeCluster();
  const [one, other] = [new StateObject(cluster, NAME), new StateObject(cluster, NAME)];
  await one.read();
  await other.read();
  await other.write('newer');
  await expect(one.write('older')).rejects.toThrow(StateConflict);
  expect(await one.read()).toBe('newer');
  await one.write('newest');
});

test('fails if the object is missing, was made anew, or may not be written', async () => {
  const cluster = new FakeCluster();
  const state = new StateObject(cluster, NAME);
  await state.read();
  cluster.edit(STATE, object => object.metadata.uid = 'other');
  await expect(state.write('text')).rejects.toThrow(StateConflict);
  cluster.intercept = () => ({ status: 403, body: { message: 'forbidden' } });
  await expect(state.write('text')).rejects.toThrow('configmap kong/guard: 403 forbidden');
  cluster.intercept = undefined;
  cluster.objects.delete(STATE);
  await expect(state.read()).rejects.toThrow('configmap kong/guard: 404 not found');
});
