import { guard, platform } from './support';
import { KongPlugin } from '../../../src';
import { ofKind, synth } from '../../support/app';

function objects(): any[] {
  const chart = platform();
  guard(chart, { namespace: 'guards', furtherPlugins: ['desk', 'shop'].map(namespace => KongPlugin.fromName(chart, namespace, { name: 'office', namespace, plugin: 'ip-restriction' })) });
  return synth(chart);
}

test('each role is bound to the account of the guard, in the namespace of the role', () => {
  const all = objects();
  const identity = ({ kind, metadata }: any) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
  const roles = [...ofKind(all, 'Role'), ...ofKind(all, 'ClusterRole')];
  const bindings = [...ofKind(all, 'RoleBinding'), ...ofKind(all, 'ClusterRoleBinding')];

  expect(bindings.map(({ roleRef, metadata }) => `${roleRef.kind} ${metadata.namespace ?? ''}/${roleRef.name}`).sort()).toEqual(roles.map(identity).sort());
  expect(bindings.flatMap(({ subjects }) => subjects)).toEqual(bindings.map(() => ({ kind: 'ServiceAccount', name: 'abuse-guard', namespace: 'guards' })));
});

test('there is a role in each namespace with plugins, and one for lease and state', () => {
  expect(ofKind(objects(), 'Role').map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).sort()).toEqual(['desk/abuse-guard-plugins', 'guards/abuse-guard-state', 'shop/abuse-guard-plugins']);
});
