import { configOf, enterprise, pluginsOf, render } from './render';
import { JsonSchema, KongVersion, ParameterIn, PathMatch, RequestParameter, RequestSchema, RequestSchemaProps } from '../../src';

const BODY = JsonSchema.fromObject({ type: 'object', properties: { name: { type: 'string' } }, required: ['name'], additionalProperties: false });
const TEXT = JsonSchema.fromObject({ type: 'string', maxLength: 5 });
const POST = { methods: ['POST'] };

function config(props: RequestSchemaProps, version: KongVersion = KongVersion.V3_9, route: object = POST, path?: string): any {
  return configOf(render({ gateway: enterprise(version), route: { ...route, requestSchema: RequestSchema.of(props) }, path }), 'request-validator');
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
  const props: Required<RequestSchemaProps> = { body: BODY, parameters: [parameter({ required: false })], verbose: true };
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

test('fails at an open-source gateway', () => {
  expect(() => render({ route: { ...POST, requestSchema: RequestSchema.of({ body: BODY }) } })).toThrow('request-validator needs kong enterprise; '
    + 'this gateway is oss 3.9; validate in the backend, or set edition: KongEdition.ENTERPRISE [test/api/root-post]');
});

test.each<RequestSchemaProps>([{}, { parameters: [] }])('fails for %j, which validates nothing', props => {
  expect(() => RequestSchema.of(props)).toThrow('request schema has neither body nor parameters: expected something to validate; give one of them');
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
