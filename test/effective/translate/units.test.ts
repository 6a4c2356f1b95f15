import { integer, items, milliseconds, parseBool, trueOrFalse } from '../../../src/effective/translate/go-values';
import { kongPaths } from '../../../src/effective/translate/ingress-paths';
import { byAge, nameOf, texts } from '../../../src/effective/translate/objects';
import { targetsOf } from '../../../src/effective/translate/plugin-relations';
import { takesClassed, takesIngress } from '../../../src/effective/translate/selection';
import { World } from '../../../src/effective/translate/world';
import { parseYaml } from '../../../src/effective/translate/yaml-text';
import { KONG_API, OPTIONS } from '../support';

describe('values of annotations', () => {
  test('whole numbers', () => {
    expect(['7', '-7', '+7', '07', '7.0', '7 ', '', 'x'].map(integer)).toEqual([7, -7, 7, 7, undefined, undefined, undefined, undefined]);
  });

  test('booleans, strict and lax', () => {
    expect(['TRUE', 'False', '1', 'yes'].map(trueOrFalse)).toEqual([true, false, undefined, undefined]);
    expect(['T', 'f', '1', '0', 'yes'].map(parseBool)).toEqual([true, false, true, false, undefined]);
  });

  test('lists and durations', () => {
    expect(items(' a , b,,')).toEqual(['a', 'b', '', '']);
    expect(items('')).toEqual([]);
    expect(['1h30m', '500ms', '10s', '0s', '10', 10].map(milliseconds)).toEqual([5400000, 500, 10000, 0, undefined, undefined]);
  });
});

describe('paths of an Ingress', () => {
  test.each<[unknown, unknown, string[]]>([
    ['/v1', 'Prefix', ['/v1/', '~/v1$']],
    ['/', 'Prefix', ['/']],
    ['//', 'Prefix', ['/']],
    ['/v1/', 'Exact', ['~/v1/$']],
    ['/', 'Exact', ['~/$']],
    ['/~/a+', 'ImplementationSpecific', ['~/a+']],
    ['/~/a', 'Prefix', ['~/a/', '~/~/a$']],
    ['', undefined, ['/']],
    [undefined, 'Prefix', ['/']],
    [7, 'Prefix', ['/']],
  ])('%p of type %p', (path, type, expected) => {
    expect(kongPaths(path, type)).toEqual(expected);
  });

  test('an own mark', () => {
    expect(kongPaths('/@/a', 'ImplementationSpecific', '/@')).toEqual(['~/a']);
    expect(kongPaths('/~/a', 'ImplementationSpecific', '/@')).toEqual(['/~/a']);
  });
});

describe('the entities of one plugin object', () => {
  const none = { routes: [], services: [], consumers: [], groups: [] };

  test('consumers take the routes away from everybody else; groups count where no consumer does', () => {
    expect(targetsOf({ ...none, routes: ['r'], services: ['s'] })).toEqual([{ service: 's' }, { route: 'r' }]);
    expect(targetsOf({ ...none, consumers: ['a', 'b'] })).toEqual([{ consumer: 'a' }, { consumer: 'b' }]);
    expect(targetsOf({ ...none, routes: ['r'], consumers: ['a'], groups: ['g'] })).toEqual([{ consumer: 'a', route: 'r' }]);
    expect(targetsOf({ ...none, services: ['s'], groups: ['g'] })).toEqual([{ consumer_group: 'g', service: 's' }]);
    expect(targetsOf(none)).toEqual([]);
  });

  test('nothing is de-duplicated', () => {
    expect(targetsOf({ ...none, routes: ['r', 'r'] })).toHaveLength(2);
  });
});

describe('the objects', () => {
  const ingress = (metadata: any, spec: any = {}): any => ({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'a', ...metadata }, spec });

  test('the later of two of one name stays, namespaces default, lists are opened', () => {
    const world = new World([ingress({ name: 'a' }, { n: 1 }), { kind: 'List', items: [ingress({ name: 'a', namespace: 'default' }, { n: 2 }), ingress({ name: 'b', namespace: 'x' })] }], OPTIONS);
    expect(world.ofKind('Ingress').map(({ namespace, name, manifest }) => [namespace, name, manifest.spec.n])).toEqual([['default', 'a', 2], ['x', 'b', undefined]]);
  });

  test('age is the creation timestamp, else the place on the page', () => {
    const world = new World([ingress({ name: 'third' }), ingress({ name: 'fourth' }), ingress({ name: 'second', creationTimestamp: '2024-01-02T00:00:00Z' }), ingress({ name: 'first', creationTimestamp: new Date('2024-01-01T00:00:00Z') })], OPTIONS);
    expect(world.byAge('Ingress').map(({ name }) => name)).toEqual(['first', 'second', 'third', 'fourth']);
    const [same] = world.ofKind('Ingress');
    expect(byAge({ ...same, name: 'b' }, { ...same, name: 'a' })).toBe(1);
  });

  test('kinds of other groups are not ours, and those that are not translated are named', () => {
    const world = new World([
      { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'a' } },
      { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GRPCRoute', metadata: { name: 'g', namespace: 'x' } },
      { apiVersion: `${KONG_API}alpha1`, kind: 'KongVault', metadata: { name: 'v' } },
    ], OPTIONS);
    expect(world.ofKind('Service')).toEqual([]);
    expect(world.unread.map(nameOf)).toEqual(['GRPCRoute x/g', 'KongVault default/v']);
  });

  test('classes', () => {
    const world = new World([], OPTIONS);
    const byDefault = new World([], { ...OPTIONS, defaultClass: true });
    const object = (annotations: any, field?: string): any => ({ annotations, manifest: { spec: { ingressClassName: field } } });
    const CLASS = 'kubernetes.io/ingress.class';
    expect([object({}, 'kong'), object({}, 'other'), object({}), object({ [CLASS]: 'kong' }, 'other'), object({ [CLASS]: '' })].map(each => [takesIngress(world, each), takesIngress(byDefault, each)]))
      .toEqual([[true, true], [false, false], [false, true], [true, true], [false, false]]);
    expect([object({}), object({ [CLASS]: 'kong' }), object({ [CLASS]: 'other' })].map(each => [takesClassed(world, each), takesClassed(byDefault, each)]))
      .toEqual([[false, true], [true, true], [false, false]]);
  });

  test('annotations that are no texts are read as texts', () => {
    expect(texts({ a: 1, b: true })).toEqual({ a: '1', b: 'true' });
    expect(texts(undefined)).toEqual({});
  });
});

describe('YAML in Secrets', () => {
  test.each<[string, unknown]>([
    ['minute: 6\npolicy: local\n', { minute: 6, policy: 'local' }],
    ['# a comment\n---\na:\n  b: [1, 2]\n  c: {"d": null}\n', { a: { b: [1, 2], c: { d: null } } }],
    ['list:\n- a\n- "b: c"\nother:\n  - x: 1\n    y: true\n  -\n    z: ~\n', { list: ['a', 'b: c'], other: [{ x: 1, y: true }, { z: null }] }],
    ["quoted: 'it''s'\n\"key\": -1.5\nempty:\n", { quoted: "it's", key: -1.5, empty: null }],
    ['url: http://log:8080/x # the collector\n', { url: 'http://log:8080/x' }],
    ['- 1\n- 2\n', [1, 2]],
  ])('%j', (text, expected) => {
    expect(parseYaml(text)).toEqual(expected);
  });

  test.each(['{minute', 'a: &x 1', 'a: |\n  text', 'a: b: c', 'a: 1\n    b: 2', 'just words', "a: 'open"])('%j is not read', text => {
    expect(typeof parseYaml(text)).not.toBe('object');
  });
});
