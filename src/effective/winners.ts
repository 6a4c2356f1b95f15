import { KongPluginEntity, KongRoute, NestedPlugin } from './translate/kong-config';
import { byText, Obj, push } from './translate/objects';
import { Translation } from './translate/translate';
import { pluginPriority } from '../kong/facts/plugin-facts';

/** A plugin that can run on a route: an entity of its own, or one inside a route or service. */
export interface Candidate {
  readonly entity: KongPluginEntity;
  /** The object that it is made of. */
  readonly source: Obj;
}

/** The plugin of a type that runs. */
export interface Winner extends Candidate {
  /** Others of the same type and place: which of them runs depends on a hash. */
  readonly rivals: readonly Candidate[];
}

/** Who calls. */
export interface Caller {
  readonly consumer?: string;
  readonly groups: readonly string[];
}

/** The combinations of an entity's places, the one that wins first: Enterprise's, of which open-source Kong has those without groups. */
const PRECEDENCE = ['crs', 'grs', 'cr', 'cs', 'gr', 'gs', 'rs', 'c', 'g', 'r', 's', ''];

/** Finds the plugins that run. For each type exactly one entity runs per request; the most specific replaces the others, and nothing is merged. */
export class Winners {
  private readonly byRoute = new Map<string, Candidate[]>();
  private readonly byService = new Map<string, Candidate[]>();
  private readonly byCaller = new Map<string, Candidate[]>();
  private readonly anywhere: Candidate[] = [];

  constructor({ plugins, services }: Translation) {
    for (const { entity, source } of plugins) {
      this.add({ entity, source });
    }
    for (const { service, routes, parent } of services) {
      service.plugins?.forEach(plugin => this.add({ entity: inside(plugin, { service: service.name }), source: parent }));
      routes.forEach(({ route, source }) => route.plugins?.forEach(plugin => this.add({ entity: inside(plugin, { route: route.name }), source })));
    }
  }

  /** The plugins that run for a caller on a route, in the order of their execution. */
  public on(route: KongRoute, service: string, caller: Caller): Winner[] {
    const byType = new Map<string, Candidate[]>();
    const callers = [callerKey(caller.consumer), ...caller.groups.map(group => callerKey(undefined, group))];
    const found = [this.byRoute.get(route.name), this.byService.get(service), ...callers.map(key => this.byCaller.get(key)), this.anywhere];
    for (const candidate of found.flatMap(each => each ?? [])) {
      if (applies(candidate.entity, route.name, service, caller)) {
        push(byType, candidate.entity.name, candidate);
      }
    }
    return [...byType.values()].map(candidates => best(candidates, caller)).sort((a, b) => byExecution(a.entity.name, b.entity.name));
  }

  private add(candidate: Candidate): void {
    const { enabled, route, service, consumer, consumer_group: group } = candidate.entity;
    if (!enabled) {
      return;
    }
    if (route !== undefined) {
      push(this.byRoute, route, candidate);
    } else if (service !== undefined) {
      push(this.byService, service, candidate);
    } else if (consumer !== undefined || group !== undefined) {
      push(this.byCaller, callerKey(consumer, group), candidate);
    } else {
      this.anywhere.push(candidate);
    }
  }
}

function callerKey(consumer: string | undefined, group?: string): string {
  return group === undefined ? `consumer ${consumer}` : `group ${group}`;
}

/** The order in which Kong runs plugins: by priority, and of equal ones by name, backwards. What has no known priority comes last. */
export function byExecution(a: string, b: string): number {
  const [first, second] = [a, b].map(name => pluginPriority(name) ?? Number.NEGATIVE_INFINITY);
  return first === second ? byText(b, a) : second - first;
}

function inside(plugin: NestedPlugin, target: { readonly route?: string; readonly service?: string }): KongPluginEntity {
  return { ...plugin, ...target };
}

function applies(entity: KongPluginEntity, route: string, service: string, { consumer, groups }: Caller): boolean {
  return (entity.route ?? route) === route && (entity.service ?? service) === service
    && (entity.consumer === undefined || entity.consumer === consumer)
    && (entity.consumer_group === undefined || groups.includes(entity.consumer_group));
}

function best(candidates: readonly Candidate[], { groups }: Caller): Winner {
  const rank = ({ entity }: Candidate): number => PRECEDENCE.indexOf(`${entity.consumer ? 'c' : entity.consumer_group ? 'g' : ''}${entity.route ? 'r' : ''}${entity.service ? 's' : ''}`);
  // Of several groups the first in the order of the alphabet counts.
  const order = [...groups].sort(byText);
  const group = ({ entity }: Candidate): number => order.indexOf(entity.consumer_group ?? '');
  const sorted = [...candidates].sort((a, b) => rank(a) - rank(b) || group(a) - group(b));
  const [first] = sorted;
  return { ...first, rivals: sorted.slice(1).filter(each => rank(each) === rank(first) && group(each) === group(first)) };
}
