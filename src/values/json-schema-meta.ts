import { JsonSchemaDraft } from './json-schema-draft';

/** The part of a compiled Ajv schema that is used here. */
interface Validate {
  (data: unknown): unknown;
  readonly errors?: { readonly instancePath: string; readonly message?: string }[] | null;
}

const compiled = new Map<JsonSchemaDraft, Validate>();

/**
 * What is wrong with a schema by the meta-schema of a draft; undefined if it is a schema of that draft.
 *
 * @internal
 */
export function metaProblem(schema: object, draft: JsonSchemaDraft): string | undefined {
  const validate = compiled.get(draft) ?? compileMeta(draft);
  compiled.set(draft, validate);
  if (validate(schema) === true) { return undefined; }
  const { instancePath, message } = validate.errors![0];
  return `json schema at #${instancePath} is not valid in ${draft}: ${message}; ${hintOf(`${instancePath}: ${message}`, draft)}`;
}

/* eslint-disable @typescript-eslint/no-require-imports -- ajv takes longer to load than the rest of this package, and most programs never check a schema */
function compileMeta(draft: JsonSchemaDraft): Validate {
  const options = { strict: false, logger: false, validateFormats: false };
  switch (draft) {
    case JsonSchemaDraft.DRAFT4:
      return new (require('ajv-draft-04').default)(options).getSchema('http://json-schema.org/draft-04/schema');
    case JsonSchemaDraft.DRAFT6:
      return new (require('ajv').default)(options)
        .addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'))
        .getSchema('http://json-schema.org/draft-06/schema');
    case JsonSchemaDraft.DRAFT7:
      return new (require('ajv').default)(options).getSchema('http://json-schema.org/draft-07/schema');
    case JsonSchemaDraft.DRAFT201909:
      return new (require('ajv/dist/2019').default)(options).getSchema('https://json-schema.org/draft/2019-09/schema');
    default:
      return new (require('ajv/dist/2020').default)(options).getSchema('https://json-schema.org/draft/2020-12/schema');
  }
}
/* eslint-enable @typescript-eslint/no-require-imports */

/** What to do about the mistakes that come from another draft. */
function hintOf(problem: string, draft: JsonSchemaDraft): string {
  const draft4 = draft === JsonSchemaDraft.DRAFT4;
  if (/\bexclusive(Maximum|Minimum)\b/.test(problem)) {
    return draft4 ? 'write it as true beside "maximum" or "minimum" with the number' : 'write it as the number';
  }
  if (/\/items:/.test(problem) && draft === JsonSchemaDraft.DRAFT202012) { return 'write a list of schemas as "prefixItems"'; }
  if (/\/required:/.test(problem)) { return 'write the list of required names beside "properties"'; }
  return 'correct it, or choose the draft that it is written for';
}
