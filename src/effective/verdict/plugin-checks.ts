import { Refuse, repeated, VerdictTarget } from './target';
import { checkPluginConfig } from '../../kong/facts/check-config';
import { consumerGroupScopeAllowed, consumerScopeAllowed, isBundledPlugin, isEnterprisePlugin } from '../../kong/facts/plugin-facts';
import { KongPluginEntity } from '../translate/kong-config';
import { nameOf, Obj } from '../translate/objects';
import { PluginDraft } from '../translate/plugins';

/** What the facts say of a configuration that Kong takes all the same, and does not do what it looks like. */
const TAKEN = /so it is not checked|so no key is ever found|so any site could read answers|would answer 500|so the field would be missing|hands on unresolved/;

/** What Kong refuses in plugin entities. */
export function checkPlugins(plugins: readonly PluginDraft[], target: VerdictTarget, refuse: Refuse): void {
  const configs = new Map<Obj, string[]>();
  for (const draft of plugins) {
    const { entity, source } = draft;
    const of = `plugin ${entity.name} (${nameOf(source)})`;
    if (!configs.has(source)) {
      configs.set(source, configProblems(draft, target));
      configs.get(source)!.forEach(text => refuse(`${of}: ${text}`));
    }
    if (entity.consumer !== undefined && !consumerScopeAllowed(entity.name)) {
      refuse(`${of} is bound to consumer ${entity.consumer}, and ${entity.name} takes none`);
    }
    if (entity.consumer_group !== undefined && !consumerGroupScopeAllowed(entity.name, target.version, target.edition)) {
      refuse(`${of} is bound to consumer group ${entity.consumer_group}, which ${target.edition} ${target.version} does not take`);
    }
  }
  for (const [, same] of repeated(plugins, ({ entity }) => identity(entity))) {
    const objects = [...new Set(same.map(({ source }) => nameOf(source)))].join(' and ');
    refuse(`plugin ${same[0].entity.name} is there ${same.length} times ${targetText(same[0].entity)}, of ${objects}: one type, one place, one entity`);
  }
  for (const [name, same] of repeated(plugins, ({ entity }) => entity.instance_name)) {
    const different = new Set(same.map(({ entity }) => identity(entity))).size > 1;
    different && refuse(`plugins ${same.map(({ source }) => nameOf(source)).join(' and ')} share the instance name ${name}`);
  }
}

/** What makes the id of an entity: two of one id are refused. */
export function identity({ name, route, service, consumer, consumer_group: group }: KongPluginEntity): string {
  return JSON.stringify([name, route, service, consumer, group]);
}

/** Where an entity hangs, in words. */
export function targetText({ route, service, consumer, consumer_group: group }: Omit<KongPluginEntity, 'name' | 'enabled' | 'protocols'>): string {
  const parts = [route && `route ${route}`, service && `service ${service}`, consumer && `consumer ${consumer}`, group && `consumer group ${group}`].filter(Boolean);
  return parts.length > 0 ? `on ${parts.join(' and ')}` : 'everywhere';
}

function configProblems({ entity, config }: PluginDraft, { version, edition, customPlugins }: VerdictTarget): string[] {
  if (customPlugins.includes(entity.name)) {
    return [];
  }
  if (edition === 'oss' && isEnterprisePlugin(entity.name)) {
    return [`${entity.name} needs kong enterprise`];
  }
  if (!isBundledPlugin(entity.name)) {
    return [`'${entity.name}' is no plugin that comes with kong`];
  }
  if (config.unknown) {
    return [];
  }
  const options = { allowUnknownPlugin: true, patchedPaths: config.unknownPaths };
  return checkPluginConfig(entity.name, config.config, { version, edition }, options).filter(text => !TAKEN.test(text));
}
