import { Chart, JsonPatch } from 'cdk8s';
import { found, messages, sibling } from './support';
import { Backend, Cidr, IpAccess, KongPlugin, PublicAccess, SecuredApi, SecretRef, Tls } from '../../src';
import { guard, platform } from '../gateway/abuse-guard/support';

const RULE = 'contested-deny-list';

function api(chart: Chart): SecuredApi {
  const made = new SecuredApi(chart, 'api', {
    host: 'shop.example.com', tls: Tls.fromSecret('tls'), authentication: PublicAccess.because('a catalogue for everybody'), ipAccess: IpAccess.deny(Cidr.of('203.0.113.7')),
  });
  made.addRoute('/', { backend: Backend.service('shop', 80) });
  return made;
}

test('complies: what IpAccess denies, at a gateway whose guard was made before', () => {
  const chart = platform();
  guard(chart);
  api(sibling(chart, 'shop', 'shop'));

  expect(messages(chart, RULE)).toEqual([]);
});

test('complies: a deny list at a gateway without a guard', () => {
  const chart = platform();
  api(sibling(chart, 'shop', 'shop'));

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for a deny list that was written before the guard was made', () => {
  const chart = platform();
  api(sibling(chart, 'shop', 'shop'));
  guard(chart);

  expect(found(chart, RULE)).toEqual([['shop/api/$ip-restriction', 'KongPlugin shop/api-ip-restriction has a deny list of its own, and the abuse guard maintains its deny list: the two would overwrite each other; state allow only; IpAccess writes what it denies as the rest that it allows, where the guard is made before the api']]);
});

test('fails for a deny list that a patch brings, also an empty one', () => {
  const chart = platform();
  guard(chart).blockList.apiObject.addJsonPatch(JsonPatch.add('/config/deny', []));

  expect(messages(chart, RULE)).toEqual([expect.stringContaining('KongClusterPlugin abuse-guard-ip-restriction has a deny list of its own')]);
});

test('fails for a deny list from a Secret', () => {
  const chart = platform();
  guard(chart);
  new KongPlugin(sibling(chart, 'shop', 'shop'), 'own', {
    plugin: 'ip-restriction', config: { allow: ['198.51.100.0/24'] }, configPatches: [{ path: '/deny', secret: SecretRef.of('blocked', 'list') }],
  });

  expect(messages(chart, RULE)).toEqual([expect.stringContaining('KongPlugin shop/own-ip-restriction has a patch of its deny list')]);
});

test('fails for a config that is in a Secret as a whole', () => {
  const chart = platform();
  guard(chart);
  const plugin = new KongPlugin(sibling(chart, 'shop', 'shop'), 'own', { plugin: 'ip-restriction', config: { allow: ['198.51.100.0/24'] } });
  plugin.addJsonPatch(JsonPatch.remove('/config'), JsonPatch.add('/configFrom', { secretKeyRef: { name: 'list', key: 'config' } }));

  expect(messages(chart, RULE)).toEqual([expect.stringContaining('has its config in a Secret, beside which no other can stand')]);
});
