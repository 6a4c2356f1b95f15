import { Lazy } from 'cdk8s';
import { found, messages, object, shop } from './support';

const RULE = 'unrendered-object';

test('complies: everything renders', () => {
  const chart = shop();
  object(chart, 'it', 'v1', 'ConfigMap', { data: Lazy.any({ produce: () => ({ a: 'b' }) }) });

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for what throws when it is asked, and judges the rest', () => {
  const chart = shop();
  object(chart, 'bad', 'v1', 'ConfigMap', { data: Lazy.any({ produce: () => { throw new Error('got nothing: expected a value'); } }) });
  object(chart, 'Other', 'v1', 'ConfigMap');

  expect(found(chart, RULE)).toEqual([['test/bad', 'the object cannot be rendered: got nothing: expected a value']]);
  expect(messages(chart, 'object-name')).toHaveLength(1);
});
