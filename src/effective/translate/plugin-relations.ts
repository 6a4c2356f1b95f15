import { ServiceDraft } from './draft';
import { keyOf, Obj } from './objects';
import { PluginReference, PluginReferences, PLUGINS_ANNOTATION } from './plugin-references';

/** What refers to one plugin object. */
export interface PluginRelations extends PluginReference {
  readonly routes: string[];
  readonly services: string[];
  readonly consumers: string[];
  readonly groups: string[];
  readonly referrers: Set<Obj>;
}

/** Where an entity of a plugin hangs; with none of these it is global. */
export interface PluginTarget {
  readonly route?: string;
  readonly service?: string;
  readonly consumer?: string;
  readonly consumer_group?: string;
}

/** A consumer or consumer group by the name that plugins have it by. */
export interface Named {
  readonly source: Obj;
  readonly name: string;
}

/** Who refers to which plugin object, by namespace and name. Nothing is de-duplicated: two references of one route make two entities. */
export function relationsOf(drafts: ServiceDraft[], consumers: Named[], groups: Named[], references: PluginReferences): PluginRelations[] {
  const all = new Map<string, PluginRelations>();
  const add = (by: Obj, annotation: string | undefined, list: 'routes' | 'services' | 'consumers' | 'groups', name: string): void => {
    if (annotation === undefined) {
      return;
    }
    for (const reference of references.of(by, annotation)) {
      const key = keyOf(reference.namespace, reference.name);
      const found = all.get(key) ?? { ...reference, routes: [], services: [], consumers: [], groups: [], referrers: new Set<Obj>() };
      all.set(key, found);
      found[list].push(name);
      found.referrers.add(by);
    }
  };
  for (const { service, services, routes } of drafts) {
    services.forEach(object => add(object, object.annotations[PLUGINS_ANNOTATION], 'services', service.name));
    routes.forEach(({ route, source, annotations }) => add(source, annotations[PLUGINS_ANNOTATION], 'routes', route.name));
  }
  consumers.forEach(({ source, name }) => add(source, source.annotations[PLUGINS_ANNOTATION], 'consumers', name));
  groups.forEach(({ source, name }) => add(source, source.annotations[PLUGINS_ANNOTATION], 'groups', name));
  return [...all.values()];
}

/**
 * The entities that one plugin object becomes. A consumer that refers to the same object as a route takes the route's own entity away:
 * only the pairs are left, and nobody else is held by it. Consumer groups count only where no consumer refers to the object.
 */
export function targetsOf({ routes, services, consumers, groups }: Omit<PluginRelations, keyof PluginReference | 'referrers'>): PluginTarget[] {
  const places: PluginTarget[] = [...services.map(service => ({ service })), ...routes.map(route => ({ route }))];
  const callers: PluginTarget[] = consumers.length > 0 ? consumers.map(consumer => ({ consumer })) : groups.map(group => ({ consumer_group: group }));
  if (callers.length === 0 || places.length === 0) {
    return callers.length === 0 ? places : callers;
  }
  return callers.flatMap(caller => places.map(place => ({ ...caller, ...place })));
}
