import { PLUGIN_FACTS } from './data';
import { BUNDLED } from './data/bundled';
import type { Edition, FieldFact, PluginFact } from './fact-types';
import { nearest } from './nearest';
import { factMinor, FIRST_MINOR, LAST_MINOR, minorOf } from './version';

const facts = new Map<string, PluginFact>(PLUGIN_FACTS.map((fact) => [fact.name, fact]));
const bundled = new Map(Object.entries(BUNDLED));

/** The plugins whose config this library knows, in alphabetical order. */
export const PLUGIN_NAMES: readonly string[] = [...facts.keys()];

/** Enterprise plugins whose config this library does not know (kong-facts B1.4). */
const ENTERPRISE_WITHOUT_FACTS = new Set([
  'canary', 'header-cert-auth', 'key-auth-enc', 'ldap-auth-advanced', 'oas-validation', 'opa', 'proxy-cache-advanced', 'route-by-header',
  'tls-handshake-modifier', 'tls-metadata-headers', 'vault-auth', 'websocket-size-limit', 'websocket-validator',
]);

/** What is known about a plugin's config; undefined for a custom plugin and for the bundled ones that no construct needs. */
export function pluginFact(name: string): PluginFact | undefined {
  return facts.get(name);
}

/** Whether Kong ships the plugin, with or without facts about its config here. */
export function isBundledPlugin(name: string): boolean {
  return bundled.has(name);
}

/** The bundled plugin that was most likely meant by a mistyped name. */
export function nearestName(name: string): string | undefined {
  return nearest(name, PLUGIN_NAMES) ?? nearest(name, bundled.keys());
}

/** Place of the plugin in the order of execution: the higher runs first. Undefined for a custom plugin. */
export function pluginPriority(plugin: string): number | undefined {
  return bundled.get(plugin)?.priority;
}

export function isEnterprisePlugin(plugin: string): boolean {
  const fact = facts.get(plugin);
  return fact ? fact.edition === 'enterprise' : ENTERPRISE_WITHOUT_FACTS.has(plugin);
}

/** Whether a consumer may carry the plugin; true where nothing is known against it. */
export function consumerScopeAllowed(plugin: string): boolean {
  return facts.get(plugin)?.consumer ?? true;
}

/** Whether a consumer group may carry the plugin on this gateway. Consumer groups are Enterprise only; a custom plugin may have one. */
export function consumerGroupScopeAllowed(plugin: string, version: string, edition: Edition): boolean {
  if (edition !== 'enterprise') return false;
  const fact = facts.get(plugin);
  if (!fact) return true;
  const minor = minorOf(version);
  return fact.consumerGroup !== undefined && minor !== undefined && minor >= factMinor(fact.consumerGroup, FIRST_MINOR);
}

/** The field at a dotted path under config; `of` a list or map is stepped into by `[]` and `{}` or by any index and key. */
export function fieldAt(plugin: string, path: string): readonly FieldFact[] | undefined {
  const trail: FieldFact[] = [];
  let level: Readonly<Record<string, FieldFact>> | undefined = facts.get(plugin)?.fields;
  let entry: FieldFact | undefined;
  for (const step of path.replace(/\[\w*\]|\{\}/g, '.*').split('.')) {
    const next: FieldFact | undefined = entry ?? (level && Object.hasOwn(level, step) ? level[step] : undefined);
    if (!next) return undefined;
    trail.push(next);
    level = next.fields;
    entry = next.of;
  }
  return trail;
}

/** Whether a version of Kong has the field at a dotted path under config. False for what is unknown. */
export function fieldExists(plugin: string, path: string, version: string): boolean {
  const minor = minorOf(version);
  const fact = facts.get(plugin);
  const trail = fieldAt(plugin, path);
  if (minor === undefined || !fact || !trail || minor < factMinor(fact.since, FIRST_MINOR)) return false;
  return trail.every((field) => factMinor(field.since, FIRST_MINOR) <= minor && minor <= factMinor(field.until, LAST_MINOR));
}
