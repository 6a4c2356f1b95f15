import type { Edition, FieldFact, FieldType, PluginFact } from './fact-types';
import { factMinor, FIRST_MINOR, LAST_MINOR } from './version';

/** A field as one version and edition of Kong has it, with everything looked up and compiled that a check needs. */
export interface FieldNode {
  readonly type: FieldType;
  readonly fact: FieldFact;
  readonly allowed?: ReadonlySet<unknown>;
  readonly pattern?: RegExp;
  /** Whether a `{vault://...}` reference is resolved here. */
  readonly reference: boolean;
  readonly of?: FieldNode;
  readonly record?: RecordNode;
}

/** The fields of a record that this version and edition has. */
export interface RecordNode {
  readonly fields: ReadonlyMap<string, FieldNode>;
  readonly required: readonly string[];
  /** The fields of every version, to tell why one is missing. */
  readonly facts: Readonly<Record<string, FieldFact>>;
}

const patterns = new Map<string, RegExp>();
const trees = new Map<string, Map<number, RecordNode>>();

function compilePattern(source: string): RegExp {
  let pattern = patterns.get(source);
  if (!pattern) {
    // In Lua's patterns, which these stand for, a dot matches a line break too.
    pattern = new RegExp(source, 's');
    patterns.set(source, pattern);
  }
  return pattern;
}

export function allowedValues(fact: FieldFact, minor: number, edition: Edition): readonly (string | number)[] | undefined {
  return fact.enum?.filter((value) =>
    factMinor(fact.enumSince?.[value], FIRST_MINOR) <= minor && (edition === 'enterprise' || !fact.enumEnterprise?.includes(String(value))));
}

function compileField(fact: FieldFact, minor: number, edition: Edition): FieldNode {
  const allowed = allowedValues(fact, minor, edition);
  return {
    type: fact.type,
    fact,
    allowed: allowed && new Set(allowed),
    pattern: fact.pattern === undefined ? undefined : compilePattern(fact.pattern),
    reference: fact.reference !== undefined && factMinor(fact.reference, FIRST_MINOR) <= minor,
    of: fact.of && compileField(fact.of, minor, edition),
    record: fact.fields && compileRecord(fact.fields, minor, edition),
  };
}

function compileRecord(facts: Readonly<Record<string, FieldFact>>, minor: number, edition: Edition): RecordNode {
  const fields = new Map<string, FieldNode>();
  const required: string[] = [];
  for (const [name, fact] of Object.entries(facts)) {
    if (minor < factMinor(fact.since, FIRST_MINOR) || minor > factMinor(fact.until, LAST_MINOR)) continue;
    if (fact.enterprise && edition !== 'enterprise') continue;
    fields.set(name, compileField(fact, minor, edition));
    if (fact.required) required.push(name);
  }
  return { fields, required, facts };
}

/** The fields of a plugin's config on one version and edition, compiled once. */
export function configTree(plugin: PluginFact, minor: number, edition: Edition): RecordNode {
  let versions = trees.get(plugin.name);
  if (!versions) trees.set(plugin.name, versions = new Map<number, RecordNode>());
  const version = minor * 2 + (edition === 'enterprise' ? 1 : 0);
  let tree = versions.get(version);
  if (!tree) versions.set(version, tree = compileRecord(plugin.fields, minor, edition));
  return tree;
}
