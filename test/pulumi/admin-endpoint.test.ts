import * as pulumi from '@pulumi/pulumi';
import { AdminEndpoint, Authentication, Cidr, Issuer, KongGateway, PublicAccess, settled, Tls } from 'gatewarden/pulumi';
import { resource, startProgram } from './support';
import { valueOf } from './support-outputs';

const SHOP = { namespace: 'shop' };
const args = () => ({
  host: pulumi.output('admin.example.com'), tls: Tls.issuedBy(Issuer.cluster('letsencrypt')), authentication: Authentication.jwt(),
  allow: [Cidr.of(pulumi.output('10.0.0.0/8'))], backend: { name: 'admin', port: 80 },
});

test('it has the host, the url, the secret and the plugins as outputs', async () => {
  await startProgram();
  new KongGateway('gateway', { behindLoadBalancer: false });
  const admin = new AdminEndpoint('admin', args(), SHOP);
  await settled();
  expect(await valueOf(pulumi.all([admin.host, admin.url, admin.secretName]))).toEqual(['admin.example.com', 'https://admin.example.com', 'admin-tls']);
  expect(await valueOf(admin.pluginNames)).toEqual(expect.arrayContaining(['admin-ip-restriction', 'admin-jwt']));
});

test('its route is the path that is given', async () => {
  const seen = await startProgram();
  new KongGateway('gateway', { behindLoadBalancer: false });
  new AdminEndpoint('admin', { ...args(), path: '/admin' }, SHOP);
  await settled();
  expect(resource(seen, 'Ingress', 'admin-admin').inputs.spec.rules[0].http.paths[0].path).toBe('/admin');
});

test('fails for callers who are anonymous', async () => {
  await startProgram();
  expect(() => new AdminEndpoint('admin', { ...args(), authentication: PublicAccess.because('we trust the network') }, SHOP)).toThrow(/is public/);
  await settled();
});
