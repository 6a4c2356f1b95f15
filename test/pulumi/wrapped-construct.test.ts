import * as kubernetes from '@pulumi/kubernetes';
import { ApiRoute, Authentication, Issuer, SecuredApi, settled, Tls } from 'gatewarden/pulumi';
import { objectsIn, resource, startProgram } from './support';

const backend = { name: 'api', port: 80 };
const api = (name: string, options: object = {}) => new SecuredApi(name, {
  host: `${name}.example.com`, tls: Tls.issuedBy(Issuer.cluster('letsencrypt')), authentication: Authentication.jwt(), routes: { '/v1': { backend } },
}, { namespace: 'shop', ...options });
const skips = (object: any) => object.inputs.metadata.annotations['pulumi.com/skipAwait'];

test('what a component depends on is made before its objects', async () => {
  const seen = await startProgram();
  api('orders', { dependsOn: [new kubernetes.core.v1.Namespace('place', { metadata: { name: 'shop' } })] });
  await settled();
  expect(seen.slice(0, 2).map(({ name }) => name)).toEqual(['place', 'orders']);
  expect(seen[1].request.getDependenciesList()).toEqual([expect.stringMatching(/Namespace::place$/)]);
});

test('transformations reach the objects', async () => {
  const seen = await startProgram();
  const transformation: any = ({ props, opts }: any) => ({ props: { ...props, extra: 'yes' }, opts });
  api('orders', { transformations: [transformation] });
  await settled();
  expect(objectsIn(seen).filter(({ inputs }) => inputs.extra !== 'yes')).toEqual([]);
});

test('an update waits for routes unless it is told not to', async () => {
  const seen = await startProgram();
  api('orders');
  api('early', { skipAwait: true });
  await settled();
  expect([skips(resource(seen, 'Ingress', 'orders-v1')), skips(resource(seen, 'Ingress', 'early-v1'))]).toEqual([undefined, 'true']);
});

test('a route as a component does as its API, unless it says otherwise', async () => {
  const seen = await startProgram();
  const early = api('early', { skipAwait: true });
  new ApiRoute('v2', { api: early, path: '/v2', backend });
  new ApiRoute('v3', { api: early, path: '/v3', backend }, { skipAwait: false });
  await settled();
  const ingresses = objectsIn(seen).filter(({ inputs }) => inputs.kind === 'Ingress');
  expect(Object.fromEntries(ingresses.map(object => [object.inputs.spec.rules[0].http.paths[0].path, skips(object)]))).toMatchObject({ '/v1': 'true', '/v2': 'true' });
  expect(ingresses.filter(object => skips(object) === undefined)).toHaveLength(1);
});

test.each<[string, object, RegExp]>([
  ['a namespace that is no text', { namespace: 1 }, /has a namespace that is no plain text/],
  ['a gateway that is none', { gateway: {} }, /has a gateway that is none/],
])('fails for %s', async (_, options, text) => {
  await startProgram();
  expect(() => api('orders', options)).toThrow(text);
  await settled();
});
