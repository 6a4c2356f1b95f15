import { found, plugin, shop } from './support';

const RULE = 'incomplete-patch';
const patch = (secretKeyRef: unknown, path: unknown = '/secret') => ({ path, valueFrom: { secretKeyRef } });

test('complies: path, name and key', () => {
  const chart = shop();
  plugin(chart, 'log', 'http-log', { configPatches: [patch({ name: 'log', key: 'token' })] });
  plugin(chart, 'cors', 'cors');

  expect(found(chart, RULE)).toEqual([]);
});

test('fails for what is missing or empty', () => {
  const chart = shop();
  plugin(chart, 'name', 'http-log', { configPatches: [patch({ name: 'log', key: 'token' }), patch({ key: 'token' })] });
  plugin(chart, 'all', 'http-log', { configPatches: [patch({ name: '', key: '' }, '')] });
  plugin(chart, 'none', 'http-log', { configPatches: [{ path: '/secret' }] });

  const fix = "expected path, and name and key of a Secret; write { path: '/…', secret: SecretRef.of('name', 'key') }";
  expect(found(chart, RULE)).toEqual([
    ['test/name', `KongPlugin shop/name has no secret name in patch 2 of configPatches: ${fix}`],
    ['test/all', `KongPlugin shop/all has no path and no secret name and no secret key in patch 1 of configPatches: ${fix}`],
    ['test/none', `KongPlugin shop/none has no secret name and no secret key in patch 1 of configPatches: ${fix}`],
  ]);
});
