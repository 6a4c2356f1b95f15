import { messages, object, shop } from './support';

const RULE = 'object-name';

test.each([
  ['v1', 'ConfigMap', { name: 'a.b-c.1' }],
  ['v1', 'ConfigMap', { name: 'a'.repeat(253) }],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', { name: 'system:Reader_1' }],
  ['batch/v1', 'Job', { name: '', generateName: 'migrate-' }],
  ['v1', 'ConfigMap', { name: 'a', labels: { a: '', b: 'v1.2_x' }, annotations: { any: 'thing at all' } }],
])('complies: %s %s %j', (apiVersion, kind, metadata) => {
  const chart = shop();
  object(chart, 'it', apiVersion, kind, { metadata });

  expect(messages(chart, RULE)).toEqual([]);
});

test.each([
  ['v1', 'ConfigMap', { name: '' }, 'ConfigMap has no name: expected metadata.name; give it one'],
  ['v1', 'ConfigMap', { name: 'My_Config' }, "expected an object name of a-z, 0-9, '-' and '.', each part beginning and ending with a letter or digit, got 'My_Config'; write it as 'my-object'"],
  ['v1', 'Service', { name: 'a.b' }, "Service has the name 'a.b': expected at most 63 of a-z, 0-9 and '-', with a letter or digit at both ends; rename it"],
  ['v1', 'ConfigMap', { name: 'a', namespace: 'a.b' }, "ConfigMap has the namespace 'a.b': expected at most 63 of a-z, 0-9 and '-', with a letter or digit at both ends; correct it"],
  ['rbac.authorization.k8s.io/v1', 'Role', { name: 'a/b' }, "Role has the name 'a/b': expected one without '/' and '%'; rename it"],
  ['v1', 'ConfigMap', { name: 'a', labels: { team: 'a b' } }, "label team is wrong: expected a label value of letters, digits, '-', '_' and '.' that begins and ends with a letter or digit, got 'a b'; write it as 'my-value'"],
  ['v1', 'ConfigMap', { name: 'a', annotations: { 'konghq.com/strip-path': true } }, 'annotation konghq.com/strip-path has the value true, which is no text: expected a text; put it in quotes'],
])('fails for %s %s %j', (apiVersion, kind, metadata: any, message) => {
  const chart = shop();
  object(chart, 'it', apiVersion, kind, { metadata });

  expect(messages(chart, RULE)).toEqual([message]);
});
