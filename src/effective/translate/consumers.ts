import { CREDENTIAL_TYPES, CredentialDraft, credentialsOf } from './credentials';
import { Events } from './events';
import { KongConsumer, KongConsumerGroup } from './kong-config';
import { asText, byText, keyOf, list, Obj, push, text } from './objects';
import { Named } from './plugin-relations';
import { takesClassed } from './selection';
import { tagsOf } from './tags';
import { World } from './world';

/** A consumer with the object that it is made of; its name is what plugins have it by. */
export interface ConsumerDraft extends Named {
  readonly consumer: KongConsumer;
  readonly credentials: CredentialDraft[];
}

/** A consumer group with its object. */
export interface GroupDraft extends Named {
  readonly group: KongConsumerGroup;
}

/** The consumer groups that the controller takes. */
export function translateGroups(world: World): GroupDraft[] {
  const taken = world.ofKind('KongConsumerGroup').filter(group => takesClassed(world, group));
  return taken.map(source => ({ source, name: source.name, group: { name: source.name, tags: tagsOf(source) } })).sort((a, b) => byText(a.name, b.name));
}

/** The consumers that the controller takes, with their credentials, by username. */
export function translateConsumers(world: World, groups: GroupDraft[], events: Events): ConsumerDraft[] {
  const drafts: ConsumerDraft[] = [];
  const known = new Set(groups.map(({ source }) => keyOf(source.namespace, source.name)));
  for (const source of world.ofKind('KongConsumer')) {
    if (takesClassed(world, source)) {
      const draft = consumerOf(world, source, known, events);
      draft && drafts.push(draft);
    }
  }
  const kept = withoutConflicts(drafts, events);
  return kept.sort((a, b) => byText(a.consumer.username ?? '', b.consumer.username ?? '')
    || byText(keyOf(a.source.namespace, a.source.name), keyOf(b.source.namespace, b.source.name)));
}

function consumerOf(world: World, source: Obj, known: Set<string>, events: Events): ConsumerDraft | undefined {
  const { manifest } = source;
  const username = text(manifest.username);
  const customId = text(manifest.custom_id);
  const name = username ?? customId;
  if (name === undefined) {
    events.add('no username or custom_id specified', source);
    return undefined;
  }
  const credentials = credentialsOf(world, source, list(manifest.credentials), events);
  const names = list(manifest.consumerGroups).map(asText);
  names.filter(each => !known.has(keyOf(source.namespace, each))).forEach(each => events.add(`nonexistent consumer group: "${each}"`, source));
  const groups = names.filter(each => known.has(keyOf(source.namespace, each))).map(each => ({ name: each }));
  const consumer: KongConsumer = {
    ...username && { username },
    ...customId && { custom_id: customId },
    tags: [...tagsOf(source), ...list(manifest.spec?.tags).map(asText)],
    ...groups.length > 0 && { groups },
  };
  for (const { type, credential } of credentials) {
    if (type && credential) {
      (consumer[CREDENTIAL_TYPES[type].list] ??= []).push(credential);
    }
  }
  return { source, name, consumer, credentials };
}

/** Two credentials of one type with one key take all their consumers away, with everything that these have. */
function withoutConflicts(drafts: ConsumerDraft[], events: Events): ConsumerDraft[] {
  const owners = new Map<string, { readonly draft: ConsumerDraft; readonly secret: Obj }[]>();
  for (const draft of drafts) {
    for (const { type, secret, credential } of draft.credentials) {
      if (type && credential && CREDENTIAL_TYPES[type].unique) {
        push(owners, JSON.stringify([type, credential[CREDENTIAL_TYPES[type].key]]), { draft, secret });
      }
    }
  }
  const dropped = new Set<ConsumerDraft>();
  for (const [index, same] of owners) {
    if (same.length > 1) {
      const [type] = JSON.parse(index);
      const conflict = `conflict detected in "${type} on '${CREDENTIAL_TYPES[type].key}'" index`;
      for (const { draft, secret } of same) {
        events.add(`Secret has conflicting credential: ${conflict}`, secret);
        events.add(`Consumer has conflicting credentials: ${conflict}`, draft.source);
        dropped.add(draft);
      }
    }
  }
  return drafts.filter(draft => !dropped.has(draft));
}
