import { configOf, enterprise, OSS, pluginsOf, render } from './render';
import {
  ApiRouteOptions, BodyLimit, BodySize, Cidr, IpAccess, JsonSchema, KongGateway, KongVersion, ParameterIn, PathMatch, PublicAccess, RequestParameter,
  RequestSchema, RequestSchemaProps, UntrustedLua,
} from '../../src';
import { testChart } from '../support/app';

const BODY = JsonSchema.fromObject({ type: 'object', properties: { name: { type: 'string' } }, required: ['name'], additionalProperties: false });
const TEXT = JsonSchema.fromObject({ type: 'string', maxLength: 5 });
const POST = { methods: ['POST'] };

function config(props: RequestSchemaProps, version: KongVersion = KongVersion.V3_9, route: object = POST, path?: string): any {
  return configOf(render({ gateway: enterprise(version), route: { ...route, requestSchema: RequestSchema.of(props) }, path }), 'request-validator');
}

/** The function plugin that validates at an open-source gateway, and the chunk of it. */
function lua(props: RequestSchemaProps, route: Partial<ApiRouteOptions> = POST, version: KongVersion = KongVersion.V3_9, path?: string): string {
  const objects = render({ gateway: { ...OSS, version }, route: { ...route, requestSchema: RequestSchema.of(props) }, path });
  return configOf(objects, 'post-function').access.find((chunk: string) => chunk.startsWith('-- gatewarden: request-validation\n'));
}

function parameter(more: Partial<RequestParameter> = {}): RequestParameter {
  return { name: 'page', location: ParameterIn.QUERY, schema: TEXT, ...more };
}

test('a body is json of the schema, and nothing else is taken for one', () => {
  expect(config({ body: BODY })).toEqual({
    version: 'draft4',
    body_schema: BODY.render('draft4' as any),
    allowed_content_types: ['application/json'],
    content_type_parameter_validation: true,
    verbose_response: false,
  });
});

test('all properties', () => {
  const props: Required<Omit<RequestSchemaProps, 'maxBodySize'>> = { body: BODY, parameters: [parameter({ required: false })], verbose: true };
  expect(config(props)).toMatchObject({
    verbose_response: true,
    parameter_schema: [{ name: 'page', in: 'query', required: false, schema: '{"type":"string","maxLength":5}', style: 'form', explode: false }],
  });
});

test.each<[string, string]>([['3.4', 'draft4'], ['3.10', 'draft4'], ['3.11', 'draft7'], ['3.15', 'draft7']])('kong %s validates bodies as %s', (version, draft) => {
  expect(config({ body: BODY }, KongVersion.of(version)).version).toBe(draft);
});

test('a keyword of draft 7 is taken from 3.11 on', () => {
  const conditional = JsonSchema.fromObject({ type: 'object', if: { required: ['a'] }, then: { required: ['b'] }, properties: { a: { type: 'string' }, b: { type: 'string' } }, additionalProperties: false });
  expect(config({ body: conditional }, KongVersion.V3_11).body_schema).toContain('"if"');
  expect(() => config({ body: conditional }, KongVersion.V3_10)).toThrow('[test/api/root-post]');
});

test('the field of 3.8 is not written before', () => {
  expect([KongVersion.V3_7, KongVersion.V3_8].map(version => 'content_type_parameter_validation' in config({ body: BODY }, version))).toEqual([false, true]);
});

test('without a body its type is not looked at', () => {
  expect(config({ parameters: [parameter()] })).not.toHaveProperty('allowed_content_types');
});

test.each<[ParameterIn, string]>([[ParameterIn.QUERY, 'form'], [ParameterIn.HEADER, 'simple']])('a parameter in the %s is read in style %s and is required', (location, style) => {
  expect(config({ parameters: [parameter({ location })] }).parameter_schema[0]).toMatchObject({ in: location, style, required: true });
});

test('a parameter of the path is one of its captures', () => {
  const path = '/items/(?<item>[0-9]+)$';
  const { parameter_schema: [first] } = config({ parameters: [parameter({ name: 'item', location: ParameterIn.PATH })] }, KongVersion.V3_9, { match: PathMatch.REGEX }, path);
  expect(first).toMatchObject({ name: 'item', in: 'path', style: 'simple' });
});

test('it is an object of the route', () => {
  const objects = render({ gateway: enterprise(KongVersion.V3_9), route: { ...POST, requestSchema: RequestSchema.of({ body: BODY }) } });
  expect(pluginsOf(objects, 'request-validator')[0].metadata.name).toBe('api-root-post-request-validator');
});

test('fails at an enterprise gateway for a parameter that draft 4 cannot say', () => {
  expect(() => config({ parameters: [parameter({ schema: JsonSchema.fromObject({ type: 'string', const: 'a' }) })] }, KongVersion.V3_14))
    .toThrow(/^query parameter 'page': json schema at #: draft4 does not enforce the keyword 'const'; .* \[test\/api\/root-post\]$/);
});

test('fails at an enterprise gateway for a size that its plugin does not limit', () => {
  expect(() => config({ body: BODY, maxBodySize: BodySize.kibibytes(64) }))
    .toThrow('maxBodySize is 64 KiB, and request-validator of kong enterprise has no such limit; give the route bodyLimit: BodyLimit.of(…) instead [test/api/root-post]');
});

describe('at an open-source gateway', () => {
  test('a body is validated by lua behind everything else, and by no plugin of enterprise', () => {
    const objects = render({ api: { ipAccess: IpAccess.allow(Cidr.of('10.0.0.0/8')) }, route: { ...POST, requestSchema: RequestSchema.of({ body: BODY }) } });
    expect(pluginsOf(objects, 'request-validator')).toEqual([]);
    expect(configOf(objects, 'post-function').access.map((chunk: string) => chunk.split('\n')[0])).toEqual(['-- gatewarden: authentication-guard', '-- gatewarden: clear-identity', '-- gatewarden: request-validation']);
    const [{ metadata }] = objects.filter(({ kind }) => kind === 'Ingress');
    expect(metadata.annotations['konghq.com/plugins'].split(',').at(-1)).toBe('api-root-post-post-function');
  });

  test('all properties', () => {
    const props: Required<RequestSchemaProps> = { body: BODY, parameters: [parameter({ required: false })], verbose: true, maxBodySize: BodySize.kibibytes(2) };
    const chunk = lua(props);
    expect(chunk).toContain('if v.name == nil then return "required", "/name" end');
    expect(chunk).toContain('local text = query["page"]');
    expect(chunk).not.toContain("query parameter 'page' is missing");
    expect(chunk).toContain('"request body is not valid: "');
    expect(chunk).toContain('get_raw_body(2048)');
  });

  test.each<[string, RequestSchemaProps, Partial<ApiRouteOptions>, number]>([
    ['1 MiB where nothing is said', {}, {}, 1048576],
    ['as much as the body limit', {}, { bodyLimit: BodyLimit.of(BodySize.kibibytes(64)) }, 65536],
    ['as much as a large body limit', {}, { bodyLimit: BodyLimit.of(BodySize.mebibytes(10)) }, 10485760],
    ['what is said', { maxBodySize: BodySize.kibibytes(4) }, { bodyLimit: BodyLimit.of(BodySize.kibibytes(64)) }, 4096],
    ['as much as the body limit, if that is said', { maxBodySize: BodySize.kibibytes(64) }, { bodyLimit: BodyLimit.of(BodySize.kibibytes(64)) }, 65536],
  ])('of a body is read %s', (_what, props, route, bytes) => {
    expect(lua({ body: BODY, ...props }, { ...POST, ...route })).toContain(`kong.request.get_raw_body(${bytes})`);
  });

  test('kong before 3.8 is asked for no more than fits into its memory', () => {
    expect(lua({ body: BODY, maxBodySize: BodySize.kibibytes(8) }, POST, KongVersion.V3_7)).toContain('get_raw_body(8192)');
    expect(lua({ parameters: [parameter()] }, POST, KongVersion.V3_7)).not.toContain('get_raw_body');
  });

  test.each<[RequestSchemaProps, Partial<ApiRouteOptions>, KongVersion, string]>([
    [{ maxBodySize: BodySize.kibibytes(65) }, { bodyLimit: BodyLimit.of(BodySize.kibibytes(64)) }, KongVersion.V3_9,
      'maxBodySize is 65 KiB, and the body limit of the route is 64 KiB: no larger body would be read; lower maxBodySize or leave it out [test/api/root-post]'],
    [{}, { bodyLimit: BodyLimit.of(BodySize.mebibytes(11)) }, KongVersion.V3_9,
      'body limit of the route is 11 MiB: expected at most 10 MiB for bodies that are validated, since a worker holds one many times over; give a lower bodyLimit, or maxBodySize [test/api/root-post]'],
    [{}, {}, KongVersion.V3_7, 'bodies of up to 1 MiB are validated, and kong 3.7 shows functions none of more than 8 KiB: larger ones would be refused; '
      + 'upgrade the gateway to 3.8, or set maxBodySize: BodySize.kibibytes(8) [test/api/root-post]'],
  ])('fails for %j on a route with %j', (props, route, version, text) => {
    expect(() => lua({ body: BODY, ...props }, { ...POST, ...route }, version)).toThrow(new Error(text));
  });

  test('a schema that names 2020-12 is one of it', () => {
    const body = JsonSchema.fromObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'array', prefixItems: [{ type: 'string' }] });
    expect(lua({ body })).toContain('check[1]');
  });

  test('a parameter is of draft 7', () => {
    expect(lua({ parameters: [parameter({ schema: JsonSchema.fromObject({ type: 'string', const: 'a' }) })] })).toContain('"const"');
  });

  test('a parameter of the path is one of its captures', () => {
    const item = parameter({ name: 'item', location: ParameterIn.PATH });
    expect(lua({ parameters: [item] }, { match: PathMatch.REGEX }, KongVersion.V3_9, '/items/(?<item>[0-9]+)$')).toContain('captures["item"]');
    expect(() => lua({ parameters: [item] })).toThrow("path parameter 'item' is not captured by the path /: expected a regex path with (?<item>…)");
  });

  test.each<[RequestSchemaProps, RegExp]>([
    [{ body: JsonSchema.fromObject({ type: 'object', properties: { a: { $dynamicRef: '#a' } } }) },
      /^body: json schema at #\/properties\/a: the keyword '\$dynamicRef' is not compiled to lua; .* \[test\/api\/root-post\]$/],
    [{ body: JsonSchema.fromObject({ type: 'array', items: { type: 'string', format: 'idn-email' } }) }, /^body: json schema at #\/items: the format 'idn-email' is not enforced; .* \[test\/api\/root-post\]$/],
    [{ parameters: [parameter({ schema: JsonSchema.fromObject({ type: 'string', unevaluatedItems: false }) })] }, /^query parameter 'page': json schema at #: the keyword 'unevaluatedItems' is not compiled to lua; .* \[test\/api\/root-post\]$/],
    [{ parameters: [parameter({ schema: JsonSchema.fromObject({ type: 'object' }) })] }, /^query parameter 'page' has a schema of type "object": expected one of .* \[test\/api\/root-post\]$/],
  ])('fails for %j, and says where', (props, text) => {
    expect(() => lua(props)).toThrow(text);
  });

  test('fails where no functions run', () => {
    const gateway = { ...OSS, untrustedLua: UntrustedLua.OFF, settings: { KONG_UNTRUSTED_LUA: 'off' } };
    const route = { ...POST, requestSchema: RequestSchema.of({ body: BODY }) };
    expect(() => render({ gateway, authentication: PublicAccess.because('anybody may order'), route }))
      .toThrow('untrusted_lua is off: expected a gateway that runs functions, for request-validation; leave untrustedLua out [test/api/root-post]');
  });

  test('one schema is compiled once for all routes that read as much', () => {
    const schema = RequestSchema.of({ body: BODY });
    const facts = { gateway: KongGateway.of(testChart()), publicAccess: false, cors: false, credentialHeaders: [], api: 'shop/api', identity: [] };
    const [one, two, other] = [undefined, undefined, BodySize.kibibytes(1)].map(bodyLimit => schema._chunks({ ...facts, bodyLimit })[0]);
    expect([one === two, one === other]).toEqual([true, false]);
  });
});

test.each<RequestSchemaProps>([{}, { parameters: [] }])('fails for %j, which validates nothing', props => {
  expect(() => RequestSchema.of(props)).toThrow('request schema has neither body nor parameters: expected something to validate; give one of them');
});

test('fails for a size of bodies that are not read', () => {
  expect(() => RequestSchema.of({ parameters: [parameter()], maxBodySize: BodySize.mebibytes(1) })).toThrow('request schema has maxBodySize and no body: no body would be read; give body, or leave maxBodySize out');
});

test('fails for a size that would take a worker too much', () => {
  expect(() => RequestSchema.of({ body: BODY, maxBodySize: BodySize.mebibytes(11) }))
    .toThrow('maxBodySize is 11 MiB: expected at most 10 MiB, since a worker holds a body many times over while it validates it; lower it');
});

test('fails for a size that is none', () => {
  expect(() => RequestSchema.of({ body: BODY, maxBodySize: 1024 as any })).toThrow('maxBodySize is 1024: expected a BodySize; write BodySize.mebibytes(1)');
});

test('fails for a parameter of the path that is not captured', () => {
  expect(() => config({ parameters: [parameter({ name: 'item', location: ParameterIn.PATH })] })).toThrow('path parameter \'item\' is not captured by the path /: '
    + "expected a regex path with (?<item>…); write for instance '/items/(?<item>[0-9]+)$' with PathMatch.REGEX [test/api/root-post]");
});

test('fails for a parameter of the path that is optional', () => {
  expect(() => RequestSchema.of({ parameters: [parameter({ name: 'item', location: ParameterIn.PATH, required: false })] }))
    .toThrow("path parameter 'item' is optional: a path that matches has it; leave required out");
});

test('fails for a parameter without a type', () => {
  expect(() => RequestSchema.of({ parameters: [parameter({ schema: JsonSchema.fromObject({ enum: ['a', 'b'] }) })] }))
    .toThrow("query parameter 'page' has a schema without a type: kong could not read the text of its value; add for instance type: 'string'");
});

test('fails for a parameter that is given twice', () => {
  expect(() => RequestSchema.of({ parameters: [parameter(), parameter()] })).toThrow("query parameter 'page' is given twice: expected one schema; remove one");
});

test('fails for a header that is given twice in another letter case', () => {
  const header = (name: string) => parameter({ name, location: ParameterIn.HEADER });
  expect(() => RequestSchema.of({ parameters: [header('X-A'), header('x-a')] })).toThrow("header parameter 'x-a' is given twice");
});

test('one name may be in the query and in a header', () => {
  expect(() => RequestSchema.of({ parameters: [parameter(), parameter({ location: ParameterIn.HEADER })] })).not.toThrow();
});

test.each(['', 'a b'])('fails for the parameter name %j', name => {
  expect(() => RequestSchema.of({ parameters: [parameter({ name })] })).toThrow(`query parameter has the name '${name}': expected a name without spaces; correct it`);
});

test('another schema loosens an enforced one', () => {
  expect(RequestSchema.of({ body: BODY })._loosens(RequestSchema.of({ body: BODY }))).toBe('a request schema that is enforced may not be replaced');
});

test('the same schema loosens nothing', () => {
  const schema = RequestSchema.of({ body: BODY });
  expect(schema._loosens(schema)).toBeUndefined();
});
