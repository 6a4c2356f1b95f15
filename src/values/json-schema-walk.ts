import { KEYWORDS } from './json-schema-keywords';

/** A schema that is an object, as plain JSON. */
export interface SchemaNode {
  [keyword: string]: any;
}

/** A schema directly inside another one. */
export interface SchemaChild {
  /** The keyword that holds it. */
  readonly keyword: string;
  /** Its JSON pointer, beginning with `#`. */
  readonly pointer: string;
  /** The schema; a boolean where the draft allows that. */
  readonly schema: any;
}

/**
 * Whether a value is a JSON object.
 *
 * @internal
 */
export function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The schemas directly inside a schema, in the order of its text. What only looks like one (a value in `enum`) is none.
 *
 * @internal
 */
export function childrenOf(schema: SchemaNode, pointer: string): SchemaChild[] {
  return Object.keys(schema).flatMap((keyword) => {
    const holds = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword].holds : undefined;
    const value = schema[keyword];
    const at = step(pointer, keyword);
    if (holds === undefined) { return []; }
    if (Array.isArray(value)) { return value.map((item, i) => ({ keyword, pointer: step(at, `${i}`), schema: item })); }
    if (holds !== 'map') { return [{ keyword, pointer: at, schema: value }]; }
    // An array inside a map is a list of property names, under `dependencies`.
    return !isNode(value) ? [] : Object.keys(value)
      .filter((key) => !Array.isArray(value[key]))
      .map((key) => ({ keyword, pointer: step(at, key), schema: value[key] }));
  });
}

/**
 * Every schema inside a schema and the schema itself, by JSON pointer; outer ones before inner ones.
 *
 * @internal
 */
export function schemasOf(root: SchemaNode): Map<string, any> {
  const found = new Map<string, any>();
  const visit = (schema: any, pointer: string) => {
    found.set(pointer, schema);
    if (isNode(schema)) { childrenOf(schema, pointer).forEach((child) => visit(child.schema, child.pointer)); }
  };
  visit(root, '#');
  return found;
}

/**
 * The pointer that a local `$ref` stands for, written as `schemasOf` writes it; undefined if it is not a local JSON pointer.
 *
 * @internal
 */
export function pointerOf(ref: string): string | undefined {
  if (ref !== '#' && !ref.startsWith('#/')) { return undefined; }
  try {
    return ref.split('/').slice(1)
      .map((token) => decodeURIComponent(token).replace(/~1/g, '/').replace(/~0/g, '~'))
      .reduce(step, '#');
  } catch {
    return undefined;
  }
}

function step(pointer: string, token: string): string {
  return `${pointer}/${token.replace(/~/g, '~0').replace(/\//g, '~1')}`;
}
