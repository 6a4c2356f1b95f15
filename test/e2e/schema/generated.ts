import * as fc from 'fast-check';
import { JsonSchemaDraft } from '../../../src/values';

/**
 * Names, texts and numbers are few, so that schemas and documents speak of the same ones. No number is beyond 1e21, which ajv never takes
 * for a multiple of anything; the official suite has one.
 */
const NAME = fc.constantFrom('a', 'b', 'ab', 'é');
const TEXT = fc.constantFrom('', 'a', 'b', 'ab', 'abc', 'é', '😀', '😀b', '1', 'a\nb', 'a\n', ' ', '\u0000', '~/"\\');
const NUMBER = fc.constantFrom(0, 1, 2, 3, -1, 10, 1.5, 0.1, 0.3, 1e10, 9007199254740993, 1e20, -0.5, 4e-7);
const COUNT = fc.integer({ min: 0, max: 3 });
const PATTERN = fc.constantFrom('^a', 'b$', '^[a-c]*$', '^.{2}$', '\\d', '^\\w+$', 'é', '^(?:a|bc?)$', '^\\S$', '^[^a]', '\\bb', '^(?=a)', '^(?!a)', '^\\p{L}+$', '^.$', '^$', '😀');
const TYPE = fc.constantFrom('null', 'boolean', 'number', 'integer', 'string', 'array', 'object');

/** A document. */
export const DOCUMENT: fc.Arbitrary<unknown> = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(fc.constant(null), fc.boolean(), NUMBER, TEXT),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof({ weight: 4, arbitrary: NAME }, { weight: 1, arbitrary: TEXT }), tie('value'), { maxKeys: 4 }),
  ),
})).value;

const SIMPLE = fc.oneof(fc.constant(null), fc.boolean(), NUMBER, TEXT, fc.constant([]), fc.constant({}), fc.constant([1]), fc.constant({ a: 1 }));

/** A schema of a draft, of every keyword that is compiled but `format`, which the drafts leave open. */
export function schemas(draft: JsonSchemaDraft): fc.Arbitrary<unknown> {
  const modern = draft === JsonSchemaDraft.DRAFT202012;
  const { schema } = fc.letrec(tie => {
    const inner = tie('schema');
    const map = fc.dictionary(NAME, inner, { minKeys: 1, maxKeys: 3 });
    const list = fc.array(inner, { minLength: 1, maxLength: 3 });
    const names = fc.uniqueArray(NAME, { maxLength: 2 });
    const one = (keyword: string, value: fc.Arbitrary<unknown>) => value.map(v => ({ [keyword]: v }));
    const keywords = [
      one('type', TYPE), one('type', TYPE), one('type', fc.uniqueArray(TYPE, { minLength: 1, maxLength: 3 })), one('const', SIMPLE),
      one('enum', fc.uniqueArray(SIMPLE, { minLength: 1, maxLength: 5, selector: v => JSON.stringify(v) })),
      one('minimum', NUMBER), one('maximum', NUMBER), one('exclusiveMinimum', NUMBER), one('exclusiveMaximum', NUMBER),
      one('multipleOf', fc.constantFrom(1, 2, 0.5, 0.1, 3)),
      one('minLength', COUNT), one('maxLength', COUNT), one('pattern', PATTERN),
      one('required', names), one('properties', map), one('properties', map), one('additionalProperties', inner), one('propertyNames', inner),
      one('patternProperties', fc.dictionary(PATTERN, inner, { minKeys: 1, maxKeys: 2 })), one('minProperties', COUNT), one('maxProperties', COUNT),
      one('minItems', COUNT), one('maxItems', COUNT), one('uniqueItems', fc.boolean()), one('items', inner),
      one('allOf', list), one('anyOf', list), one('oneOf', list), one('not', inner),
      fc.record({ if: inner, then: inner, else: inner }, { requiredKeys: ['if', 'then'] }),
      ...modern
        ? [
          one('prefixItems', list), fc.record({ contains: inner, minContains: COUNT, maxContains: COUNT }, { requiredKeys: ['contains'] }),
          one('dependentRequired', fc.dictionary(NAME, names, { maxKeys: 2 })), one('dependentSchemas', map),
        ]
        : [
          fc.record({ items: list, additionalItems: inner }, { requiredKeys: ['items'] }), one('contains', inner),
          one('dependencies', fc.dictionary(NAME, fc.oneof(names, inner), { maxKeys: 2 })),
        ],
    ];
    const combined = fc.array(fc.oneof(...keywords), { minLength: 1, maxLength: 4 }).map(parts => withoutMistake(Object.assign({}, ...parts)));
    return {
      schema: fc.oneof({ maxDepth: 3 }, { weight: 2, arbitrary: fc.constantFrom<any>(true, false, {}, { type: 'string' }, { type: 'integer' }, { $ref: '#/definitions/x' }) },
        { weight: 5, arbitrary: combined }),
    };
  });
  return fc.record({ x: schema, main: schema }).map(({ x, main }) => ({ allOf: [main], definitions: { x } }));
}

/** Ajv 8 accepts the empty array where `contains` stands beside a schema for each of the first items; the official suite does not look there. */
function withoutMistake(schema: any): unknown {
  if (Array.isArray(schema.items) || schema.prefixItems) {
    for (const keyword of ['contains', 'minContains', 'maxContains']) { delete schema[keyword]; }
  }
  return schema;
}
