import { ApiObject, App, Chart, IResolver, JsonPatch, Lazy, ResolutionContext } from 'cdk8s';
import { orgDefaults } from '../../examples/org-defaults/main';
import { storefront } from '../../examples/storefront/main';
import { GuardReport } from '../../src';
import { ManagedObject } from '../../src/kong/managed-object';
import { orderPage } from '../../src/kong/page-order';
import { watch } from '../../src/rules/watch';

const asCdk8s = (made: ApiObject) => ApiObject.prototype.toJson.call(made);

function object(props: Record<string, unknown> = {}, app = new App()): ManagedObject {
  return new ManagedObject(new Chart(app, 'test', { namespace: 'shop', labels: { team: 'a' } }), 'config', { apiVersion: 'v1', kind: 'ConfigMap', ...props });
}

test.each([['the storefront', storefront], ['the defaults of an organisation', orgDefaults]])('every object of %s renders as cdk8s would render it, key by key', (_name, example) => {
  const objects = example(new App()).node.findAll().filter((node): node is ManagedObject => node instanceof ManagedObject);
  expect(objects.length).toBeGreaterThan(5);
  for (const made of objects) {
    expect(JSON.stringify(made.toJson())).toBe(JSON.stringify(asCdk8s(made)));
  }
});

test.each<[string, Record<string, unknown>]>([
  ['nested values, empty ones and none', { data: { b: [{ z: 1, a: [] }], a: {}, c: undefined, d: null }, metadata: { name: 'x', annotations: {} } }],
  ['a late value', { data: Lazy.any({ produce: () => ({ a: '1' }) }) }],
  ['an implicit token', { data: { a: { resolve: () => 'late' } } }],
  ['finalizers', { metadata: { finalizers: ['a/b'] } }],
  ['a late label', { metadata: { labels: { a: Lazy.any({ produce: () => 'b' }) } } }],
  ['further metadata', { metadata: { generateName: 'x-' } }],
])('an object with %s renders as cdk8s would render it', (_what, props) => {
  expect(JSON.stringify(object(props).toJson())).toBe(JSON.stringify(asCdk8s(object(props))));
});

test('a patch is applied', () => {
  const made = object({ data: { a: '1' } });
  made.addJsonPatch(JsonPatch.replace('/data/a', '2'));
  expect(made.toJson().data).toEqual({ a: '2' });
});

test('a resolver of the user is asked', () => {
  class Shout implements IResolver {
    public resolve(context: ResolutionContext): void {
      if (context.value === 'quiet') {
        context.replaceValue('loud');
      }
    }
  }
  expect(object({ data: { a: 'quiet' } }, new App({ resolvers: [new Shout()] })).toJson().data).toEqual({ a: 'loud' });
});

test('fails for what cannot be rendered, as cdk8s does', () => {
  expect(() => object({ data: { a: new Date(0) } }).toJson()).toThrow('can\'t render non-simple object of type \'Date\'');
});

test('what a chart writes is what was judged, and a later change is judged and written again', () => {
  const made = object({ data: { a: '1' } });
  watch(made);
  orderPage(made);
  GuardReport.of(made);
  made.metadata.addAnnotation('late', 'yes');
  made.addJsonPatch(JsonPatch.replace('/data/a', '2'));
  expect(made.chart.toJson()).toMatchObject([{ data: { a: '2' }, metadata: { annotations: { late: 'yes' } } }]);
  made.addJsonPatch(JsonPatch.replace('/data/a', '3'));
  expect(made.chart.toJson()).toMatchObject([{ data: { a: '3' } }]);
});

test('changing what a chart has given changes nothing that it gives later', () => {
  const made = object({ data: { a: '1' } });
  watch(made);
  orderPage(made);
  made.chart.toJson()[0].data.a = 'mine';
  expect(made.chart.toJson()).toMatchObject([{ data: { a: '1' } }]);
});
