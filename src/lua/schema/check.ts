import { FORMATS } from './formats';
import { JsonSchemaDraft } from '../../values/json-schema-draft';
import { KEYWORDS, knows, replacementOf, SCHEMA_URIS } from '../../values/json-schema-keywords';
import { metaProblem } from '../../values/json-schema-meta';
import { childrenOf, isNode, pointerOf, SchemaNode, schemasOf } from '../../values/json-schema-walk';

/** What other keywords say that a validator in Lua does not follow. */
const UNSUPPORTED: Record<string, string> = {
  unevaluatedItems: 'say it with "items" beside "prefixItems"',
  unevaluatedProperties: 'say it with "additionalProperties" in a schema that lists all properties',
  $dynamicRef: 'write "$ref" with a json pointer',
  $recursiveRef: 'write "$ref" with a json pointer',
  $dynamicAnchor: 'refer to the schema by a json pointer',
  $anchor: 'refer to the schema by a json pointer',
  contentEncoding: 'write a "pattern", or leave it to the backend',
  contentMediaType: 'leave it to the backend',
  contentSchema: 'leave it to the backend',
};

/**
 * Checks that the compiler follows all that a schema says.
 *
 * @returns the schemas inside it by JSON pointer, itself included.
 * @throws naming the JSON pointer of what would not be enforced.
 */
export function checkCompilable(root: unknown, draft: JsonSchemaDraft): Map<string, any> {
  if (draft !== JsonSchemaDraft.DRAFT7 && draft !== JsonSchemaDraft.DRAFT202012) {
    throw new Error(`json schema of ${draft}: only ${JsonSchemaDraft.DRAFT7} and ${JsonSchemaDraft.DRAFT202012} are compiled to lua; write it for one of them`);
  }
  if (!isNode(root)) { return new Map([['#', root]]); }
  const schemas = schemasOf(root);
  // First, because what a meta-schema says of a keyword that is not followed helps nobody.
  for (const [pointer, schema] of schemas) {
    if (isNode(schema)) { checkKeywords(schema, pointer, draft); }
  }
  const problem = metaProblem(root, draft);
  if (problem !== undefined) { throw new Error(problem); }
  for (const [pointer, schema] of schemas) {
    if (isNode(schema)) { checkNode(schema, pointer, draft, schemas); }
  }
  checkLoops(schemas);
  return schemas;
}

/** An error about the schema at a JSON pointer. */
export function schemaError(pointer: string, problem: string): Error {
  return new Error(`json schema at ${pointer}: ${problem}`);
}

function checkKeywords(schema: SchemaNode, pointer: string, draft: JsonSchemaDraft): void {
  for (const [name, value] of Object.entries(schema)) {
    if (Object.hasOwn(UNSUPPORTED, name)) { throw schemaError(pointer, `the keyword '${name}' is not compiled to lua; ${UNSUPPORTED[name]}`); }
    if (!knows(draft, name)) { throw schemaError(pointer, `the keyword '${name}' is not one of ${draft}; ${replacementOf(name, value)}`); }
  }
  const { $schema } = schema;
  if ($schema !== undefined && (typeof $schema !== 'string' || SCHEMA_URIS[$schema.replace(/^https?:\/\//, '').replace(/#$/, '')] !== draft)) {
    throw schemaError(pointer, `"$schema" is ${JSON.stringify($schema)}, and the schema is compiled as ${draft}; leave it out`);
  }
}

function checkNode(schema: SchemaNode, pointer: string, draft: JsonSchemaDraft, schemas: Map<string, any>): void {
  for (const [name, value] of Object.entries(schema)) {
    const needs = KEYWORDS[name]?.needs;
    if (needs !== undefined && !needs.some(other => Object.hasOwn(schema, other))) {
      throw schemaError(pointer, `'${name}' is ignored without '${needs.join("' or '")}'; add that or leave it out`);
    }
    if (name === 'additionalItems' && !Array.isArray(schema.items)) {
      throw schemaError(pointer, "'additionalItems' is ignored unless 'items' is a list; write a list or leave it out");
    }
    if (pointer !== '#' && ['$schema', '$id'].includes(name)) {
      throw schemaError(pointer, `'${name}' inside a schema changes what a "$ref" means; leave it out`);
    }
    if (name === 'format' && !Object.hasOwn(FORMATS, value)) {
      throw schemaError(pointer, `the format '${value}' is not enforced; write a "pattern" in its place (enforced are ${Object.keys(FORMATS).sort().join(', ')})`);
    }
    if (name === '$ref') { checkRef(value, schema, pointer, draft, schemas); }
  }
}

function checkRef(ref: string, schema: SchemaNode, pointer: string, draft: JsonSchemaDraft, schemas: Map<string, any>): void {
  if (!ref.startsWith('#')) {
    throw schemaError(pointer, `"$ref" to '${ref}' leaves the schema, and nothing is fetched; copy that schema into it and refer to it as '#/definitions/…'`);
  }
  const target = pointerOf(ref);
  if (target === undefined || !schemas.has(target)) {
    throw schemaError(pointer, `"$ref" to '${ref}' leads to no schema; expected the json pointer of one, as in '#/definitions/address'`);
  }
  const ignored = Object.keys(schema).find(name => name !== '$ref' && !name.startsWith('x-') && !KEYWORDS[name].note);
  if (draft === JsonSchemaDraft.DRAFT7 && ignored !== undefined) {
    throw schemaError(pointer, `${draft} ignores '${ignored}' beside "$ref"; write "allOf": [{"$ref": ${JSON.stringify(ref)}}] in place of the "$ref"`);
  }
}

/** A schema that leads back to itself without a step into the value would be checked for ever. */
function checkLoops(schemas: Map<string, any>): void {
  const done = new Set<string>();
  const visit = (pointer: string, above: string[]) => {
    if (above.includes(pointer)) { throw schemaError(pointer, 'it leads back to itself by "$ref"; put a "properties" or "items" between'); }
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
