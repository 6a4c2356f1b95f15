import { luaText } from '../../lua-text';
import { Emitter, Place } from '../emitter';
import { literal } from '../lua-values';

/** The Lua condition that a value is of a type; an array is a table with its length at 0. */
const TESTS: Record<string, (v: string) => string> = {
  null: v => `${v} == JSON_NULL`,
  boolean: v => `type(${v}) == "boolean"`,
  number: v => `type(${v}) == "number"`,
  integer: v => `type(${v}) == "number" and floor(${v}) == ${v}`,
  string: v => `type(${v}) == "string"`,
  array: v => `type(${v}) == "table" and ${v}[0]`,
  object: v => `type(${v}) == "table" and not ${v}[0]`,
};

/** The Lua condition that a value is of another type. */
const OTHERS: Record<string, (v: string) => string> = {
  null: v => `${v} ~= JSON_NULL`,
  boolean: v => `type(${v}) ~= "boolean"`,
  number: v => `type(${v}) ~= "number"`,
  integer: v => `type(${v}) ~= "number" or floor(${v}) ~= ${v}`,
  string: v => `type(${v}) ~= "string"`,
  array: v => `type(${v}) ~= "table" or not ${v}[0]`,
  object: v => `type(${v}) ~= "table" or ${v}[0]`,
};

/** The types that `type` allows; undefined if it says nothing. An integer is a number. */
export function typesOf(schema: any): string[] | undefined {
  return schema.type === undefined ? undefined : [schema.type].flat();
}

/** `type`, `const` and `enum`. */
export function compileValues(emitter: Emitter, schema: any, place: Place): void {
  const types = typesOf(schema);
  if (types !== undefined) {
    const condition = types.length === 1 ? OTHERS[types[0]](place.value) : `not (${types.map(type => TESTS[type](place.value)).join(' or ')})`;
    emitter.refuseIf(condition, 'type', place);
  }
  if (schema.const !== undefined) { emitter.refuseIf(`not (${equal(emitter, place.value, schema.const)})`, 'const', place); }
  if (schema.enum !== undefined) { compileEnum(emitter, schema.enum, place); }
}

/** Writes what judges values of one kind only where the value may be of it, and asks for the kind only where it may be of another one. */
export function forKind(emitter: Emitter, schema: any, kind: 'number' | 'string' | 'array' | 'object', place: Place, write: () => void): void {
  const types = typesOf(schema)?.map(type => type === 'integer' ? 'number' : type);
  if (types !== undefined && !types.includes(kind)) { return; }
  if (types?.every(type => type === kind)) {
    write();
  } else {
    emitter.block(`if ${TESTS[kind](place.value)} then`, write);
  }
}

function compileEnum(emitter: Emitter, values: unknown[], place: Place): void {
  const simple = values.filter(value => typeof value !== 'object' || value === null);
  const composed = values.filter(value => !simple.includes(value));
  const conditions = composed.map(value => equal(emitter, place.value, value));
  if (simple.length > 2) {
    const entries = [...new Set(simple)].map(value => `[${literal(value)}] = true`);
    conditions.unshift(`value[${emitter.shared.constant(`{ ${entries.join(', ')} }`)}][${place.value}]`);
  } else {
    conditions.unshift(...simple.map(value => equal(emitter, place.value, value)));
  }
  emitter.refuseIf(`not (${conditions.join(' or ')})`, 'enum', place);
}

function equal(emitter: Emitter, lua: string, value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    return `${lua} == ${typeof value === 'string' ? luaText(value) : literal(value)}`;
  }
  return `${emitter.shared.helper('same')}(${lua}, value[${emitter.shared.constant(literal(value))}])`;
}
