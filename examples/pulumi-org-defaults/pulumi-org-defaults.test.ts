import { App, Testing } from 'cdk8s';
import {
  Authentication, Backend, BodyLimit, BodySize, ConstructComponent, KongGateway, PublicAccess, RateTier, settled, Without, ApiRouteArgs,
} from 'gatewarden/pulumi';
import { AcmeApi } from './acme-api';
import { orgDefaults as program } from './program';
import { objectsIn, resource, startProgram } from '../../test/pulumi/support';
import { AcmeApi as AcmeApiConstruct } from '../org-defaults/acme-api';
import { orgDefaults } from '../org-defaults/main';

const TEAM = { namespace: 'team' };
const backend = Backend.service('orders', 80);

function byKey(objects: any[]): Record<string, any> {
  return JSON.parse(JSON.stringify(Object.fromEntries(objects.map(object => [`${object.kind} ${object.metadata.namespace ?? ''}/${object.metadata.name}`, object]))));
}

function api(): AcmeApi {
  new KongGateway('gateway');
  return new AcmeApi('api', { host: 'a.acme.example.com', standard: new RateTier('acme-standard', { second: 10, minute: 300 }) }, TEAM);
}

test('the program registers the objects of the cdk8s example, object for object', async () => {
  const seen = await startProgram();
  program();
  await settled();
  const written = orgDefaults(new App()).charts.flatMap(chart => Testing.synth(chart));
  expect(byKey(objectsIn(seen).map(({ inputs }) => inputs))).toEqual(byKey(written));
});

test('index.ts has the url of the orders team as its output', async () => {
  await startProgram();
  const { url } = jest.requireActual<typeof import('./index')>('./index');
  await settled();
  expect(await (url as any).promise()).toBe('https://orders.acme.example.com');
});

test('each object is below the component that declares it', async () => {
  const seen = await startProgram();
  program();
  await settled();
  expect(resource(seen, 'Ingress', 'orders-v1').request.getParent()).toMatch(/gatewarden:index:SecuredApi::orders$/);
  expect(resource(seen, 'Ingress', 'stock-stock-root').request.getParent()).toMatch(/gatewarden:index:ConstructComponent::stock$/);
});

const loosening: [string, () => Omit<ApiRouteArgs, 'backend'>, string][] = [
  ['dropping authentication', () => ({ authentication: PublicAccess.because('we forgot about tokens') }), 'authentication may not change'],
  ['other authentication', () => ({ authentication: Authentication.apiKey() }), 'authentication may not change'],
  ['a higher limit', () => ({ tier: new RateTier('fast', { second: 50, minute: 300 }, TEAM) }), 'a limit per period may only fall, and 50 a second is more than 10'],
  ['a larger body', () => ({ bodyLimit: BodyLimit.of(BodySize.mebibytes(2)) }), 'a body limit may only fall, and 2 MiB is more than 1 MiB'],
  ['the limit left out', () => ({ without: [Without.tier('it is only a test')] }), 'tier is enforced by the organisation: it may not be dropped'],
];

test.each(loosening)('fails for a route with %s, and registers nothing', async (_what, policies, text) => {
  const seen = await startProgram();
  const own = api();
  expect(() => own.addRoute('/v1', { backend, ...policies() })).toThrow(text);
  await expect(settled()).rejects.toThrow(text);
  expect(objectsIn(seen)).toEqual([]);
});

test('fails for a construct that makes objects below no component', async () => {
  const seen = await startProgram();
  new ConstructComponent('team', chart => new AcmeApiConstruct(chart, 'api', { host: 'a.acme.example.com' }).addRoute('/v1', { backend }), TEAM);
  await expect(settled()).rejects.toThrow(/is below no component/);
  expect(objectsIn(seen)).toEqual([]);
});
