import { checkCloses, checkSchema } from './json-schema-check';
import { JsonSchemaDraft } from './json-schema-draft';
import { enforceFormat } from './json-schema-formats';
import { isNode, SchemaNode, schemasOf } from './json-schema-walk';

/**
 * What a request's body, or one of its parameters, must look like: a JSON Schema.
 *
 * A validator ignores what it does not understand. So a schema is rendered for the draft that the gateway validates
 * with, and everything in it that would not be enforced there is an error.
 */
export class JsonSchema {
  /**
   * The schema that an object says. The object is copied.
   *
   * @throws if it is not plain JSON data, and if it accepts every body.
   */
  public static fromObject(schema: { [key: string]: any }): JsonSchema {
    if (!isNode(schema)) {
      throw new Error(`expected a json schema that is an object, got ${JSON.stringify(schema)}; write it as { "type": "object", … }`);
    }
    const copy = frozenCopy(schema, '#', []) as SchemaNode;
    checkCloses(copy);
    return new JsonSchema(copy);
  }

  /**
   * The schema that a JSON text says.
   *
   * @throws if the text is not JSON, and if the schema accepts every body.
   */
  public static fromJson(text: string): JsonSchema {
    let schema: unknown;
    try {
      schema = JSON.parse(text);
    } catch (error) {
      throw new Error(`expected a json schema as json text, got text that does not parse: ${(error as Error).message}; correct it or use JsonSchema.fromObject`);
    }
    return JsonSchema.fromObject(schema as { [key: string]: any });
  }

  /** The word for a draft in `version` of request-validator: `draft4`, `draft6`, `draft7`, `draft201909` or `draft202012`. */
  public static kongVersionOf(draft: JsonSchemaDraft): string {
    return draft;
  }

  private constructor(private readonly schema: SchemaNode) {}

  /**
   * The JSON text for `body_schema`, or for `schema` of a parameter, of Kong Enterprise's request-validator.
   *
   * Kong enforces the formats `date`, `date-time` and `time` and no others. In place of `email`, `hostname`, `ipv4`,
   * `uri` (http and https only) and `uuid` the text has a pattern; patterns of the schema's own stay as they are.
   *
   * @param draft the draft that the gateway validates with: draft 4 before Kong 3.11, and for parameters in every version.
   * @throws if the schema is not valid in that draft, names another draft, or has a keyword, a format or a reference that
   * Kong would not enforce.
   */
  public render(draft: JsonSchemaDraft): string {
    checkSchema(this.schema, draft);
    const copy = JSON.parse(JSON.stringify(this.schema));
    for (const schema of schemasOf(copy).values()) {
      if (isNode(schema)) { enforceFormat(schema); }
    }
    return JSON.stringify(copy);
  }

  /**
   * A copy of the schema as it was given, for a compiler that checks for itself what it enforces.
   *
   * @internal
   */
  public _source(): SchemaNode {
    return JSON.parse(JSON.stringify(this.schema));
  }
}

/** A deep copy of JSON data that nobody can change. Anything that JSON would drop or rewrite is an error: it may be a limit. */
function frozenCopy(value: unknown, pointer: string, above: unknown[]): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) { return value; }
  if (above.includes(value)) { throw new Error(`json schema at ${pointer} contains itself; write "$ref" with a json pointer`); }
  if (Array.isArray(value)) { return Object.freeze(Array.from(value, (item, i) => frozenCopy(item, `${pointer}/${i}`, [...above, value]))); }
  if (!isNode(value) || !isPlain(value)) {
    throw new Error(`json schema at ${pointer} is ${describe(value)}, which json cannot say; write plain json data`);
  }
  // Entries, not assignments: a property may have the name `__proto__`.
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, item]) => [
    key, frozenCopy(item, `${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`, [...above, value]),
  ])));
}

/** Whether the object is of no class; `Object.prototype` itself is not compared, because another realm has another one. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describe(value: unknown): string {
  if (typeof value === 'object') { return `an object of class ${value!.constructor.name}`; }
  return typeof value === 'number' || value === undefined ? String(value) : `a ${typeof value}`;
}
