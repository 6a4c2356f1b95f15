import * as pulumi from '@pulumi/pulumi';
import { ApiRoute, Authentication, SecuredApi, settled, Tls } from 'gatewarden/pulumi';
import { resource, startProgram } from './support';
import { valueOf } from './support-outputs';

const SHOP = { namespace: 'shop' };
const backend = { name: 'api', port: 80 };

function api(): SecuredApi {
  return new SecuredApi('api', { host: 'api.example.com', tls: Tls.fromSecret('tls'), authentication: Authentication.jwt() }, SHOP);
}

test('it is a route of the api, in its namespace and below it', async () => {
  const seen = await startProgram();
  new ApiRoute('orders', { api: api(), path: '/v1', backend });
  await settled();
  const { inputs, request } = resource(seen, 'Ingress', 'orders');
  expect(inputs.metadata).toMatchObject({ name: 'api-orders', namespace: 'shop' });
  expect(request.getParent()).toMatch(/SecuredApi\$gatewarden:index:ApiRoute::orders$/);
});

test('it has its path and the plugins that run on it as outputs', async () => {
  await startProgram();
  const route = new ApiRoute('orders', { api: api(), path: '/v1', backend });
  await settled();
  expect(await valueOf(route.path)).toBe('/v1');
  expect(await valueOf(route.pluginNames)).toEqual(['api-pre-function', 'api-jwt', 'api-response-transformer', 'api-post-function']);
});

test('two routes may differ in nothing but name and headers', async () => {
  const seen = await startProgram();
  const own = api();
  own.addRoute('/v1', { backend });
  new ApiRoute('beta', { api: own, path: '/v1', backend, headers: { 'X-Beta': ['yes'] } });
  await settled();
  expect(resource(seen, 'Ingress', 'beta').inputs.metadata.annotations['konghq.com/headers.X-Beta']).toBe('yes');
});

test('a parent that is given wins over the api', async () => {
  const seen = await startProgram();
  const parent = api();
  new ApiRoute('orders', { api: parent, path: '/v1', backend }, { parent: new pulumi.ComponentResource('a:b:Other', 'other') });
  await settled();
  expect(resource(seen, 'Ingress', 'orders').request.getParent()).toMatch(/a:b:Other\$gatewarden:index:ApiRoute::orders$/);
});

test('fails for a route of something that is no api', async () => {
  await startProgram();
  expect(() => new ApiRoute('orders', { api: {} as SecuredApi, path: '/v1', backend })).toThrow(/route 'orders' has no api/);
  await settled();
});
