import { App, Testing } from 'cdk8s';
import { EffectiveGateway, Expect } from 'gatewarden';
import { backendTrust } from './main';
import { issued } from '../../test/support/promises/issued';
import { lua } from '../../test/support/promises/lua';
import { mayConnect } from '../../test/support/promises/network';
import { checkRoute, PromisedPlugin, PromisedRoute } from '../../test/support/promises/routes';

const SECURITY = ['Strict-Transport-Security:max-age=63072000; includeSubDomains', 'X-Content-Type-Options:nosniff', 'X-Frame-Options:DENY',
  'Content-Security-Policy:default-src \'none\'; frame-ancestors \'none\'', 'Referrer-Policy:no-referrer'];
const BODY: PromisedPlugin = ['request-size-limiting', 'KongPlugin orders/api-request-size-limiting', { allowed_payload_size: 1, size_unit: 'megabytes', require_content_length: false }];
const ANSWER: PromisedPlugin = ['response-transformer', 'KongPlugin orders/api-response-transformer', {
  add: { headers: SECURITY }, replace: { headers: SECURITY }, remove: { headers: ['Server', 'X-Powered-By'] },
}];
const API = { hosts: ['orders.example.com'], service: 'orders.orders.80' };

/** Every route, by hand, with what runs on it in Kong's order: what clears comes first, the proof last, on the public one too. */
const ROUTES: PromisedRoute[] = [
  {
    ...API, object: 'Ingress orders/api-v1', paths: ['/v1/', '~/v1$'],
    plugins: [
      ['pre-function', 'KongPlugin orders/api-pre-function', { access: lua('connection-guard', 'token-guard', 'clear-identity', 'clear-proof') }],
      ['jwt', 'KongPlugin orders/api-jwt', {
        key_claim_name: 'azp', claims_to_verify: ['exp'], maximum_expiration: 3600, header_names: ['authorization'], uri_param_names: [], cookie_names: [],
        secret_is_base64: false, run_on_preflight: true,
      }],
      BODY,
      ANSWER,
      ['post-function', 'KongPlugin orders/api-post-function', { access: lua('authentication-guard', 'clear-identity-after', 'claims-and-identity', 'proof') }],
    ],
  },
  {
    ...API, object: 'Ingress orders/api-catalogue-get', paths: ['/catalogue/', '~/catalogue$'], methods: ['GET'],
    plugins: [
      ['pre-function', 'KongPlugin orders/api-public-pre-function', { access: lua('connection-guard', 'clear-identity', 'clear-proof') }],
      BODY,
      ANSWER,
      ['post-function', 'KongPlugin orders/api-public-post-function', { access: lua('clear-identity', 'proof') }],
    ],
  },
];

const objects = backendTrust(new App()).charts.flatMap(chart => Testing.synth(chart));
const view = EffectiveGateway.fromManifests(objects, { alsoInCluster: issued(objects) });

test('the gateway takes it all, warns of nothing, and has no other route', () => {
  Expect.gateway(view).toBeAccepted().toWarnOfNothing().toDecideEveryRoute().toServeOnly(...ROUTES.map(({ object }) => object));
});

test.each(ROUTES)('$object matches, and runs, what is promised', route => {
  checkRoute(view, route);
});

test('only the gateway reaches the pods, at their port', () => {
  const pod = { namespace: 'orders', labels: { app: 'orders' } };
  const gateway = { namespace: 'kong', labels: { 'app.kubernetes.io/component': 'app', 'app.kubernetes.io/instance': 'kong', 'app.kubernetes.io/name': 'kong' } };
  expect(mayConnect(objects, gateway, pod, 8080)).toBe(true);
  expect(mayConnect(objects, gateway, pod, 9090)).toBe(false);
  expect(mayConnect(objects, { namespace: 'orders', labels: { app: 'other' } }, pod, 8080)).toBe(false);
});

test('the pods have the secret as files that follow the Secret', () => {
  const { spec } = objects.find(({ kind }) => kind === 'Deployment')!.spec.template;
  expect(spec.volumes).toEqual([{ name: 'gateway-proof', secret: { secretName: 'gateway-proof' } }]);
  expect(spec.containers[0].volumeMounts).toEqual([{ name: 'gateway-proof', mountPath: '/etc/gateway-proof', readOnly: true }]);
});
