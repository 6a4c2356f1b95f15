import { Chart } from 'cdk8s';
import { BACKEND, gatewayChart, pluginConfigs, securedApi, typesOn } from './support';
import { ApiRoute, BodyLimit, BodySize, Cors, JsonSchema, KongEdition, ParameterIn, PathMatch, RequestSchema, ValidatedRoute, ValidatedRouteOptions } from '../../src';
import { synth, testChart } from '../support/app';

const BODY = JsonSchema.fromObject({ type: 'object', required: ['name'], properties: { name: { type: 'string' } } });
const enterprise = () => gatewayChart({ edition: KongEdition.ENTERPRISE });

test('a route of an Enterprise gateway validates the body', () => {
  const chart = enterprise();
  const route = securedApi(chart).addValidatedRoute('/v1', { backend: BACKEND, methods: ['POST'], body: BODY });
  expect(typesOn(route)).toEqual(['pre-function', 'jwt', 'request-validator', 'response-transformer', 'post-function']);
  const config = pluginConfigs(chart, route)['request-validator'];
  expect(config).toMatchObject({ version: 'draft4', allowed_content_types: ['application/json'], verbose_response: false });
  expect(JSON.parse(config.body_schema)).toMatchObject({ required: ['name'] });
});

test('a route with all that can be said of validation', () => {
  const chart = enterprise();
  const props: Required<Pick<ValidatedRouteOptions, 'body' | 'parameters' | 'verbose'>> = {
    body: BODY,
    parameters: [{ name: 'id', location: ParameterIn.PATH, schema: JsonSchema.fromObject({ type: 'integer' }) }],
    verbose: true,
  };
  const route = new ValidatedRoute(securedApi(chart), 'own', { path: '/v1/(?<id>[0-9]+)$', match: PathMatch.REGEX, methods: ['PUT'], backend: BACKEND, ...props });
  expect(pluginConfigs(chart, route)['request-validator']).toMatchObject({ verbose_response: true, parameter_schema: [{ name: 'id', in: 'path' }] });
});

test('parameters alone can be validated on every method', () => {
  const chart = enterprise();
  const parameters = [{ name: 'page', location: ParameterIn.QUERY, schema: JsonSchema.fromObject({ type: 'integer' }) }];
  expect(typesOn(securedApi(chart).addValidatedRoute('/v1', { backend: BACKEND, parameters }))).toContain('request-validator');
  synth(chart);
});

test('the schema is an object of the route', () => {
  const chart = enterprise();
  const api = securedApi(chart);
  const routes = ['/a', '/b'].map(path => api.addValidatedRoute(path, { backend: BACKEND, methods: ['POST'], body: BODY }));
  expect(routes.map(route => route.plugins.find(plugin => plugin.pluginType === 'request-validator')!.pluginName)).toEqual(['api-a-post-request-validator', 'api-b-post-request-validator']);
});

test('OPTIONS for browsers is not among the methods that must have a body', () => {
  const chart = enterprise();
  securedApi(chart, { cors: new Cors({ origins: ['https://app.example.com'] }) }).addValidatedRoute('/v1', { backend: BACKEND, methods: ['POST'], body: BODY });
  expect(synth(chart).find(object => object.kind === 'Ingress').metadata.annotations['konghq.com/methods']).toBe('POST,OPTIONS');
});

describe('at an open-source gateway', () => {
  const validation = (chart: Chart, route: ApiRoute): string => pluginConfigs(chart, route)['post-function'].access
    .find((chunk: string) => chunk.startsWith('-- gatewarden: request-validation'));

  test('a route validates the body by functions of its own, and shares those before authentication', () => {
    const chart = testChart();
    const api = securedApi(chart);
    const route = api.addValidatedRoute('/v1', { backend: BACKEND, methods: ['POST'], body: BODY });
    expect(typesOn(route)).toEqual(['pre-function', 'jwt', 'response-transformer', 'post-function']);
    expect(route.plugins.map(plugin => plugin.pluginName)).toEqual(['api-pre-function', 'api-jwt', 'api-response-transformer', 'api-v1-post-post-function']);
    expect(validation(chart, route)).toContain('if v.name == nil then return "required", "/name" end');
  });

  test('a route with all that can be said of validation', () => {
    const chart = testChart();
    const props: Required<Pick<ValidatedRouteOptions, 'body' | 'parameters' | 'verbose' | 'maxBodySize'>> = {
      body: BODY,
      parameters: [{ name: 'id', location: ParameterIn.PATH, schema: JsonSchema.fromObject({ type: 'integer' }) }],
      verbose: true,
      maxBodySize: BodySize.kibibytes(2),
    };
    const route = new ValidatedRoute(securedApi(chart), 'own', { path: '/v1/(?<id>[0-9]+)$', match: PathMatch.REGEX, methods: ['PUT'], backend: BACKEND, ...props });
    for (const part of ['captures["id"]', 'get_raw_body(2048)', '"request body is not valid: "']) {
      expect(validation(chart, route)).toContain(part);
    }
  });

  test('what is read is limited by what the API limits', () => {
    const chart = testChart();
    const api = securedApi(chart, { bodyLimit: BodyLimit.of(BodySize.kibibytes(32)) });
    expect(validation(chart, api.addValidatedRoute('/v1', { backend: BACKEND, methods: ['POST'], body: BODY }))).toContain('get_raw_body(32768)');
  });

  test('fails for a keyword that is not compiled, and names the route', () => {
    const body = JsonSchema.fromObject({ type: 'object', properties: { a: { type: 'string', contentEncoding: 'base64' } } });
    expect(() => securedApi(testChart()).addValidatedRoute('/v1', { backend: BACKEND, methods: ['POST'], body })).toThrow(new Error(
      'body: json schema at #/properties/a: the keyword \'contentEncoding\' is not compiled to lua; write a "pattern", or leave it to the backend [test/api/v1-post]'));
  });
});

test.each<[string, Partial<ValidatedRouteOptions>, string]>([
  ['nothing to validate', { methods: ['POST'] }, "route 'v1-post': request schema has neither body nor parameters: expected something to validate; give one of them [test/api]"],
  ['a body and every method', { body: BODY }, "route 'v1' validates a body and takes every method: a GET without a body would be refused; give methods, for instance ['POST'] [test/api]"],
  ['a body and GET', { body: BODY, methods: ['POST', 'GET'] }, "route 'v1-get-post' validates a body and takes GET: expected methods that have a body, POST, PUT, PATCH; give GET a route of its own [test/api]"],
  ['a method in lower case', { body: BODY, methods: ['post'] }, "method 'post' is not a method: expected one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE, CONNECT; write 'POST' [test/api/v1-post]"],
  ['a second schema', { body: BODY, methods: ['POST'], requestSchema: RequestSchema.of({ body: BODY }) }, "route 'v1-post' has a requestSchema beside its own: expected one; give body and parameters only [test/api]"],
  ['a parameter that the path does not capture', { parameters: [{ name: 'id', location: ParameterIn.PATH, schema: BODY }] },
    "path parameter 'id' is not captured by the path /v1: expected a regex path with (?<id>…); write for instance '/items/(?<id>[0-9]+)$' with PathMatch.REGEX [test/api/v1]"],
])('fails with %s', (_what, options, text) => {
  expect(() => securedApi(enterprise()).addValidatedRoute('/v1', { backend: BACKEND, ...options })).toThrow(new Error(text));
});
