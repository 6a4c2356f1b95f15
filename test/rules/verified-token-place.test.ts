import { messages, plugin, shop } from './support';
import { AccessLog, Acknowledge, Authentication, Backend, IdentityHeaders, JwtAuthenticationProps, KongEdition, KongGateway, KongVersion, SecuredApi, Tls } from '../../src';

const RULE = 'verified-token-place';
const IDENTITY: JwtAuthenticationProps = { identity: IdentityHeaders.of({ 'X-User-ID': 'sub' }) };
const text = (type: string) => `${type} reads kong.ctx.shared.authenticated_jwt_token, and this gateway is enterprise 3.14: whether that is set is not established; `
  + 'try it at such a gateway and acknowledge it, or leave identity, claims of the token and userClaim out';

function api(version: KongVersion, props: JwtAuthenticationProps, accessLog?: AccessLog) {
  const chart = shop();
  new KongGateway(chart, 'gateway', { version, edition: KongEdition.ENTERPRISE, trustedProxies: [], behindLoadBalancer: false });
  new SecuredApi(chart, 'api', { host: 'api.example.com', tls: Tls.fromSecret('tls'), authentication: Authentication.jwt(props), accessLog })
    .addRoute('/', { backend: Backend.service('api', 80) });
  return chart;
}

test.each<[string, KongVersion, JwtAuthenticationProps]>([
  ['identity before 3.14', KongVersion.V3_13, IDENTITY],
  ['tokens of which nothing is asked but to be verified', KongVersion.V3_14, {}],
])('complies: %s', (_, version, props) => {
  expect(messages(api(version, props, AccessLog.file()), RULE)).toEqual([]);
});

test.each<[string, JwtAuthenticationProps]>([
  ['identity', IDENTITY], ['audiences', { audiences: ['shop'] }], ['required scopes', { requiredScopes: ['read'] }],
])('fails for %s', (_, props) => {
  expect(messages(api(KongVersion.V3_14, props), RULE)).toEqual([text('post-function')]);
});

test('fails for a claim in the log', () => {
  expect(messages(api(KongVersion.V3_14, {}, AccessLog.file('/dev/stdout', { userClaim: 'sub' })), RULE)).toEqual([text('file-log')]);
});

test('fails for a function that the user wrote', () => {
  const chart = shop();
  new KongGateway(chart, 'gateway', { version: KongVersion.V3_14, edition: KongEdition.ENTERPRISE });
  plugin(chart, 'it', 'post-function', { config: { log: ['kong.log.notice(kong.ctx.shared.authenticated_jwt_token)'] } });
  plugin(chart, 'odd', 'post-function', { config: { log: 'text', access: [5] } });
  expect(messages(chart, RULE)).toEqual([text('post-function')]);
});

test('complies: it is acknowledged', () => {
  const chart = api(KongVersion.V3_14, IDENTITY);
  Acknowledge.finding(chart, { rule: RULE, reason: 'we have tried it at our gateway' });
  expect(messages(chart, RULE)).toEqual([]);
});
