import { EE_3_14, EE_3_9, errors } from '../targets';

test('something to validate is needed', () => {
  expect(errors('request-validator', { allowed_content_types: ['application/json'] }, EE_3_9)).toEqual([
    'request-validator sets neither config.body_schema nor config.parameter_schema; expected one of them; set config.body_schema',
  ]);
});

describe('body_schema', () => {
  test('is json', () => {
    expect(errors('request-validator', { version: 'draft4', body_schema: '{type: object}' }, EE_3_9)).toEqual([
      'request-validator config.body_schema is not json; expected a schema as json text; write JSON.stringify(schema)',
    ]);
  });

  test('is a list in the dialect kong, which is the default', () => {
    const text = 'request-validator config.body_schema is no json array while config.version is kong; expected an array, or a draft; set config.version to';
    expect(errors('request-validator', { body_schema: '{}' }, EE_3_9)).toEqual([`${text} draft4`]);
    expect(errors('request-validator', { version: 'kong', body_schema: '{}' }, EE_3_14)).toEqual([`${text} draft7`]);
    expect(errors('request-validator', { body_schema: '[{"a":{},"b":{}}]' }, EE_3_9)).toEqual([
      'request-validator config.body_schema has an entry that is not {"<field>":{...}}; expected one field per entry; write it so',
    ]);
  });

  test('is an object in every draft', () => {
    expect(errors('request-validator', { version: 'draft4', body_schema: '[]' }, EE_3_9)).toEqual([
      'request-validator config.body_schema is not a json object while config.version is draft4; expected a json schema; write an object',
    ]);
  });

  test('is not looked at when a patch fills it', () => {
    expect(errors('request-validator', { version: 'draft4' }, EE_3_9, { patchedPaths: ['/body_schema'] })).toEqual([]);
  });
});

describe('parameter_schema', () => {
  const parameter = { in: 'query', name: 'page', required: true };
  const check = (more: object) => errors('request-validator', { parameter_schema: [{ ...parameter, ...more }] }, EE_3_9);

  test('schema, style and explode go together', () => {
    expect(check({ schema: '{"type":"integer"}' })).toEqual([
      'request-validator config.parameter_schema[0] sets schema alone; expected schema, style and explode together; set all three or none',
    ]);
    expect(check({ schema: '{"type":"integer"}', style: 'form' })).toEqual([
      'request-validator config.parameter_schema[0] sets schema and style alone; expected schema, style and explode together; set all three or none',
    ]);
  });

  test('a schema is a json object with a type', () => {
    expect(check({ schema: 'integer', style: 'form', explode: true })).toEqual([
      'request-validator config.parameter_schema[0].schema is not a json object; expected a draft4 schema as json text; write JSON.stringify(schema)',
    ]);
    expect(check({ schema: '{"minimum":1}', style: 'form', explode: true })).toEqual([
      'request-validator config.parameter_schema[0].schema has no type; expected one at the top level; add it',
    ]);
  });
});
