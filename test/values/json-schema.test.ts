import Ajv from 'ajv';
import Ajv2019 from 'ajv/dist/2019';
import Ajv2020 from 'ajv/dist/2020';
import draft6 from 'ajv/dist/refs/json-schema-draft-06.json';
import Ajv04 from 'ajv-draft-04';
import * as fc from 'fast-check';
import { JsonSchema, JsonSchemaDraft } from '../../src/values';

const { DRAFT4, DRAFT6, DRAFT7, DRAFT201909, DRAFT202012 } = JsonSchemaDraft;
const drafts = Object.values(JsonSchemaDraft);

const render = (schema: { [key: string]: any }, draft = DRAFT4) => JsonSchema.fromObject(schema).render(draft);
const property = (schema: unknown) => ({ type: 'object', properties: { a: schema } });
const rendered = (schema: unknown, draft = DRAFT4) => JSON.parse(render(property(schema), draft)).properties.a;

const customer = {
  type: 'object',
  required: ['name', 'kind'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 100 },
    kind: { enum: ['person', 'company'] },
    address: { $ref: '#/definitions/address' },
  },
  definitions: { address: { type: 'object', properties: { zip: { type: 'string', pattern: '^[0-9]{5}$' } } } },
};

describe('a schema that says only what is enforced', () => {
  test.each(drafts)('is rendered for %s as it is', (draft) => {
    expect(render(customer, draft)).toBe(JSON.stringify(customer));
    expect(JsonSchema.kongVersionOf(draft)).toBe(draft);
  });

  test('may be given as json text', () => {
    expect(JsonSchema.fromJson(JSON.stringify(customer)).render(DRAFT7)).toBe(JSON.stringify(customer));
  });

  test('is a copy that later changes do not reach', () => {
    const source = { type: 'object', required: ['a'] };
    const schema = JsonSchema.fromObject(source);
    source.required.pop();

    expect(schema.render(DRAFT4)).toBe('{"type":"object","required":["a"]}');
  });

  test('may name its draft, any way its address is written', () => {
    expect(() => render({ $schema: 'http://json-schema.org/draft-04/schema#', ...customer }, DRAFT4)).not.toThrow();
    expect(() => render({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...customer }, DRAFT202012)).not.toThrow();
  });

  test('may have properties named like keywords, and remarks', () => {
    const schema = { 'type': 'object', 'x-owner': 'crm', 'properties': { const: { type: 'string' }, $schema: {}, id: {}, __proto_: {} }, 'default': { if: 1 } };

    expect(render(schema)).toBe(JSON.stringify(schema));
  });

  test('may have a property named __proto__', () => {
    const text = '{"type":"object","properties":{"__proto__":{"type":"string","format":"uuid"}}}';

    expect(JsonSchema.fromJson(text).render(DRAFT4)).toMatch(/"__proto__":\{"type":"string","pattern":/);
  });

  test('may lead back to itself inside a value', () => {
    const tree = { type: 'object', properties: { children: { type: 'array', items: { $ref: '#' } } } };

    expect(render(tree)).toBe(JSON.stringify(tree));
  });

  test('may refer to any schema in it, by any spelling of the pointer', () => {
    const schema = { type: 'object', definitions: { 'a/b c': {} }, properties: { a: { $ref: '#/definitions/a~1b%20c' }, b: { $ref: '#/properties/a' } } };

    expect(() => render(schema)).not.toThrow();
  });
});

describe('every body', () => {
  test.each([
    [{}],
    [{ title: 'Anything' }],
    [{ definitions: { a: { type: 'object' } } }],
  ])('fails on %j, which accepts it', (schema) => {
    expect(() => JsonSchema.fromObject(schema)).toThrow(new Error(
      'json schema: this schema accepts every body; say what a body must be, beginning with "type": "object"'));
  });

  test.each([
    [{ required: ['a'], properties: { a: {} } }],
    [{ type: ['object', 'array', 'string', 'number', 'boolean', 'null'] }],
    [{ anyOf: [{ type: 'object' }, { required: ['a'] }] }],
    [{ allOf: [{ $ref: '#/definitions/a' }, { $ref: '#/definitions/a' }], definitions: { a: {} } }],
  ])('fails on %j, which accepts it if it is of another type', (schema) => {
    expect(() => JsonSchema.fromObject(schema)).toThrow(new Error(
      'json schema: this schema accepts every body of a type that it says nothing about, because it names no type; add "type": "object"'));
  });

  test.each([
    [{ type: ['object', 'array'] }],
    [{ enum: [1] }],
    [{ allOf: [{ $ref: '#/definitions/a' }, {}], definitions: { a: { type: 'object' } } }],
    [{ oneOf: [{ type: 'object' }, { type: 'array' }] }],
  ])('is narrowed by %j', (schema) => {
    expect(() => JsonSchema.fromObject(schema)).not.toThrow();
  });
});

describe('data that json cannot say', () => {
  test.each([
    [undefined, 'undefined'],
    [NaN, 'NaN'],
    [() => 1, 'a function'],
    [new Date(0), 'an object of class Date'],
  ])('fails on %p', (value, name) => {
    expect(() => JsonSchema.fromObject({ 'type': 'string', 'x-a/b': [value] })).toThrow(new Error(
      `json schema at #/x-a~1b/0 is ${name}, which json cannot say; write plain json data`));
  });

  test('fails on an object that contains itself', () => {
    const schema: any = { type: 'object', properties: {} };
    schema.properties.a = schema;

    expect(() => JsonSchema.fromObject(schema)).toThrow(new Error('json schema at #/properties/a contains itself; write "$ref" with a json pointer'));
  });

  test('fails on anything but an object', () => {
    expect(() => JsonSchema.fromJson('true')).toThrow(new Error(
      'expected a json schema that is an object, got true; write it as { "type": "object", … }'));
  });

  test('fails on text that is not json', () => {
    expect(() => JsonSchema.fromJson('{')).toThrow(
      /^expected a json schema as json text, got text that does not parse: .+; correct it or use JsonSchema\.fromObject$/);
  });
});

describe('the draft', () => {
  test('fails if the schema names another one', () => {
    expect(() => render({ $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' })).toThrow(new Error(
      'json schema at #/$schema names draft7, and the gateway is to validate with draft4; write the schema for draft4 and leave out "$schema", '
      + 'or use a gateway that validates with draft7'));
    expect(() => render({ $schema: 'http://example.com', type: 'object' })).toThrow(new Error(
      'json schema at #/$schema names the unknown draft "http://example.com", and the gateway is to validate with draft4; '
      + 'write the schema for draft4 and leave out "$schema"'));
  });

  test.each([
    [{ type: 'strng' }, DRAFT7, 'json schema at #/properties/a/type is not valid in draft7: must be equal to one of the allowed values; '
      + 'correct it, or choose the draft that it is written for'],
    [{ exclusiveMaximum: 5 }, DRAFT4, 'json schema at #/properties/a is not valid in draft4: must have property maximum when property exclusiveMaximum is present; '
      + 'write it as true beside "maximum" or "minimum" with the number'],
    [{ maximum: 5, exclusiveMaximum: true }, DRAFT6, 'json schema at #/properties/a/exclusiveMaximum is not valid in draft6: must be number; '
      + 'write it as the number'],
    [{ required: true }, DRAFT4, 'json schema at #/properties/a/required is not valid in draft4: must be array; '
      + 'write the list of required names beside "properties"'],
    [{ items: [{}] }, DRAFT202012, 'json schema at #/properties/a/items is not valid in draft202012: must be object,boolean; '
      + 'write a list of schemas as "prefixItems"'],
  ])('fails if %j is no schema of it', (schema, draft, message) => {
    expect(() => render(property(schema), draft)).toThrow(new Error(message));
  });

  test.each([
    ['const', 1, DRAFT4, 'write "enum": [1]'],
    ['if', {}, DRAFT6, 'write "anyOf" with one schema per case'],
    ['then', {}, DRAFT6, 'write "anyOf" with one schema per case'],
    ['else', {}, DRAFT6, 'write "anyOf" with one schema per case'],
    ['examples', [1], DRAFT4, 'leave it out or say it in "description"'],
    ['$comment', 'x', DRAFT6, 'leave it out or say it in "description"'],
    ['contains', {}, DRAFT4, 'correct its spelling, leave it out, or choose a draft that knows it'],
    ['$defs', {}, DRAFT7, 'write "definitions", also in each "$ref"'],
    ['$id', 'http://a/b', DRAFT4, 'write "id"'],
    ['id', 'http://a/b', DRAFT6, 'write "$id"'],
    ['dependentRequired', {}, DRAFT7, 'write "dependencies"'],
    ['dependencies', {}, DRAFT201909, 'write "dependentRequired" or "dependentSchemas"'],
    ['prefixItems', [{}], DRAFT201909, 'write "items" with the list of schemas'],
    ['additionalItems', {}, DRAFT202012, 'write "prefixItems" for the first items and "items" for the rest'],
    ['unevaluatedProperties', false, DRAFT7, 'write "additionalProperties"'],
    ['contentEncoding', 'base64', DRAFT7, 'write a "pattern"'],
    ['$anchor', 'a', DRAFT201909, 'write "$ref" with a json pointer, as in "#/definitions/address"'],
    ['nullable', true, DRAFT4, 'write "type" with a list that has "null" in it'],
    ['requried', ['a'], DRAFT202012, 'correct its spelling, leave it out, or choose a draft that knows it'],
    ['constructor', 1, DRAFT4, 'correct its spelling, leave it out, or choose a draft that knows it'],
  ])('fails on %s with %j, which %s does not enforce', (keyword, value, draft, fix) => {
    expect(() => render(property({ [keyword]: value }), draft)).toThrow(new Error(
      `json schema at #/properties/a: ${draft} does not enforce the keyword '${keyword}'; ${fix}`));
  });

  test('reaches every schema inside', () => {
    const odd = { odd: 1 };
    for (const [draft, schema] of [
      [DRAFT4, { items: odd }], [DRAFT4, { items: [odd] }], [DRAFT4, { items: [{}], additionalItems: odd }], [DRAFT4, { not: odd }],
      [DRAFT4, { allOf: [odd] }], [DRAFT4, { anyOf: [odd] }], [DRAFT4, { oneOf: [odd] }], [DRAFT4, { dependencies: { a: odd } }],
      [DRAFT4, { patternProperties: { a: odd } }], [DRAFT4, { additionalProperties: odd }], [DRAFT4, { definitions: { a: odd } }],
      [DRAFT7, { if: odd, then: {} }], [DRAFT7, { if: {}, then: odd }], [DRAFT7, { if: {}, else: odd }], [DRAFT7, { propertyNames: odd }],
      [DRAFT7, { contains: odd }], [DRAFT202012, { prefixItems: [odd] }], [DRAFT202012, { dependentSchemas: { a: odd } }],
      [DRAFT202012, { unevaluatedItems: odd }], [DRAFT202012, { unevaluatedProperties: odd }], [DRAFT202012, { $defs: { a: odd } }],
    ] as [JsonSchemaDraft, any][]) {
      expect(() => render({ type: ['object', 'array'], ...schema }, draft)).toThrow(/: draft.* does not enforce the keyword 'odd'/);
    }
  });

  test.each([
    [{ then: {} }, DRAFT7, "'then' is ignored without 'if'; add that or leave it out"],
    [{ enum: [] }, DRAFT202012, "'enum' is empty, so that no value is accepted; list the values or leave it out"],
    [{ if: {} }, DRAFT7, "'if' is ignored without 'then' or 'else'; add that or leave it out"],
    [{ minContains: 1 }, DRAFT202012, "'minContains' is ignored without 'contains'; add that or leave it out"],
    [{ items: {}, additionalItems: false }, DRAFT4, "'additionalItems' is ignored unless 'items' is a list; write a list or leave it out"],
    [{ id: 'http://a/b' }, DRAFT4, "'id' inside a schema changes what a \"$ref\" means; leave it out"],
    [{ pattern: '(' }, DRAFT4, "the pattern '(' does not compile: Invalid regular expression: /(/: Unterminated group; escape what is meant literally"],
    [{ patternProperties: { '(': {} } }, DRAFT4,
      "the pattern '(' does not compile: Invalid regular expression: /(/: Unterminated group; escape what is meant literally"],
    [{ pattern: '^\\u00e9$' }, DRAFT4,
      "the pattern '^\\u00e9$' has '\\u', which kong's regular expressions (pcre) do not know; write the character itself"],
  ])('fails on %j, which would not do what it says', (schema, draft, message) => {
    expect(() => render(property(schema), draft)).toThrow(new Error(`json schema at #/properties/a: ${message}`));
  });
});

describe('a reference', () => {
  test.each([
    ['http://example.com/a.json', "leaves the schema, and kong fetches nothing; copy that schema into \"definitions\" and refer to it as '#/definitions/…'"],
    ['#/definitions/b', "leads to no schema; expected the json pointer of one, as in '#/definitions/address'"],
    ['#/properties/a/enum/0', "leads to no schema; expected the json pointer of one, as in '#/definitions/address'"],
    ['#anchor', "leads to no schema; expected the json pointer of one, as in '#/definitions/address'"],
    ['#/%', "leads to no schema; expected the json pointer of one, as in '#/definitions/address'"],
  ])('fails if it is %s', ($ref, message) => {
    expect(() => render({ type: 'object', properties: { a: { enum: [{}] }, b: { $ref } } })).toThrow(new Error(
      `json schema at #/properties/b: "$ref" to '${$ref}' ${message}`));
  });

  test('fails if it is no text', () => {
    expect(() => render(property({ $ref: 5 }))).toThrow(new Error(
      'json schema at #/properties/a: "$ref" is 5; expected a json pointer, as in \'#/definitions/address\''));
  });

  test('fails with a keyword beside it that old drafts ignore', () => {
    const schema = { type: 'object', definitions: { a: {} }, properties: { a: { $ref: '#/definitions/a', description: 'x', maxLength: 5 } } };

    expect(() => render(schema, DRAFT7)).toThrow(new Error(
      'json schema at #/properties/a: draft7 ignores \'maxLength\' beside "$ref"; write "allOf": [{"$ref": "#/definitions/a"}] in place of the "$ref"'));
    expect(() => render(schema, DRAFT201909)).not.toThrow();
  });

  test('fails if it leads back to itself without a step into the value', () => {
    const schema = { type: 'object', properties: { a: { $ref: '#/definitions/b' } }, definitions: { b: { anyOf: [{ $ref: '#/definitions/b' }, {}] } } };

    expect(() => render(schema)).toThrow(new Error('json schema at #/definitions/b: it leads back to itself by "$ref", which no validator can finish; '
      + 'put a "properties" or "items" between'));
  });
});

describe('a format', () => {
  test.each(['date', 'date-time', 'time'])('%s is left to Kong', (format) => {
    expect(rendered({ type: 'string', format })).toEqual({ type: 'string', format });
  });

  test.each([
    ['email', ['a@b.co', 'first.last+tag@mail.example.com'], ['a', 'a@b', '@b.co', 'a@b..co', 'a b@c.de', 'a@b.co\n', 'a..b@c.de', 'ü@b.co']],
    ['hostname', ['localhost', 'api.example.com'], ['-a', 'a_b', 'a.', '', `${'a.'.repeat(127)}a`, 'a\n']],
    ['ipv4', ['0.0.0.0', '255.255.255.255'], ['256.0.0.1', '1.2.3', '01.2.3.4', '1.2.3.4\n']],
    ['uri', ['https://example.com', 'http://localhost:8080/a?b=c#d'], ['ftp://example.com', 'example.com', 'https://a b', 'https://u:p@example.com']],
    ['uuid', ['123e4567-e89b-12d3-a456-426614174000'], ['123e4567e89b12d3a456426614174000', '123e4567-e89b-12d3-a456-426614174000\n']],
  ])('%s is enforced by a pattern', (format, good, bad) => {
    const { pattern, ...rest } = rendered({ type: 'string', format, maxLength: 300 });

    expect(rest).toEqual({ type: 'string', maxLength: 300 });
    expect(good.filter((text) => !new RegExp(pattern).test(text))).toEqual([]);
    expect(bad.filter((text) => new RegExp(pattern).test(text))).toEqual([]);
  });

  test('joins a pattern of the schema\'s own', () => {
    const { pattern } = rendered({ format: 'email' });

    expect(rendered({ format: 'email', pattern: '@example[.]com$' })).toEqual({ pattern: '@example[.]com$', allOf: [{ pattern }] });
    expect(rendered({ allOf: [{ minLength: 1 }], format: 'email', pattern: 'x' })).toEqual({ allOf: [{ minLength: 1 }, { pattern }], pattern: 'x' });
  });

  test('fails if Kong would ignore it', () => {
    expect(() => render(property({ format: 'ipv6' }))).toThrow(new Error(
      "json schema at #/properties/a: kong does not enforce the format 'ipv6'; write a \"pattern\" in its place "
      + '(enforced are date, date-time, email, hostname, ipv4, time, uri, uuid)'));
  });

  // Text that makes a pattern with nested repetition try for hours; jest's own time limit ends such a test.
  test('is judged without backtracking into the past', () => {
    for (const format of ['email', 'hostname', 'uri']) {
      const pattern = new RegExp(rendered({ format }).pattern);
      for (const text of [`${'a'.repeat(50000)}!`, `a@${'a.'.repeat(25000)}!`, `http://${'a-'.repeat(25000)}!`, `${'a.'.repeat(25000)}@`]) {
        expect(pattern.test(text)).toBe(false);
      }
    }
  });
});

/** Ajv in strict mode refuses every keyword and format that it would ignore. */
const strict = { strictSchema: true, strictTypes: false, strictTuples: false, strictRequired: false, logger: false } as const;
const oracles: { readonly [draft: string]: { compile(schema: any): unknown } } = {
  [DRAFT4]: new Ajv04(strict),
  [DRAFT6]: new Ajv(strict).addMetaSchema(draft6),
  [DRAFT7]: new Ajv(strict),
  [DRAFT201909]: new Ajv2019(strict),
  [DRAFT202012]: new Ajv2020(strict),
};

const schemas = fc.letrec((tie) => ({
  schema: fc.oneof({ depthSize: 'small' }, fc.constant({}), fc.record({
    type: fc.constantFrom('object', 'array', 'string', 'number', ['string', 'null'], 'text'),
    format: fc.constantFrom('email', 'uuid', 'uri', 'hostname', 'ipv4', 'ipv6'),
    pattern: fc.constantFrom('^a$', '(', '\\d'),
    const: fc.integer(),
    enum: fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 2 }),
    maximum: fc.integer(),
    exclusiveMaximum: fc.oneof(fc.boolean(), fc.integer()),
    items: fc.oneof(tie('schema'), fc.array(tie('schema'), { maxLength: 2 })),
    prefixItems: fc.array(tie('schema'), { maxLength: 2 }),
    properties: fc.dictionary(fc.constantFrom('a', 'b', 'const', '$ref'), tie('schema'), { maxKeys: 2 }),
    additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
    required: fc.array(fc.string(), { maxLength: 2 }),
    allOf: fc.array(tie('schema'), { maxLength: 2 }),
    if: tie('schema'),
    then: tie('schema'),
    dependencies: fc.dictionary(fc.constantFrom('a', 'b'), fc.oneof(tie('schema'), fc.array(fc.string(), { maxLength: 1 })), { maxKeys: 1 }),
    definitions: fc.dictionary(fc.constantFrom('a', 'b'), tie('schema'), { maxKeys: 2 }),
    $defs: fc.dictionary(fc.constantFrom('a', 'b'), tie('schema'), { maxKeys: 1 }),
    $ref: fc.constantFrom('#', '#/definitions/a', '#/$defs/a', '#/properties/a', 'http://x/'),
  }, { requiredKeys: [] }).chain((full) => fc.subarray(Object.keys(full), { maxLength: 3 }).map(
    (keys) => Object.fromEntries(keys.map((key) => [key, (full as any)[key]]))))),
}));

test('any object is rendered as a schema that a strict validator of the draft takes, or is an error', () => {
  const input = fc.oneof(
    schemas.schema.map((schema) => ({ type: 'object', ...(schema as object) })),
    schemas.schema,
    fc.dictionary(fc.string(), fc.jsonValue()),
  );
  let taken = 0;
  fc.assert(fc.property(input, fc.constantFrom(...drafts), (schema, draft) => {
    let text: string;
    try {
      text = render(schema as { [key: string]: any }, draft);
    } catch (error) {
      expect((error as Error).message).toMatch(/^(json schema|expected a json schema)/);
      return;
    }
    taken++;
    expect(text).not.toMatch(/"format":/);
    oracles[draft].compile(JSON.parse(text));
  }), { numRuns: 1000 });
  expect(taken).toBeGreaterThan(100);
});

test('any text is a schema or an error', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
    let schema: JsonSchema;
    try { schema = JsonSchema.fromJson(text); } catch (error) { expect((error as Error).message).toMatch(/^(expected a )?json schema/); return; }
    expect(() => schema.render(DRAFT7)).toThrow(/^json schema/);
  }));
});
