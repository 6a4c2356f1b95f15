import { resolveBackends } from './backends';
import { CertificateDraft, translateCertificates } from './certificates';
import { ConsumerDraft, GroupDraft, translateConsumers, translateGroups } from './consumers';
import { ServiceDraft } from './draft';
import { Events, KongEvent } from './events';
import { translateHttpRoutes } from './httproutes';
import { translateIngresses } from './ingresses';
import { KongConfig, KongUpstream } from './kong-config';
import { byText, Obj } from './objects';
import { PluginReferences } from './plugin-references';
import { relationsOf } from './plugin-relations';
import { PluginDraft, translatePlugins } from './plugins';
import { applyRouteAnnotations } from './route-annotations';
import { applyServiceAnnotations } from './service-annotations';
import { upstreamOf } from './upstreams';
import { World, WorldOptions } from './world';

/** What the controller makes of the objects, with the objects that each entity is made of. */
export interface Translation {
  readonly config: KongConfig;
  readonly events: KongEvent[];
  /** In the order of the configuration, as are the routes in them. */
  readonly services: ServiceDraft[];
  readonly plugins: PluginDraft[];
  readonly consumers: ConsumerDraft[];
  readonly groups: GroupDraft[];
  readonly certificates: CertificateDraft[];
  /** Objects that the controller reads and this translation does not. */
  readonly unread: Obj[];
}

/**
 * What Kong's controller 3.5 sends to Kong 3.9 (no database, router `traditional_compatible`, feature gates as they come, no admission
 * webhook), and the events that it raises. Where the controller chooses at random, the first is chosen here.
 */
export function translate(manifests: readonly any[], options: WorldOptions): Translation {
  const events = new Events();
  const world = new World(manifests, options);
  const drafts = [...translateIngresses(world, events).values(), ...translateHttpRoutes(world, events)];
  drafts.forEach(draft => resolveBackends(world, draft, events));
  const upstreams = upstreamsOf(world, drafts, events);
  const services = drafts.filter(draft => !draft.dropped).sort((a, b) => byText(b.service.name, a.service.name));
  for (const draft of services) {
    applyServiceAnnotations(draft, events);
    draft.routes.forEach(applyRouteAnnotations);
    draft.routes.sort((a, b) => byText(b.route.name, a.route.name));
    draft.service.routes.push(...draft.routes.map(({ route }) => route));
  }
  const groups = translateGroups(world);
  const consumers = translateConsumers(world, groups, events);
  const plugins = translatePlugins(world, relationsOf(services, consumers, groups, new PluginReferences(world, events)), events);
  const certificates = translateCertificates(world, events);
  const config: KongConfig = {
    services: services.map(({ service }) => service),
    upstreams,
    plugins: plugins.map(({ entity }) => entity),
    consumers: consumers.map(({ consumer }) => consumer),
    certificates: certificates.map(({ certificate }) => certificate),
    consumer_groups: groups.map(({ group }) => group),
  };
  return { config: nonEmpty(config), events: events.all(), services, plugins, consumers, groups, certificates, unread: world.unread };
}

/** One upstream per host, the names in descending order. */
function upstreamsOf(world: World, drafts: ServiceDraft[], events: Events): KongUpstream[] {
  const found = new Map<string, KongUpstream>();
  for (const draft of drafts) {
    found.has(draft.service.host) || found.set(draft.service.host, upstreamOf(world, draft, events));
  }
  return [...found.values()].sort((a, b) => byText(b.name, a.name));
}

/** An empty configuration gets an upstream that nothing uses: Kong would not take none. */
function nonEmpty(config: KongConfig): KongConfig {
  return Object.values(config).some(entities => entities.length > 0) ? config : { ...config, upstreams: [{ name: 'kong' }] };
}
