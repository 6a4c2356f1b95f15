import type { CheckContext } from './check-context';
import { gatewayName } from './check-context';
import { pointerSteps } from './config-view';
import type { FieldFact, FieldType } from './fact-types';
import type { FieldNode, RecordNode } from './field-tree';
import { isVaultReference } from './formats';
import { movedTo } from './moved-fields';
import { nearest } from './nearest';
import { quote, show } from './texts';
import { factMinor, FIRST_MINOR } from './version';
import { isToken } from '../../values/token';

const EXPECTED: Readonly<Record<FieldType, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  map: 'a map',
  record: 'a map',
  foreign: 'a map with an id',
};

const PATTERN_WORDS: Readonly<Record<string, string>> = {
  '^[^:]+:.*$': 'name:value',
  '^[A-Z]+$': 'a method in capitals',
  '^[^*&%\\\\`]+$': 'a path without * & % ` and backslash',
};

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fail(context: CheckContext, path: string, text: string): void {
  context.errors.push(`${context.plugin} config.${path} ${text}`);
}

/** Checks the fields of config, or of a record in it at `prefix`, which ends in a dot. */
export function checkRecord(node: RecordNode, value: Record<string, unknown>, prefix: string, context: CheckContext): void {
  for (const key of Object.keys(value)) {
    const given = value[key];
    if (given === undefined) continue;
    const field = node.fields.get(key);
    if (field) checkValue(field, given, prefix + key, context);
    else explainAbsent(node, prefix, key, context);
  }
  for (const name of node.required) {
    if (value[name] === undefined && !context.view.has(prefix + name)) fail(context, prefix + name, 'is missing; kong requires it; set it');
  }
}

function checkValue(node: FieldNode, value: unknown, path: string, context: CheckContext): void {
  // What it stands for is checked when it is known.
  if (isToken(value) && (node.type === typeof value || (node.type === 'integer' && typeof value === 'number'))) return;
  switch (node.type) {
    case 'boolean':
      if (typeof value !== 'boolean') wrongType(node, value, path, context);
      return;
    case 'string':
      if (typeof value !== 'string') wrongType(node, value, path, context);
      else checkString(node, value, path, context);
      return;
    case 'number':
    case 'integer':
      if (typeof value === 'number' && Number.isFinite(value) && (node.type === 'number' || Number.isInteger(value))) checkNumber(node, value, path, context);
      else if (!(node.reference && typeof value === 'string' && isVaultReference(value))) wrongType(node, value, path, context);
      return;
    case 'array':
      if (!Array.isArray(value)) return wrongType(node, value, path, context);
      for (let i = 0; node.of && i < value.length; i++) checkValue(node.of, value[i], `${path}[${i}]`, context);
      if (node.fact.nonEmpty && value.length === 0 && !context.view.isPatched(path)) fail(context, path, 'is an empty list; expected an entry or more; leave it out or add one');
      return;
    case 'map':
      if (!isMap(value)) return wrongType(node, value, path, context);
      for (const key of Object.keys(value)) {
        if (node.of && value[key] !== undefined) checkValue(node.of, value[key], `${path}.${key}`, context);
      }
      if (node.fact.nonEmpty && Object.keys(value).length === 0 && !context.view.isPatched(path)) fail(context, path, 'is an empty map; expected an entry or more; leave it out or add one');
      return;
    case 'record':
      if (!isMap(value)) return wrongType(node, value, path, context);
      return checkRecord(node.record!, value, `${path}.`, context);
    case 'foreign':
      if (!isMap(value) && typeof value !== 'string') wrongType(node, value, path, context);
      return;
  }
}

function checkString(node: FieldNode, value: string, path: string, context: CheckContext): void {
  if (value.startsWith('{vault://') && isVaultReference(value)) {
    if (node.reference) return;
    const since = node.fact.reference;
    return fail(context, path, `is a vault reference, which kong ${context.version} hands on unresolved; expected a plain value; ${
      since ? `move to kong ${since} or ` : ''}use configPatches with a secret`);
  }
  if (value === '' && !node.fact.mayBeEmpty && !node.allowed) return fail(context, path, 'is an empty string, which kong refuses; expected text; leave it out or fill it');
  if (node.allowed && !node.allowed.has(value)) return notAllowed(node, value, path, context);
  if (node.pattern && !node.pattern.test(value)) {
    fail(context, path, `is ${show(value, node.fact.secret)}; expected ${PATTERN_WORDS[node.fact.pattern!] ?? 'a uuid'}; write it in that form`);
  }
}

function checkNumber(node: FieldNode, value: number, path: string, context: CheckContext): void {
  const { min, max, above } = node.fact;
  if (node.allowed && !node.allowed.has(value)) return notAllowed(node, value, path, context);
  if (above !== undefined && value <= above) {
    fail(context, path, `is ${value}; expected more than ${above}; raise it or leave it out`);
  } else if ((min !== undefined && value < min) || (max !== undefined && value > max)) {
    const range = min === undefined ? `at most ${max}` : max === undefined ? `at least ${min}` : `${min} to ${max}`;
    fail(context, path, `is ${value}; expected ${range}; change it or leave it out`);
  }
}

function notAllowed(node: FieldNode, value: string | number, path: string, context: CheckContext): void {
  const values = [...node.allowed!].map(String);
  const later = node.fact.enumSince?.[value];
  const enterprise = node.fact.enumEnterprise?.includes(String(value));
  const near = nearest(String(value), values);
  const fix = later && factMinor(later, FIRST_MINOR) > context.minor
    ? `"${value}" needs kong ${later}`
    : enterprise ? `"${value}" needs kong enterprise; set edition or choose another`
      : near ? `did you mean ${near}?` : 'choose one of them';
  fail(context, path, `is ${show(value)}; expected ${values.length === 1 ? values[0] : `one of ${values.join(', ')}`} on ${gatewayName(context)}; ${fix}`);
}

function wrongType(node: FieldNode, value: unknown, path: string, context: CheckContext): void {
  const { type } = node;
  let fix = 'change it';
  if (value === null) fix = 'leave it out';
  else if (type === 'array') fix = 'write it as a list';
  else if (type === 'boolean' && (value === 'true' || value === 'false')) fix = `write ${value} without quotes`;
  else if ((type === 'number' || type === 'integer') && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) fix = 'write it without quotes';
  else if (type === 'integer' && typeof value === 'number') fix = 'round it';
  else if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) fix = 'write it in quotes';
  else if (type === 'string' && typeof value === 'object') fix = 'write it as text; json goes in as JSON.stringify(...)';
  fail(context, path, `is ${show(value, node.fact.secret || node.fact.of?.secret)}; expected ${EXPECTED[type]}; ${fix}`);
}

function explainAbsent(node: RecordNode, prefix: string, key: string, context: CheckContext): void {
  const fact: FieldFact | undefined = Object.hasOwn(node.facts, key) ? node.facts[key] : undefined;
  const moved = movedTo(context.plugin, prefix + key);
  if (!fact) {
    const near = nearest(key, node.fields.keys());
    const fix = moved ?? (near ? `did you mean ${near}?` : 'leave it out');
    context.errors.push(`${context.plugin} has no config.${prefix}${key}; ${fix}`);
  } else if (factMinor(fact.since, FIRST_MINOR) > context.minor) {
    fail(context, prefix + key, `exists from kong ${fact.since} on; this gateway is ${gatewayName(context)}; ${moved ?? `leave it out or move to kong ${fact.since}`}`);
  } else if (fact.until !== undefined && factMinor(fact.until, FIRST_MINOR) < context.minor) {
    fail(context, prefix + key, `is the form of kong up to ${fact.until}; this gateway is ${gatewayName(context)}; ${moved ?? 'leave it out'}`);
  } else {
    fail(context, prefix + key, `needs kong enterprise; this gateway is ${gatewayName(context)}; leave it out or set edition`);
  }
}

/** Checks that a patch fills a field that exists, since Kong refuses the whole config otherwise. */
export function checkPatchedPath(node: RecordNode, pointer: string, context: CheckContext): void {
  let record: RecordNode | undefined = node;
  let entry: FieldNode | undefined;
  let prefix = '';
  for (const step of pointerSteps(pointer)) {
    const field: FieldNode | undefined = entry ?? record?.fields.get(step);
    if (!field) {
      if (record) explainAbsent(record, prefix, step, context);
      else fail(context, prefix.slice(0, -1), `takes no patch at ${quote(step)}, as it is no list or map; patch it as a whole`);
      return;
    }
    prefix += `${step}.`;
    record = field.record;
    entry = field.of;
  }
}
