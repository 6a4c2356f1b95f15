import { JsonSchemaDraft } from './json-schema-draft';

/** A keyword of JSON Schema. */
export interface Keyword {
  /** The first draft that knows it. By default draft 4. */
  readonly from?: JsonSchemaDraft;
  /** The last draft that knows it. By default 2020-12. */
  readonly until?: JsonSchemaDraft;
  /** Where it holds schemas: it is one, a list of them, a map of them. By default it holds none. */
  readonly holds?: 'schema' | 'list' | 'map';
  /** Whether those schemas judge the very value that this schema judges. */
  readonly inPlace?: boolean;
  /** Whether it judges nothing, so that no harm is done where it is ignored. */
  readonly note?: boolean;
  /** One of these keywords must stand beside it, else it is ignored. */
  readonly needs?: string[];
}

const { DRAFT4, DRAFT6, DRAFT7, DRAFT201909, DRAFT202012 } = JsonSchemaDraft;

/** The drafts, oldest first. */
export const DRAFTS = [DRAFT4, DRAFT6, DRAFT7, DRAFT201909, DRAFT202012];

/** The addresses by which a schema names its draft in `$schema`, without scheme and trailing `#`. */
export const SCHEMA_URIS: { readonly [uri: string]: JsonSchemaDraft } = {
  'json-schema.org/draft-04/schema': DRAFT4,
  'json-schema.org/draft-06/schema': DRAFT6,
  'json-schema.org/draft-07/schema': DRAFT7,
  'json-schema.org/draft/2019-09/schema': DRAFT201909,
  'json-schema.org/draft/2020-12/schema': DRAFT202012,
};

/** Every keyword that some draft enforces or that is harmless; `$anchor` and its like are not here because Kong documents none of them. */
export const KEYWORDS: { readonly [name: string]: Keyword } = {
  $ref: {},
  $schema: { note: true },
  id: { until: DRAFT4, note: true },
  $id: { from: DRAFT6, note: true },
  $comment: { from: DRAFT7, note: true },
  definitions: { holds: 'map', note: true },
  $defs: { from: DRAFT201909, holds: 'map', note: true },

  title: { note: true },
  description: { note: true },
  default: { note: true },
  examples: { from: DRAFT6, note: true },
  readOnly: { from: DRAFT7, note: true },
  writeOnly: { from: DRAFT7, note: true },
  deprecated: { from: DRAFT201909, note: true },

  type: {},
  enum: {},
  const: { from: DRAFT6 },
  format: {},

  allOf: { holds: 'list', inPlace: true },
  anyOf: { holds: 'list', inPlace: true },
  oneOf: { holds: 'list', inPlace: true },
  not: { holds: 'schema', inPlace: true },
  if: { from: DRAFT7, holds: 'schema', inPlace: true, needs: ['then', 'else'] },
  then: { from: DRAFT7, holds: 'schema', inPlace: true, needs: ['if'] },
  else: { from: DRAFT7, holds: 'schema', inPlace: true, needs: ['if'] },

  multipleOf: {},
  maximum: {},
  exclusiveMaximum: {},
  minimum: {},
  exclusiveMinimum: {},

  maxLength: {},
  minLength: {},
  pattern: {},

  items: { holds: 'list' },
  prefixItems: { from: DRAFT202012, holds: 'list' },
  additionalItems: { until: DRAFT201909, holds: 'schema', needs: ['items'] },
  unevaluatedItems: { from: DRAFT201909, holds: 'schema' },
  contains: { from: DRAFT6, holds: 'schema' },
  minContains: { from: DRAFT201909, needs: ['contains'] },
  maxContains: { from: DRAFT201909, needs: ['contains'] },
  maxItems: {},
  minItems: {},
  uniqueItems: {},

  properties: { holds: 'map' },
  patternProperties: { holds: 'map' },
  additionalProperties: { holds: 'schema' },
  unevaluatedProperties: { from: DRAFT201909, holds: 'schema' },
  propertyNames: { from: DRAFT6, holds: 'schema' },
  maxProperties: {},
  minProperties: {},
  required: {},
  dependencies: { until: DRAFT7, holds: 'map', inPlace: true },
  dependentRequired: { from: DRAFT201909 },
  dependentSchemas: { from: DRAFT201909, holds: 'map', inPlace: true },
};

/**
 * Whether a draft knows a keyword. Keywords that begin with `x-` are remarks in any draft.
 *
 * @internal
 */
export function knows(draft: JsonSchemaDraft, name: string): boolean {
  if (name.startsWith('x-')) { return true; }
  if (!Object.hasOwn(KEYWORDS, name)) { return false; }
  const { from, until } = KEYWORDS[name];
  const at = DRAFTS.indexOf(draft);
  return at >= DRAFTS.indexOf(from ?? DRAFT4) && at <= DRAFTS.indexOf(until ?? DRAFT202012);
}

/**
 * What to write instead of a keyword that a draft does not know.
 *
 * @internal
 */
export function replacementOf(name: string, value: unknown): string {
  switch (name) {
    case 'const': return `write "enum": [${JSON.stringify(value)}]`;
    case 'id': return 'write "$id"';
    case '$id': return 'write "id"';
    case '$defs': return 'write "definitions", also in each "$ref"';
    case 'examples':
    case 'example':
    case '$comment':
    case 'deprecated':
    case 'readOnly':
    case 'writeOnly': return 'leave it out or say it in "description"';
    case 'if':
    case 'then':
    case 'else': return 'write "anyOf" with one schema per case';
    case 'prefixItems': return 'write "items" with the list of schemas';
    case 'additionalItems': return 'write "prefixItems" for the first items and "items" for the rest';
    case 'dependencies': return 'write "dependentRequired" or "dependentSchemas"';
    case 'dependentRequired':
    case 'dependentSchemas': return 'write "dependencies"';
    case 'unevaluatedProperties': return 'write "additionalProperties"';
    case 'nullable': return 'write "type" with a list that has "null" in it';
    case 'contentEncoding':
    case 'contentMediaType':
    case 'contentSchema': return 'write a "pattern"';
    case '$anchor':
    case '$dynamicAnchor':
    case '$dynamicRef':
    case '$recursiveAnchor':
    case '$recursiveRef': return 'write "$ref" with a json pointer, as in "#/definitions/address"';
    default: return 'correct its spelling, leave it out, or choose a draft that knows it';
  }
}
