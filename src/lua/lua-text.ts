/** What can be written as Lua. */
export type LuaValue = string | number | boolean | LuaValue[] | { readonly [key: string]: LuaValue };

const RESERVED = new Set(['and', 'break', 'do', 'else', 'elseif', 'end', 'false', 'for', 'function', 'goto', 'if', 'in', 'local', 'nil', 'not', 'or', 'repeat',
  'return', 'then', 'true', 'until', 'while']);
const ESCAPES: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t' };
/** What a line may have before a table is written over several. */
const WIDTH = 110;

/**
 * A value as Lua source. This is the one way from a user's text into Lua: nothing in it can end a string, a comment or a statement.
 *
 * @throws for what Lua cannot hold, and for half of a surrogate pair, which no bytes stand for
 */
export function luaText(value: LuaValue): string {
  switch (typeof value) {
    case 'string': return quoted(value);
    case 'boolean': return String(value);
    case 'number': return numeral(value);
  }
  if (value === null || typeof value !== 'object') {
    throw new Error(`${value === null ? 'null' : typeof value} cannot be written as lua: expected text, a number, a boolean, a list or an object`);
  }
  return table(Array.isArray(value) ? value.map(luaText) : Object.entries(value).map(([key, inner]) => `${keyText(key)} = ${luaText(inner)}`));
}

function table(items: string[]): string {
  if (items.length === 0) {
    return '{}';
  }
  const line = `{ ${items.join(', ')} }`;
  return line.length <= WIDTH && !line.includes('\n') ? line : `{\n${items.map(item => `${indented(item)},`).join('\n')}\n}`;
}

/** A set, as a table whose keys are its members. They are always quoted: what is known only later (an output of Pulumi) fits no other form. */
export function luaSet(members: string[]): string {
  return table([...new Set(members)].map(member => `[${quoted(member)}] = true`));
}

/** Lines two further to the right. Safe for all that `luaText` makes, since no string of its has a line break. */
export function indented(text: string, depth: number = 1): string {
  return text.split('\n').map(line => line === '' ? '' : `${'  '.repeat(depth)}${line}`).join('\n');
}

/** Bytes beyond printable ASCII are written as numbers, always with three digits, so that a digit may follow. */
function quoted(text: string): string {
  if (!isWellFormed(text)) {
    throw new Error(`text ${JSON.stringify(text)} has half of a surrogate pair: expected text that has a form in utf-8; correct it`);
  }
  let result = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const character = String.fromCharCode(byte);
    result += ESCAPES[character] ?? (byte >= 0x20 && byte < 0x7f ? character : `\\${String(byte).padStart(3, '0')}`);
  }
  return `"${result}"`;
}

function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
}

function numeral(value: number): string {
  if (!Number.isFinite(value)) {
    throw new Error(`number ${value} cannot be written as lua: expected a finite one; correct it`);
  }
  return Object.is(value, -0) ? '0' : String(value);
}

/** The key of an entry in a table. */
export function keyText(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !RESERVED.has(key) ? key : `[${quoted(key)}]`;
}
