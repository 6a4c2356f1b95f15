import { Events } from './events';
import { items } from './go-values';
import { list, Obj, push } from './objects';
import { World } from './world';

/** A name that an annotation or filter holds, and where the controller looks for it. */
export interface PluginReference {
  readonly namespace: string;
  readonly name: string;
}

/** Who may refer to what in the namespace of a ReferenceGrant. */
export interface Grant {
  readonly from: any[];
  readonly to: any[];
}

export const PLUGINS_ANNOTATION = 'konghq.com/plugins';

/** Looks up plugins, and remembers what it has found: one object hangs on many routes. */
export class PluginReferences {
  private readonly grants = new Map<string, Grant[]>();

  constructor(world: World, private readonly events: Events) {
    for (const { namespace, manifest } of world.ofKind('ReferenceGrant')) {
      push(this.grants, namespace, { from: list(manifest.spec?.from), to: list(manifest.spec?.to) });
    }
  }

  /** What an object refers to. Only the first colon divides; a name with one needs a grant, also in the object's own namespace. */
  public of(by: Obj, annotation: string | undefined): PluginReference[] {
    const found: PluginReference[] = [];
    for (const item of items(annotation)) {
      const colon = item.indexOf(':');
      if (item === '' || item.startsWith(':') || item.endsWith(':')) {
        continue;
      }
      const reference = { namespace: colon < 0 ? by.namespace : item.slice(0, colon), name: item.slice(colon + 1) };
      if (colon < 0 || this.granted(by, reference)) {
        found.push(reference);
      } else {
        this.events.add(`no grant found to referenced "${item}" plugin in the requested remote KongPlugin bind`, by);
      }
    }
    return found;
  }

  private granted(by: Obj, { namespace, name }: PluginReference): boolean {
    const target = { group: 'configuration.konghq.com', kind: 'KongPlugin', name };
    return (this.grants.get(namespace) ?? []).some(grant => permits(grant, by, target));
  }
}

/** Whether a grant lets an object refer to a target in the grant's namespace. */
export function permits(grant: Grant, by: Pick<Obj, 'group' | 'kind' | 'namespace'>,
  target: { readonly group: string; readonly kind: string; readonly name: string }): boolean {
  return grant.from.some(from => from?.group === by.group && from?.kind === by.kind && from?.namespace === by.namespace)
    && grant.to.some(to => to?.group === target.group && to?.kind === target.kind && (!to?.name || to.name === target.name));
}
