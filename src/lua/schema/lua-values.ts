import { keyText, luaText } from '../lua-text';

/** A text for a comment that ends with its line. */
export function remark(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** A property of a Lua value: `v.name` where Lua can say that, else `v["a name"]`. */
export function property(table: string, name: string): string {
  const key = keyText(name);
  return key.startsWith('[') ? table + key : `${table}.${key}`;
}

/** A JSON value as the decoder gives it: see `JSON_DECODER`. */
export function literal(value: unknown): string {
  if (value === null) { return 'JSON_NULL'; }
  if (typeof value !== 'object') { return luaText(value as string | number | boolean); }
  const entries = Array.isArray(value)
    ? [`[0] = ${value.length}`, ...value.map(literal)]
    : Object.entries(value).map(([name, item]) => `${keyText(name)} = ${literal(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
