import { createHash } from 'node:crypto';
import { Events } from './events';
import { KongPluginEntity } from './kong-config';
import { byText, keyOf, list, Obj, push, text } from './objects';
import { PluginConfig, pluginConfig } from './plugin-config';
import { PluginRelations, PluginTarget, targetsOf } from './plugin-relations';
import { takesClassed } from './selection';
import { tagsOf } from './tags';
import { World } from './world';

/** An entity with the object that it is made of. */
export interface PluginDraft {
  readonly entity: KongPluginEntity;
  readonly source: Obj;
  readonly config: PluginConfig;
}

/** The plugin entities: those that something refers to, and the global ones. */
export function translatePlugins(world: World, relations: PluginRelations[], events: Events): PluginDraft[] {
  const drafts: PluginDraft[] = [];
  const templates = new Map<Obj, Template | undefined>();
  const templateOf = (plugin: Obj): Template | undefined => {
    templates.has(plugin) || templates.set(plugin, template(world, plugin, events));
    return templates.get(plugin);
  };
  for (const relation of relations) {
    const plugin = findPlugin(world, relation.namespace, relation.name);
    if (!plugin) {
      events.add(`referenced KongPlugin or KongClusterPlugin "${relation.name}" does not exist`, ...relation.referrers);
      continue;
    }
    const made = templateOf(plugin);
    if (made) {
      drafts.push(...targetsOf(relation).map(target => ({ ...made, entity: entityAt(made.entity, target) })));
    }
  }
  drafts.push(...globals(world, templateOf));
  return sorted(drafts);
}

/** A KongPlugin of the namespace, or else the KongClusterPlugin of that name that the controller takes, whatever their types. */
export function findPlugin(world: World, namespace: string, name: string): Obj | undefined {
  const cluster = world.get('KongClusterPlugin', '', name);
  return world.get('KongPlugin', namespace, name) ?? (cluster && takesClassed(world, cluster) ? cluster : undefined);
}

type Template = PluginDraft;

/** The entity of an object before it is attached. */
function template(world: World, source: Obj, events: Events): Template | undefined {
  const { manifest } = source;
  const name = text(manifest.plugin);
  const config = name === undefined ? 'no plugin' : pluginConfig(world, source);
  if (typeof config === 'string') {
    name && events.add(config, source);
    return undefined;
  }
  const entity: KongPluginEntity = {
    name: name!,
    ...Object.keys(config.config).length > 0 && { config: config.config },
    enabled: manifest.disabled !== true,
    protocols: list(manifest.protocols).length > 0 ? manifest.protocols : ['http', 'https'],
    ...text(manifest.instance_name) && { instance_name: manifest.instance_name },
    ...manifest.ordering && { ordering: manifest.ordering },
    tags: tagsOf(source),
  };
  return { entity, source, config };
}

/** The entity at a place; its instance name is made different for each. */
function entityAt(entity: KongPluginEntity, target: PluginTarget): KongPluginEntity {
  return { ...entity, ...target, ...entity.instance_name && { instance_name: `${entity.instance_name}-${suffix(target)}` } };
}

function suffix({ route, service, consumer, consumer_group: group }: PluginTarget): string {
  const parts = [service && `_service-${service}`, route && `_route-${route}`, consumer && `_consumer-${consumer}`, group && `_consumer-group-${group}`];
  return createHash('sha256').update(parts.filter(Boolean).join('')).digest('hex').slice(0, 9);
}

/** KongClusterPlugins with the label; of two of one type none is sent, and no event tells. */
function globals(world: World, templateOf: (plugin: Obj) => Template | undefined): PluginDraft[] {
  const byType = new Map<string, Obj[]>();
  for (const plugin of world.ofKind('KongClusterPlugin')) {
    if (plugin.labels.global === 'true' && takesClassed(world, plugin) && text(plugin.manifest.plugin)) {
      push(byType, plugin.manifest.plugin as string, plugin);
    }
  }
  return [...byType.values()].filter(same => same.length === 1).map(([plugin]) => templateOf(plugin)).filter(made => made !== undefined);
}

/** The controller's order, descending; what is equal in it comes in a random order there, and in that of its content here. */
function sorted(drafts: PluginDraft[]): PluginDraft[] {
  const keyed = drafts.map(draft => {
    const { name, consumer = '', consumer_group: group = '', route = '', service = '' } = draft.entity;
    return { draft, key: name + consumer + group + route + service, id: keyOf(draft.source.namespace, draft.source.name) };
  });
  return keyed.sort((a, b) => byText(b.key, a.key) || byText(a.id, b.id)).map(({ draft }) => draft);
}
