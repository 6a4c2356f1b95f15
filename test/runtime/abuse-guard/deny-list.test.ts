import { FakeCluster } from './support/fake-cluster';
import { DenyList, FIELD_MANAGER } from '../../../src/runtime/abuse-guard/deny-list';

const A = '203.0.113.9';
const TARGET = { kind: 'KongClusterPlugin', name: 'deny' } as const;
const known = (client: string) => client === A;
const owner = (manager: string, operation: string) => ({ manager, operation, fieldsV1: { 'f:config': { 'f:deny': {} } } });

function scene(config?: object, managers?: object[]) {
  const cluster = new FakeCluster();
  if (config) {
    cluster.addPlugin('deny', config, managers);
  }
  return { cluster, list: new DenyList(cluster, TARGET) };
}

test('the list is written, with nothing else of the object', async () => {
  const { cluster, list } = scene();
  let sent: any;
  cluster.intercept = (method, _path, body) => {
    sent = method === 'APPLY' ? body : sent;
    return undefined;
  };
  expect(await list.push([A], known)).toEqual({ result: 'applied' });
  expect(sent).toEqual({ apiVersion: 'configuration.konghq.com/v1', kind: 'KongClusterPlugin', metadata: { name: 'deny', uid: cluster.plugin() }, config: { deny: [A] } });
  expect(cluster.deny()).toEqual([A]);
});

test('a list that is as it should be is not written again', async () => {
  const { cluster, list } = scene();
  await list.push([A], known);
  expect(await list.push([A], known)).toEqual({ result: 'unchanged' });
  expect(cluster.asked.filter(what => what.startsWith('APPLY'))).toHaveLength(1);
});

test('an empty list is no field at all', async () => {
  const { cluster, list } = scene();
  await list.push([A], known);
  expect(await list.push([], known)).toEqual({ result: 'applied' });
  expect(cluster.objects.get(cluster.plugin()).config).toEqual({ allow: ['0.0.0.0/0', '::/0'] });
});

test('an object without a deny list is not written for an empty one', async () => {
  const { list } = scene();
  expect(await list.push([], known)).toEqual({ result: 'unchanged' });
});

test('a list that is right but somebody else\'s is taken over, so that nobody takes it away', async () => {
  const { list } = scene({ deny: [A] }, [owner('kubectl-edit', 'Update')]);
  expect(await list.push([A], known)).toEqual({ result: 'applied' });
});

test.each(['argocd-controller', FIELD_MANAGER])('fails to replace a deny list that %s has made by an update, and says what to do', async manager => {
  const { cluster, list } = scene({ deny: ['192.0.2.1'] }, [owner(manager, 'Update')]);
  const { result, problem } = await list.push([A], known);
  expect(result).toBe('foreign');
  expect(problem).toBe('its config.deny has 192.0.2.1, which is not from this guard: remove config.deny from where the object is made');
  expect(cluster.deny()).toEqual(['192.0.2.1']);
});

test('its own list is replaced, whoever is in it', async () => {
  const { cluster, list } = scene({ deny: ['192.0.2.1'] }, [owner(FIELD_MANAGER, 'Apply')]);
  expect(await list.push([A], known)).toEqual({ result: 'applied' });
  expect(cluster.deny()).toEqual([A]);
});

describe('a list that somebody else has written by the name of the guard', () => {
  test('is mended, and another guard told of, until it is gone', async () => {
    const { cluster, list } = scene();
    const rival = new DenyList(cluster, TARGET);
    await list.push([A], known);
    await rival.push(['203.0.113.10'], () => false);
    expect(await list.push([A], known)).toEqual({ result: 'foreign', problem: expect.stringMatching(/^its config.deny was written by another abuse guard: .*; remove one$/) });
    expect(cluster.deny()).toEqual([A]);
    expect(await list.push([A], known)).toEqual({ result: 'unchanged' });
  });

  test('is taken for that of the replica which led meanwhile', async () => {
    const { cluster, list } = scene();
    await list.push([A], known);
    await new DenyList(cluster, TARGET).push(['203.0.113.10'], () => false);
    list.forget();
    expect(await list.push([A], known)).toEqual({ result: 'applied' });
  });

  test('is taken for its own if it has not heard of the end of a change', async () => {
    const { cluster, list } = scene();
    await list.push([A], known);
    const { apply } = cluster;
    cluster.apply = async (...args) => {
      await apply.apply(cluster, args);
      throw new Error('timeout');
    };
    await expect(list.push(['203.0.113.10'], known)).rejects.toThrow('timeout');
    cluster.apply = apply;
    expect(await list.push([A], known)).toEqual({ result: 'applied' });
  });

  test('that takes it away without being an owner is no guard', async () => {
    const { cluster, list } = scene();
    await list.push([A], known);
    cluster.edit(cluster.plugin(), object => { delete object.config.deny; object.metadata.managedFields = []; });
    expect(await list.push([A], known)).toEqual({ result: 'applied' });
  });
});

test('fails with an object that is missing, removed in between, of another plugin, or refused', async () => {
  const { cluster, list } = scene();
  cluster.intercept = method => method === 'APPLY' ? { status: 409, body: { message: 'uid mismatch' } } : undefined;
  expect(await list.push([A], known)).toEqual({ result: 'failed', problem: '409 uid mismatch' });
  cluster.intercept = undefined;
  cluster.edit(cluster.plugin(), object => object.plugin = 'cors');
  expect(await list.push([A], known)).toEqual({ result: 'failed', problem: 'its plugin is "cors": expected ip-restriction' });
  cluster.intercept = () => ({ status: 403, body: { message: 'forbidden' } });
  expect(await list.push([A], known)).toEqual({ result: 'failed', problem: '403 forbidden' });
  cluster.intercept = undefined;
  cluster.remove('deny');
  expect(await list.push([A], known)).toMatchObject({ result: 'missing' });
});

test('it tells its own list, unless somebody else has a part in it', async () => {
  expect(await scene({ deny: [A] }, [owner(FIELD_MANAGER, 'Apply')]).list.own()).toEqual([A]);
  expect(await scene({ deny: [A] }, [owner(FIELD_MANAGER, 'Apply'), owner('x', 'Apply')]).list.own()).toEqual([]);
  expect(await scene().list.own()).toEqual([]);
});

test('a KongPlugin is found in its namespace', () => {
  expect(new DenyList(new FakeCluster(), { kind: 'KongPlugin', name: 'admin', namespace: 'shop' }).name).toBe('KongPlugin shop/admin');
});
