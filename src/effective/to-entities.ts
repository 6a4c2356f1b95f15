import { EffectiveConsumer, EffectivePlugin, EffectiveRoute, EffectiveService } from './effective-entities';
import { ConsumerDraft } from './translate/consumers';
import { RouteDraft, ServiceDraft } from './translate/draft';
import { KongPluginEntity, KongUpstream } from './translate/kong-config';
import { keyOf, nameOf, Obj } from './translate/objects';
import { targetText } from './verdict/plugin-checks';
import { Candidate } from './winners';
import { pluginPriority } from '../kong/facts/plugin-facts';

/** A service in the words of this library. */
export function toService({ service, services }: ServiceDraft, upstream: KongUpstream | undefined): EffectiveService {
  return {
    name: service.name,
    host: service.host,
    ...service.port !== undefined && { port: service.port },
    protocol: service.protocol,
    ...service.path !== undefined && { path: service.path },
    connectTimeout: service.connect_timeout,
    readTimeout: service.read_timeout,
    writeTimeout: service.write_timeout,
    retries: service.retries,
    services: services.map(({ namespace, name }) => keyOf(namespace, name)),
    targets: (upstream?.targets ?? []).map(({ target }) => target),
  };
}

/** A route in the words of this library. */
export function toRoute({ route, source }: RouteDraft, service: string): EffectiveRoute {
  return {
    name: route.name,
    source: nameOf(source),
    service,
    hosts: [...route.hosts ?? []],
    paths: [...route.paths ?? []],
    methods: [...route.methods ?? []],
    headers: structuredClone(route.headers ?? {}),
    snis: [...route.snis ?? []],
    protocols: [...route.protocols ?? []],
    httpsRedirectStatusCode: route.https_redirect_status_code,
    stripPath: route.strip_path ?? false,
    preserveHost: route.preserve_host,
    regexPriority: route.regex_priority ?? 0,
    tags: [...route.tags ?? []],
  };
}

/** A plugin in the words of this library. */
export function toPlugin(entity: KongPluginEntity, source: Obj, rivals: readonly Candidate[] = []): EffectivePlugin {
  const priority = pluginPriority(entity.name);
  return {
    type: entity.name,
    object: nameOf(source),
    target: targetText(entity),
    config: structuredClone(entity.config ?? {}),
    protocols: [...entity.protocols],
    enabled: entity.enabled,
    ...entity.route !== undefined && { route: entity.route },
    ...entity.service !== undefined && { service: entity.service },
    ...entity.consumer !== undefined && { consumer: entity.consumer },
    ...entity.consumer_group !== undefined && { consumerGroup: entity.consumer_group },
    ...priority !== undefined && { priority },
    rivals: rivals.map(rival => nameOf(rival.source)),
  };
}

/** A consumer in the words of this library. */
export function toConsumer({ name, source, consumer, credentials }: ConsumerDraft): EffectiveConsumer {
  return {
    name,
    ...consumer.custom_id !== undefined && { customId: consumer.custom_id },
    source: nameOf(source),
    credentials: credentials.map(({ type, secret }) => ({ ...type && { type }, secret: keyOf(secret.namespace, secret.name) })),
    groups: (consumer.groups ?? []).map(group => group.name),
  };
}
