import { podLabelsProblem, selectsAllOf } from '../../src/gateway/pod-labels';

test.each([{ app: 'kong' }, { 'app.kubernetes.io/name': 'kong' }, { 'a_b.C': '' }])('%o selects pods', (labels) => {
  expect(podLabelsProblem('podLabels', labels as any)).toBeUndefined();
});

test.each([
  [{}, 'podLabels is empty: it would select every pod of the namespace; give a label that only these pods have'],
  [{ 'a b': 'x' }, "podLabels has the key 'a b': expected letters, digits, '-', '_' and '.', after a dns name and '/' if any; write for instance 'app.kubernetes.io/name'"],
  [{ 'A.b/c': 'x' }, "podLabels has the key 'A.b/c': expected letters, digits, '-', '_' and '.', after a dns name and '/' if any; write for instance 'app.kubernetes.io/name'"],
  [{ app: 'my kong' }, "podLabels has the key 'app': expected a label value of letters, digits, '-', '_' and '.' that begins and ends with a letter or digit, got 'my kong'; write it as 'my-value'"],
])('%o is refused', (labels, problem) => {
  expect(podLabelsProblem('podLabels', labels as any)).toBe(problem);
});

test('fewer labels select more pods', () => {
  expect(selectsAllOf({ app: 'kong' }, { app: 'kong', part: 'controller' })).toBe(true);
  expect(selectsAllOf({ app: 'kong', part: 'controller' }, { app: 'kong' })).toBe(false);
  expect(selectsAllOf({ app: 'kong' }, { app: 'controller' })).toBe(false);
});
