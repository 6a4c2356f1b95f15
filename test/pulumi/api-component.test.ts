import * as pulumi from '@pulumi/pulumi';
import { Authentication, Issuer, JsonSchema, KongGateway, SecuredApi, settled, Tls } from 'gatewarden/pulumi';
import { resource, startProgram } from './support';
import { valueOf } from './support-outputs';

const SHOP = { namespace: 'shop' };
const authentication = () => Authentication.jwt();
const backend = { name: 'api', port: 80 };

test('the url is plain http where TLS is terminated elsewhere, and there is no secret', async () => {
  await startProgram();
  const tls = Tls.terminatedElsewhere('the load balancer terminates it');
  const api = new SecuredApi('api', { host: 'api.example.com', tls, authentication: authentication(), routes: { '/': { backend } } }, SHOP);
  await settled();
  expect(await valueOf(pulumi.all([api.url, api.secretName]))).toEqual(['http://api.example.com', undefined]);
});

test('all hosts are outputs, and the first is that of the url', async () => {
  await startProgram();
  const hosts = ['one.example.com', pulumi.output('two.example.com')];
  const api = new SecuredApi('api', { hosts, tls: Tls.issuedBy(Issuer.cluster('le')), authentication: authentication(), routes: { '/': { backend } } }, SHOP);
  await settled();
  expect(await valueOf(api.hosts)).toEqual(['one.example.com', 'two.example.com']);
  expect(await valueOf(api.url)).toBe('https://one.example.com');
});

test('a secret name that is an output is one again', async () => {
  await startProgram();
  const tls = Tls.fromSecret(pulumi.output('my-tls'));
  const api = new SecuredApi('api', { host: 'api.example.com', tls, authentication: authentication(), routes: { '/': { backend } } }, SHOP);
  await settled();
  expect(await valueOf(api.secretName)).toBe('my-tls');
});

test('a validated route is added with its validation', async () => {
  const seen = await startProgram();
  new KongGateway('gateway', { luaModules: ['cjson.safe'], settings: { KONG_UNTRUSTED_LUA_SANDBOX_REQUIRES: 'cjson.safe' } });
  const api = new SecuredApi('api', { host: 'api.example.com', tls: Tls.fromSecret('tls'), authentication: authentication() }, SHOP);
  api.addValidatedRoute('/v1', { backend, methods: ['POST'], body: JsonSchema.fromObject({ type: 'object' }) });
  await settled();
  expect(resource(seen, 'Ingress', 'api-v1-post').inputs.metadata.annotations['konghq.com/methods']).toBe('POST');
  expect(await valueOf(api.pluginNames)).toEqual(expect.arrayContaining(['api-v1-post-post-function']));
});
