import * as pulumi from '@pulumi/pulumi';
import { Authentication, BackendService, SecuredApi, settled, Tls } from 'gatewarden/pulumi';
import { objectsIn, resource, startProgram } from './support';
import { valueOf } from './support-outputs';

const SHOP = { namespace: 'shop' };

test('its name and ports are outputs', async () => {
  await startProgram();
  const service = new BackendService('api', { podLabels: { app: 'api' }, port: pulumi.output(81) }, SHOP);
  await settled();
  expect(await valueOf(pulumi.all([service.name, service.port, service.containerPort]))).toEqual(['api', 81, 81]);
});

test('it is the backend of a route', async () => {
  const seen = await startProgram();
  const backend = new BackendService('backend', { name: 'api', podLabels: { app: 'api' }, port: pulumi.output(81), containerPort: 8080 }, SHOP);
  new SecuredApi('orders', { host: 'api.example.com', tls: Tls.fromSecret('tls'), authentication: Authentication.jwt(), routes: { '/': { backend } } }, SHOP);
  await settled();
  expect(resource(seen, 'Ingress', 'orders-root').inputs.spec.rules[0].http.paths[0].backend).toEqual({ service: { name: 'api', port: { number: 81 } } });
});

test('fails for a port out of range that is known only later', async () => {
  const seen = await startProgram();
  new BackendService('api', { podLabels: { app: 'api' }, port: pulumi.output(70_000) }, SHOP);
  await expect(settled()).rejects.toThrow(/service has port 70000/);
  expect(objectsIn(seen)).toEqual([]);
});
