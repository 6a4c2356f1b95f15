import fc from 'fast-check';
import { OPTIONS, OSS } from './support';
import { EffectiveGateway } from '../../src/effective';
import { normalizePath } from '../../src/effective/routing/normalize-path';
import { translate } from '../../src/effective/translate/translate';
import { refusals } from '../../src/effective/verdict/refusals';

const KINDS: [string, string][] = [
  ...Array(5).fill(['networking.k8s.io/v1', 'Ingress']), ...Array(3).fill(['gateway.networking.k8s.io/v1', 'HTTPRoute']),
  ['v1', 'Service'], ['v1', 'Secret'], ['v1', 'Namespace'], ['discovery.k8s.io/v1', 'EndpointSlice'], ['networking.k8s.io/v1', 'Ingress'], ['networking.k8s.io/v1', 'IngressClass'],
  ...['KongPlugin', 'KongClusterPlugin', 'KongConsumer', 'KongConsumerGroup', 'KongUpstreamPolicy'].map((kind): [string, string] => ['configuration.konghq.com/v1', kind]),
  ...['GatewayClass', 'Gateway', 'HTTPRoute', 'ReferenceGrant'].map((kind): [string, string] => ['gateway.networking.k8s.io/v1', kind]),
];
const name = fc.constantFrom('a', 'a', 'b', 'kong', 'c.d');
const junk = fc.jsonValue({ maxDepth: 2 });
/** A field that is what it should be, something else, or not there. */
const or = (value: fc.Arbitrary<any>): fc.Arbitrary<any> =>
  fc.oneof({ weight: 60, arbitrary: value }, { weight: 1, arbitrary: junk }, { weight: 1, arbitrary: fc.constant(undefined) });
const list = (value: fc.Arbitrary<any>): fc.Arbitrary<any> => or(fc.array(or(value), { maxLength: 3 }));
const path = fc.constantFrom('/', '/a', '/~/b+', '//c', '', '/d/');
const backend = or(fc.record({ service: or(fc.record({ name: or(name), port: or(fc.record({ number: or(fc.constantFrom(80, 81)) })) })) }));
const plugins = fc.constantFrom('a', 'a,b', ' a , b ', 'a:b', ':', 'b,b', '', 'kong');
const metadata = or(fc.record({
  name: or(name),
  namespace: or(fc.constantFrom('a', 'default')),
  annotations: or(fc.record({
    'konghq.com/plugins': or(plugins),
    'kubernetes.io/ingress.class': or(fc.constant('kong')),
    'konghq.com/protocols': or(fc.constantFrom('http', 'grpc,https', 'x')),
    'konghq.com/methods': or(fc.constantFrom('get', 'G-T')),
  }, { requiredKeys: [] })),
  labels: or(fc.record({
    'global': or(fc.constant('true')),
    'konghq.com/credential': or(fc.constantFrom('jwt', 'acl', 'key-auth', 'x')),
    'kubernetes.io/service-name': or(name),
  }, { requiredKeys: [] })),
}));
const match = fc.record({
  path: or(fc.record({ type: or(fc.constantFrom('Exact', 'PathPrefix', 'RegularExpression')), value: or(path) })),
  method: or(fc.constant('GET')),
  headers: list(fc.record({ name: or(name), value: or(name) })),
}, { requiredKeys: [] });
const filter = fc.record({
  type: or(fc.constantFrom('ExtensionRef', 'URLRewrite', 'RequestRedirect', 'RequestHeaderModifier')),
  extensionRef: or(fc.record({ kind: fc.constant('KongPlugin'), name: or(name) })),
  urlRewrite: or(fc.record({ path: or(fc.record({ type: fc.constant('ReplacePrefixMatch'), replacePrefixMatch: or(path) })) })),
});
const spec = fc.record({
  ingressClassName: or(fc.constant('kong')),
  gatewayClassName: or(name),
  controllerName: fc.constant('konghq.com/kic-gateway-controller'),
  ports: list(fc.record({ name: or(name), port: or(fc.constant(80)) })),
  tls: list(fc.record({ hosts: list(name), secretName: or(name) })),
  defaultBackend: backend,
  rules: list(fc.record({
    host: or(fc.constantFrom('a.example.com', '*.example.com')),
    http: or(fc.record({ paths: list(fc.record({ path: or(path), pathType: or(fc.constantFrom('Prefix', 'Exact', 'ImplementationSpecific')), backend })) })),
    backendRefs: list(fc.record({ name: or(name), port: or(fc.constant(80)), weight: or(fc.nat(3)) })),
    matches: list(match),
    filters: list(filter),
  })),
  listeners: list(fc.record({
    name: or(name),
    port: or(fc.constant(80)),
    protocol: or(fc.constantFrom('HTTP', 'HTTPS')),
    hostname: or(fc.constant('*.example.com')),
    allowedRoutes: or(fc.record({ namespaces: or(fc.record({ from: or(fc.constantFrom('All', 'Selector')), selector: or(fc.record({ matchExpressions: list(junk) })) })) })),
    tls: or(fc.record({ certificateRefs: list(fc.record({ name: or(name) })) })),
  })),
  parentRefs: list(fc.record({ name: or(name) })),
  hostnames: list(fc.constant('a.example.com')),
  from: list(junk),
  to: list(junk),
}, { requiredKeys: [] });
const manifest = fc.tuple(fc.constantFrom(...KINDS), metadata, or(spec), fc.record({
  plugin: or(fc.constantFrom('jwt', 'rate-limiting', 'cors')),
  config: or(fc.record({ minute: or(fc.nat(9)) })),
  configFrom: or(fc.record({ secretKeyRef: or(fc.record({ name: or(name), key: or(fc.constant('k')) })) })),
  configPatches: list(fc.record({ path: or(fc.constantFrom('/minute', '/a/b', '/__proto__/x', '')), valueFrom: or(fc.record({ secretKeyRef: or(fc.record({ name, key: fc.constant('k') })) })) })),
  username: or(name),
  credentials: list(name),
  stringData: or(fc.record({ k: or(fc.constantFrom('1', '{"minute": 1}', 'a: 1', 'x')), key: or(name), group: or(name) })),
  endpoints: list(fc.record({ addresses: list(fc.constant('192.0.2.1')) })),
}, { requiredKeys: [] })).map(([[apiVersion, kind], meta, body, rest]) =>
  JSON.parse(JSON.stringify({ apiVersion, kind, metadata: meta, spec: body, ...rest })));
/** Something to meet: without these most objects refer to nothing. */
const BASE = [
  { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GatewayClass', metadata: { name: 'a' }, spec: { controllerName: 'konghq.com/kic-gateway-controller' } },
  ...['a', 'default'].flatMap(namespace => [
    { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'a', namespace }, spec: { gatewayClassName: 'a', listeners: [{ name: 'a', port: 80, protocol: 'HTTP' }] } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', namespace }, spec: { ports: [{ port: 80 }] } },
    { apiVersion: 'configuration.konghq.com/v1', kind: 'KongPlugin', metadata: { name: 'a', namespace }, plugin: 'cors' },
  ]),
];
const manifests = fc.array(fc.oneof({ weight: 9, arbitrary: manifest }, { weight: 1, arbitrary: junk }), { maxLength: 25 })
  .map(objects => [...BASE, ...objects]);

test('whatever the objects, nothing throws, and nothing of theirs is changed', () => {
  fc.assert(fc.property(manifests, fc.boolean(), (objects, assumeExisting) => {
    const before = JSON.stringify(objects);
    const view = EffectiveGateway.fromManifests(objects as any[], { assumeExisting, defaultClass: true });
    const seen = [view.services, view.consumers, view.certificates, view.warnings, view.refusals, view.ambiguities, view.unread, view.plugins, view.table()];
    view.routeFor({ host: 'a.example.com', path: '/a' });
    expect(seen).toHaveLength(9);
    expect(JSON.stringify(objects)).toBe(before);
    expect(({} as any).x).toBeUndefined();
  }), { numRuns: 300 });
});

test('of each type at most one plugin runs on a route, and only one that hangs there', () => {
  fc.assert(fc.property(manifests, objects => {
    const view = EffectiveGateway.fromManifests(objects as any[], { defaultClass: true, assumeExisting: true });
    for (const { name: route, service } of view.routes) {
      for (const caller of [undefined, ...view.consumers.map(consumer => consumer.name)]) {
        const running = view.pluginsOf(route, caller);
        expect(new Set(running.map(({ type }) => type)).size).toBe(running.length);
        const wrong = running.filter(each => !each.enabled || (each.route ?? route) !== route || (each.service ?? service) !== service
          || (each.consumer ?? caller) !== caller);
        expect(wrong).toEqual([]);
      }
    }
  }), { numRuns: 300 });
});

test('the route of a request is one of its host, and equal objects make an equal configuration', () => {
  fc.assert(fc.property(manifests, objects => {
    const view = EffectiveGateway.fromManifests(objects as any[], { defaultClass: true });
    const { route, ambiguous } = view.routeFor({ host: 'a.example.com', path: '/a' });
    for (const found of route ? [route] : ambiguous) {
      expect(found.hosts.length === 0 || found.hosts.some(host => ['a.example.com', '*.example.com'].includes(host))).toBe(true);
    }
    const translation = translate(objects as any[], { ...OPTIONS, defaultClass: true });
    expect(translate(structuredClone(objects) as any[], { ...OPTIONS, defaultClass: true }).config).toEqual(translation.config);
    expect(refusals(translation, OSS)).toEqual(view.refusals);
  }), { numRuns: 300 });
});

test('a normalised path has no empty and no dot segments', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('a', '/', '.', '..', '%61', '%2F', '%', '~', 'é', ' '), { maxLength: 12 }), parts => {
    const once = normalizePath(`/${parts.join('')}`);
    fc.pre(once !== undefined);
    expect(once!.startsWith('/')).toBe(true);
    expect(once).not.toMatch(/\/\/|\/\.\.?(\/|$)/);
  }));
});
