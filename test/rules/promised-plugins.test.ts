import { JsonPatch } from 'cdk8s';
import { found, messages, shop } from './support';
import { ApiRoute, Authentication, Backend, BodyLimit, BodySize, KongPlugin, SecuredApi, Tls } from '../../src';

const RULE = 'promised-plugins';

function route(chart = shop()): ApiRoute {
  const api = new SecuredApi(chart, 'api', {
    host: 'api.example.com', tls: Tls.fromSecret('tls'), authentication: Authentication.jwt(), bodyLimit: BodyLimit.of(BodySize.kibibytes(1)),
  });
  return api.addRoute('/v1', { backend: Backend.service('api', 80) });
}

test('complies: a route as its policies made it', () => {
  const chart = shop();
  route(chart);

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for a patch that takes plugins away', () => {
  const chart = shop();
  route(chart).addJsonPatch(JsonPatch.replace('/metadata/annotations/konghq.com~1plugins', 'api-jwt,api-pre-function,api-post-function,api-response-transformer'));

  expect(found(chart, RULE)).toEqual([['test/api/v1', 'route runs without api-request-size-limiting, which its policies put there: the annotation does not name it, or it is disabled; leave the policy out with Without, or acknowledge it']]);
});

test('fails for a plugin that a patch disables', () => {
  const chart = shop();
  const limit = route(chart).plugins.find(plugin => plugin.pluginType === 'request-size-limiting') as KongPlugin;
  limit.addJsonPatch(JsonPatch.add('/disabled', true));

  expect(messages(chart, RULE)).toHaveLength(1);
});
