import * as fs from 'node:fs';
import * as path from 'node:path';

/** Where the Lua of the function plugins lies, as it was emitted: a file for each chunk, PLUGIN-NUMBER.lua. `record.ts` writes it. */
export const FUNCTIONS_FOLDER = path.resolve('bench/functions');

/** The same text for all APIs, read once and before any time is taken: the peers have no part in making it, and the constructs none of this. */
const FUNCTIONS = ['pre-function', 'post-function'].map(plugin => ({
  plugin,
  access: fs.readdirSync(FUNCTIONS_FOLDER).filter(name => name.startsWith(plugin)).sort().map(name => fs.readFileSync(path.join(FUNCTIONS_FOLDER, name), 'utf8')),
}));

/** The APIs that every variant makes, as plain data: what the constructs emit for API number `i`, object by object. */
export function objectsOf(i: number): any[] {
  const name = `api-${i}`;
  const host = `api-${i}.example.com`;
  const early = { 'argocd.argoproj.io/sync-wave': '-1' };
  const plugin = (type: string, config: object, of = name) => ({
    apiVersion: 'configuration.konghq.com/v1', kind: 'KongPlugin', metadata: { name: `${of}-${type}`, annotations: early }, config, plugin: type,
  });
  return [
    plugin('ip-restriction', { allow: [`10.${Math.floor(i / 256)}.${i % 256}.0/24`], message: 'Forbidden', status: 403 }),
    plugin('jwt', {
      claims_to_verify: ['exp'], cookie_names: [], header_names: ['authorization'], key_claim_name: 'iss', maximum_expiration: 0, run_on_preflight: true,
      secret_is_base64: false, uri_param_names: [],
    }),
    ...FUNCTIONS.map(({ plugin: type, access }) => plugin(type, { access: [...access] })),
    plugin('request-size-limiting', { allowed_payload_size: 10, require_content_length: false, size_unit: 'megabytes' }),
    plugin('response-transformer', {
      add: { headers: ['Strict-Transport-Security:max-age=63072000; includeSubDomains'] },
      replace: { headers: ['Strict-Transport-Security:max-age=63072000; includeSubDomains'] },
    }),
    plugin('rate-limiting', {
      error_code: 429, error_message: 'API rate limit exceeded', fault_tolerant: false, hide_client_headers: false, limit_by: 'consumer', minute: 100 + i, policy: 'local',
    }, `tier-${i}`),
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: `${name}-tls` },
      spec: {
        dnsNames: [host],
        duration: '2160h0m0s',
        issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt-prod' },
        privateKey: { algorithm: 'ECDSA', encoding: 'PKCS8', rotationPolicy: 'Always', size: 256 },
        renewBefore: '720h0m0s',
        secretName: `${name}-tls`,
        usages: ['digital signature', 'server auth'],
      },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name: `${name}-v1`,
        annotations: {
          'konghq.com/https-redirect-status-code': '308',
          'konghq.com/plugins': ['pre-function', 'jwt', 'ip-restriction', 'request-size-limiting'].map(type => `${name}-${type}`)
            .concat(`tier-${i}-rate-limiting`, `${name}-response-transformer`, `${name}-post-function`).join(','),
          'konghq.com/preserve-host': 'true',
          'konghq.com/protocols': 'https',
          'konghq.com/strip-path': 'false',
        },
      },
      spec: {
        ingressClassName: 'kong',
        rules: [{ host, http: { paths: [{ backend: { service: { name: 'api', port: { number: 80 } } }, path: '/v1', pathType: 'Prefix' }] } }],
        tls: [{ hosts: [host], secretName: `${name}-tls` }],
      },
    },
  ];
}

/** How many objects one API is. */
export const OBJECTS_PER_API = objectsOf(0).length;
