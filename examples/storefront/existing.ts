const LOG_SECRET = { authorization: '"Bearer a-secret-of-32-random-characters"' };

/** What the storefront takes for granted (README.md): the Secrets and Services that nobody declares here. The values stand for real ones. */
export const EXISTING: any[] = [
  secret('redis-password', { json: '"s3cret"' }, { 'konghq.com/validate': 'plugin' }),
  secret('nightly-jobs-jwt', { key: 'nightly-jobs', algorithm: 'HS256', secret: 'shared-with-the-issuer' }, { 'konghq.com/credential': 'jwt' }),
  secret('acme-partner-key', { key: 'partner-key' }, { 'konghq.com/credential': 'key-auth' }),
  // Of the gateway and of the guard: each in its own namespace, with one value.
  secret('abuse-guard-log', LOG_SECRET, { 'konghq.com/validate': 'plugin' }),
  secret('abuse-guard-log', LOG_SECRET, { 'konghq.com/validate': 'plugin' }, 'kong'),
  secret('redis-password', { json: '"s3cret"' }, { 'konghq.com/validate': 'plugin' }, 'kong'),
  secret('gateway-proof', { secret: 'a-secret-of-32-random-characters' }, {}, 'kong'),
  service('api-premium'),
  service('admin-api'),
];

function secret(name: string, stringData: Record<string, string>, labels: Record<string, string>, namespace: string = 'shop'): any {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace, labels }, stringData };
}

function service(name: string): any {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] } };
}
