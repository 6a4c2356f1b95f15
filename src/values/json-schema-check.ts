import { JsonSchemaDraft } from './json-schema-draft';
import { formatProblem } from './json-schema-formats';
import { DRAFTS, KEYWORDS, knows, replacementOf, SCHEMA_URIS } from './json-schema-keywords';
import { metaProblem } from './json-schema-meta';
import { childrenOf, isNode, pointerOf, SchemaNode, schemasOf } from './json-schema-walk';

/**
 * Checks that a validator of a draft enforces all that a schema says.
 *
 * @throws if it is no schema of that draft, or says anything that Kong would ignore or could not follow.
 * @internal
 */
export function checkSchema(root: SchemaNode, draft: JsonSchemaDraft): void {
  checkDraft(root.$schema, draft);
  const problem = metaProblem(root, draft);
  if (problem !== undefined) { throw new Error(problem); }
  const schemas = schemasOf(root);
  for (const [pointer, schema] of schemas) {
    if (isNode(schema)) { checkNode(schema, pointer, draft, schemas); }
  }
  checkLoops(schemas);
}

/**
 * Checks that a schema refuses something whatever the type of a body is.
 *
 * @throws if it accepts every body, or every body of another type than it is about.
 * @internal
 */
export function checkCloses(root: SchemaNode): void {
  if (closes(root, schemasOf(root), [])) { return; }
  const judges = Object.keys(root).some((keyword) => !KEYWORDS[keyword]?.note && !keyword.startsWith('x-'));
  throw new Error(judges
    ? 'json schema: this schema accepts every body of a type that it says nothing about, because it names no type; add "type": "object"'
    : 'json schema: this schema accepts every body; say what a body must be, beginning with "type": "object"');
}

function checkDraft(uri: unknown, draft: JsonSchemaDraft): void {
  if (uri === undefined) { return; }
  const named = typeof uri === 'string' ? SCHEMA_URIS[uri.replace(/^https?:\/\//, '').replace(/#$/, '')] : undefined;
  if (named === draft) { return; }
  throw new Error(`json schema at #/$schema names ${named ?? `the unknown draft ${JSON.stringify(uri)}`}, and the gateway is to validate with ${draft}; `
    + `write the schema for ${draft} and leave out "$schema"${named ? `, or use a gateway that validates with ${named}` : ''}`);
}

function checkNode(schema: SchemaNode, pointer: string, draft: JsonSchemaDraft, schemas: Map<string, any>): void {
  const fail = (problem: string) => { throw new Error(`json schema at ${pointer}: ${problem}`); };
  for (const [name, value] of Object.entries(schema)) {
    if (!knows(draft, name)) { fail(`${draft} does not enforce the keyword '${name}'; ${replacementOf(name, value)}`); }
    const needs = KEYWORDS[name]?.needs;
    if (needs !== undefined && !needs.some((other) => Object.hasOwn(schema, other))) {
      fail(`'${name}' is ignored without '${needs.join("' or '")}'; add that or leave it out`);
    }
    if (name === 'additionalItems' && !Array.isArray(schema.items)) {
      fail("'additionalItems' is ignored unless 'items' is a list; write a list or leave it out");
    }
    if (pointer !== '#' && ['$schema', '$id', 'id'].includes(name)) {
      fail(`'${name}' inside a schema changes what a "$ref" means; leave it out`);
    }
    if (name === 'enum' && value.length === 0) { fail("'enum' is empty, so that no value is accepted; list the values or leave it out"); }
    if (name === 'format') {
      const problem = formatProblem(value);
      if (problem !== undefined) { fail(problem); }
    }
    if (name === 'pattern') { checkPattern(value, fail); }
    if (name === 'patternProperties') { Object.keys(value).forEach((pattern) => checkPattern(pattern, fail)); }
    if (name === '$ref') { checkRef(value, schema, draft, schemas, fail); }
  }
}

function checkPattern(pattern: string, fail: (problem: string) => void): void {
  try {
    new RegExp(pattern);
  } catch (error) {
    fail(`the pattern '${pattern}' does not compile: ${(error as Error).message}; escape what is meant literally`);
  }
  if (/(?:^|[^\\])(?:\\\\)*\\u/.test(pattern)) {
    fail(`the pattern '${pattern}' has '\\u', which kong's regular expressions (pcre) do not know; write the character itself`);
  }
}

function checkRef(ref: unknown, schema: SchemaNode, draft: JsonSchemaDraft, schemas: Map<string, any>, fail: (problem: string) => void): void {
  if (typeof ref !== 'string') { return fail(`"$ref" is ${JSON.stringify(ref)}; expected a json pointer, as in '#/definitions/address'`); }
  if (!ref.startsWith('#')) {
    fail(`"$ref" to '${ref}' leaves the schema, and kong fetches nothing; copy that schema into "definitions" and refer to it as '#/definitions/…'`);
  }
  const target = pointerOf(ref);
  if (target === undefined || !schemas.has(target)) {
    fail(`"$ref" to '${ref}' leads to no schema; expected the json pointer of one, as in '#/definitions/address'`);
  }
  if (DRAFTS.indexOf(draft) >= DRAFTS.indexOf(JsonSchemaDraft.DRAFT201909)) { return; }
  const ignored = Object.keys(schema).find((name) => knows(draft, name) && name !== '$ref' && !name.startsWith('x-') && !KEYWORDS[name].note);
  if (ignored !== undefined) {
    fail(`${draft} ignores '${ignored}' beside "$ref"; write "allOf": [{"$ref": ${JSON.stringify(ref)}}] in place of the "$ref"`);
  }
}

/** A schema that leads back to itself without a step into the value keeps a validator busy for ever. */
function checkLoops(schemas: Map<string, any>): void {
  const done = new Set<string>();
  const visit = (pointer: string, above: string[]) => {
    if (above.includes(pointer)) {
      throw new Error(`json schema at ${pointer}: it leads back to itself by "$ref", which no validator can finish; `
        + 'put a "properties" or "items" between');
    }
    const schema = schemas.get(pointer);
    if (done.has(pointer) || !isNode(schema)) { return; }
    if (typeof schema.$ref === 'string') { visit(pointerOf(schema.$ref)!, [...above, pointer]); }
    for (const child of childrenOf(schema, pointer)) {
      if (KEYWORDS[child.keyword].inPlace) { visit(child.pointer, [...above, pointer]); }
    }
    done.add(pointer);
  };
  for (const pointer of schemas.keys()) { visit(pointer, []); }
}

const JSON_TYPES = ['array', 'boolean', 'null', 'number', 'object', 'string'];

function closes(schema: any, schemas: Map<string, any>, above: any[]): boolean {
  if (!isNode(schema)) { return schema === false; }
  if (above.includes(schema)) { return true; }
  const inner = (item: any) => closes(item, schemas, [...above, schema]);
  const { type, $ref, allOf, anyOf, oneOf } = schema;
  if (typeof type === 'string' || (Array.isArray(type) && JSON_TYPES.some((name) => !type.includes(name)))) { return true; }
  if (Object.hasOwn(schema, 'enum') || Object.hasOwn(schema, 'const')) { return true; }
  // A reference that leads nowhere is an error of its own, once the draft is known.
  const target = typeof $ref === 'string' ? pointerOf($ref) : undefined;
  if (typeof $ref === 'string' && (target === undefined || !schemas.has(target) || inner(schemas.get(target)))) { return true; }
  return (Array.isArray(allOf) && allOf.some(inner))
    || [anyOf, oneOf].some((list) => Array.isArray(list) && list.length > 0 && list.every(inner));
}
