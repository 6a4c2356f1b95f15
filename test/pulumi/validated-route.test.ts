import { Authentication, JsonSchema, KongGateway, SecuredApi, settled, Tls, ValidatedRoute } from 'gatewarden/pulumi';
import { objectsIn, startProgram } from './support';
import { valueOf } from './support-outputs';

const SHOP = { namespace: 'shop' };
const backend = { name: 'api', port: 80 };

const body = JsonSchema.fromObject({ type: 'object', required: ['name'] });

function api(): SecuredApi {
  new KongGateway('gateway', { luaModules: ['cjson.safe'], settings: { KONG_UNTRUSTED_LUA_SANDBOX_REQUIRES: 'cjson.safe' } });
  return new SecuredApi('api', { host: 'api.example.com', tls: Tls.fromSecret('tls'), authentication: Authentication.jwt() }, SHOP);
}

test('it has its path and its plugins, with the one that validates, as outputs', async () => {
  await startProgram();
  const route = new ValidatedRoute('create-customer', { api: api(), path: '/v1/customers', methods: ['POST'], backend, body });
  await settled();
  expect(await valueOf(route.path)).toBe('/v1/customers');
  expect(await valueOf(route.pluginNames)).toEqual(['api-pre-function', 'api-jwt', 'api-response-transformer', 'api-create-customer-post-function']);
});

test('its objects are resources of its name', async () => {
  const seen = await startProgram();
  new ValidatedRoute('create-customer', { api: api(), path: '/v1/customers', methods: ['POST'], backend, body });
  await settled();
  const own = objectsIn(seen).filter(({ request }) => request.getParent().endsWith('ValidatedRoute::create-customer'));
  expect(own.map(({ name }) => name)).toEqual(['create-customer-post-function', 'create-customer']);
});

test('fails for a body on a method that has none', async () => {
  await startProgram();
  const own = api();
  own.addRoute('/', { backend });
  expect(() => new ValidatedRoute('get', { api: own, path: '/v1/customers', methods: ['GET'], backend, body })).toThrow(/validates a body and takes GET/);
  await settled();
});
