import { asText, list, map, Obj, text } from './objects';
import { placeholder, secretValues } from './secrets';
import { World } from './world';
import { parseYaml } from './yaml-text';

/** The configuration of a plugin object, with what its Secrets put into it. */
export interface PluginConfig {
  readonly config: Record<string, any>;
  /** Places under config whose value is in a Secret that is not among the objects. */
  readonly unknownPaths: string[];
  /** The whole of it is in such a Secret, or in an object that is not ours. */
  readonly unknown?: boolean;
}

/** @returns the text of the event if the configuration cannot be had: the object is left out then, and its routes stay. */
export function pluginConfig(world: World, plugin: Obj): PluginConfig | string {
  const { manifest } = plugin;
  if (plugin.assumed) {
    return { config: map(manifest.config), unknownPaths: [], unknown: true };
  }
  const from = map(manifest.configFrom).secretKeyRef;
  if (from) {
    const prefix = plugin.namespace ? `error parsing config for KongPlugin '${plugin.name}/${plugin.namespace}': `
      : `error parsing config for KongClusterPlugin '${plugin.name}': `;
    const read = configFrom(world, plugin, map(from));
    return typeof read === 'string' ? prefix + read : read;
  }
  return patched(world, plugin);
}

function configFrom(world: World, plugin: Obj, from: Record<string, any>): PluginConfig | string {
  const { namespace, name, key } = reference(plugin, from);
  const secret = world.find('Secret', namespace, name);
  if (!secret) {
    return `error fetching plugin configuration secret '${namespace}/${name}': Secret ${namespace}/${name} not found`;
  }
  if (secret.assumed) {
    return { config: {}, unknownPaths: [], unknown: true };
  }
  const value = secretValues(secret)[key];
  if (value === undefined) {
    return `no key '${key}' in secret '${namespace}/${name}'`;
  }
  if (value.trim() === '') {
    return { config: {}, unknownPaths: [] };
  }
  const parsed = json(value) ?? parseYaml(value);
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
    return { config: parsed as Record<string, any>, unknownPaths: [] };
  }
  return `key '${key}' in secret '${namespace}/${name}' contains neither valid JSON nor valid YAML)`;
}

function patched(world: World, plugin: Obj): PluginConfig | string {
  const patches = list(plugin.manifest.configPatches);
  const given = map(plugin.manifest.config);
  if (patches.length === 0) {
    return { config: given, unknownPaths: [] };
  }
  const config = structuredClone(given);
  const unknownPaths: string[] = [];
  const prefix = `could not parse ${plugin.kind} ${plugin.namespace ? `${plugin.namespace}/` : ''}${plugin.name} config: `;
  for (const patch of patches) {
    const { namespace, name, key } = reference(plugin, map(patch?.valueFrom?.secretKeyRef));
    const path = text(patch?.path) ?? '';
    const secret = world.find('Secret', namespace, name);
    if (!secret) {
      return `${prefix}Secret ${namespace}/${name} not found`;
    }
    const value = secretValues(secret)[key];
    if (secret.assumed) {
      unknownPaths.push(path);
      setAt(config, path, placeholder(namespace, name, key));
    } else if (value === undefined) {
      return `${prefix}no key '${key}' in secret '${namespace}/${name}'`;
    } else {
      const parsed = json(value);
      if (parsed === undefined || !setAt(config, path, parsed)) {
        return `${prefix}invalid state detected`;
      }
    }
  }
  return { config, unknownPaths };
}

/** A KongPlugin's Secrets are in its own namespace, a KongClusterPlugin names the namespace. */
function reference(plugin: Obj, { namespace, name, key }: Record<string, any>): { namespace: string; name: string; key: string } {
  return { namespace: plugin.namespace || asText(namespace ?? ''), name: asText(name ?? ''), key: asText(key ?? '') };
}

/** Adds or replaces the value at a JSON pointer, with the objects on the way. */
function setAt(config: Record<string, any>, pointer: string, value: unknown): boolean {
  const steps = pointer.split('/').slice(1).map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let at: any = config;
  for (const [i, step] of steps.entries()) {
    if (typeof at !== 'object' || at === null || ['__proto__', 'constructor', 'prototype'].includes(step)) {
      return false;
    }
    const key: any = Array.isArray(at) && step === '-' ? at.length : step;
    if (i === steps.length - 1) {
      at[key] = value;
    } else {
      at = at[key] ??= {};
    }
  }
  return steps.length > 0;
}

function json(value: string): any {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
