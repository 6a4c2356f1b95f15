import { list, map } from '../rules/final-object';

/** What finds an object: `KongPlugin shop/jwt`. */
export type Key = string;

/** The key of an object. */
export function keyOf(manifest: any): Key {
  return key(manifest.kind, manifest.metadata?.namespace, manifest.metadata?.name);
}

/**
 * What must exist before an object: the plugins, Secrets and groups that it names, the certificate that fills a Secret that it names, its
 * namespace, and the definition of its kind. Names of objects that this program does not make find nothing.
 */
export class References {
  private readonly made = new Set<Key>();
  private readonly certificates = new Map<Key, Key>();
  private readonly definitions = new Map<string, Key>();

  constructor(manifests: any[]) {
    for (const manifest of manifests) {
      this.made.add(keyOf(manifest));
      const { kind, metadata, spec } = manifest;
      if (kind === 'Certificate' && spec?.secretName) {
        this.certificates.set(key('Secret', metadata?.namespace, spec.secretName), keyOf(manifest));
      } else if (kind === 'CustomResourceDefinition') {
        this.definitions.set(`${spec?.group} ${spec?.names?.kind}`, keyOf(manifest));
      }
    }
  }

  /** The keys of what must exist before an object, each once. */
  public of(manifest: any): Key[] {
    const keys = [...this.named(manifest), ...this.surroundings(manifest)];
    return [...new Set(keys)].filter(found => found !== keyOf(manifest));
  }

  private *named({ kind, metadata, spec, ...body }: any): Generator<Key> {
    const namespace = metadata?.namespace;
    const filters = list(spec?.rules).flatMap(rule => list(rule?.filters)).map(filter => filter?.extensionRef?.name);
    for (const name of [...String(metadata?.annotations?.['konghq.com/plugins'] ?? '').split(','), ...filters]) {
      yield* this.plugin(namespace, name);
    }
    const secrets = [
      ...list(spec?.tls).map(tls => tls?.secretName),
      ...kind === 'KongConsumer' ? list(body.credentials) : [],
    ].map(name => ({ name, namespace }));
    const fromSecrets = [...list(body.configPatches).map(patch => patch?.valueFrom), body.configFrom].map(from => from?.secretKeyRef)
      .filter(Boolean).map(from => ({ name: from.name, namespace: from.namespace ?? namespace }));
    for (const secret of [...secrets, ...fromSecrets]) {
      yield* this.secret(secret.namespace, secret.name);
    }
    for (const group of kind === 'KongConsumer' ? list(body.consumerGroups) : []) {
      yield* this.known(key('KongConsumerGroup', namespace, group));
    }
    if (kind === 'Certificate') {
      const { kind: issuer, name } = map(spec?.issuerRef);
      yield* this.known(key(issuer, issuer === 'ClusterIssuer' ? undefined : namespace, name));
    }
  }

  private *surroundings({ kind, apiVersion, metadata }: any): Generator<Key> {
    yield* this.known(key('Namespace', undefined, metadata?.namespace));
    const definition = this.definitions.get(`${String(apiVersion).split('/')[0]} ${kind}`);
    if (definition) {
      yield definition;
    }
  }

  private *plugin(namespace: string | undefined, written: unknown): Generator<Key> {
    const [place, bare] = String(written ?? '').trim().split(':').length === 2 ? String(written).trim().split(':') : [namespace, String(written ?? '').trim()];
    const own = key('KongPlugin', place, bare);
    yield* this.known(this.made.has(own) ? own : key('KongClusterPlugin', undefined, bare));
  }

  private *secret(namespace: string | undefined, name: unknown): Generator<Key> {
    const own = key('Secret', namespace, name);
    yield* this.known(own);
    const certificate = this.certificates.get(own);
    if (certificate) {
      yield certificate;
    }
  }

  private *known(found: Key): Generator<Key> {
    if (this.made.has(found)) {
      yield found;
    }
  }
}

function key(kind: unknown, namespace: unknown, name: unknown): Key {
  return `${String(kind)} ${String(namespace ?? '')}/${String(name ?? '')}`;
}
