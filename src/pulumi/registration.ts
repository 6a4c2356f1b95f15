import * as pulumi from '@pulumi/pulumi';
import { registerObject } from './kinds';
import { Outputs } from './outputs';
import { keyOf, References } from './references';
import { Slot } from './slot';
import { TreeObject } from './tree';

/** An object that is ready to be registered. */
export interface FinalManifest extends TreeObject {
  /** The manifest with outputs in it. */
  readonly final: any;
}

interface Registered {
  readonly resource: pulumi.CustomResource;
  readonly manifest: string;
}

/** What a program has registered. */
export class Registration {
  private readonly registered = new Map<string, Registered>();
  private readonly names = new WeakMap<Slot, Map<string, string>>();

  constructor(private readonly outputs: Outputs) {}

  /**
   * Registers what is new, each after what it refers to.
   *
   * @throws when something that was registered before has changed since
   */
  public register(objects: FinalManifest[]): void {
    const news = objects.filter(object => !this.isRegistered(object));
    if (news.length === 0) {
      return;
    }
    news.forEach(object => this.claimName(object));
    const references = new References(objects.map(({ manifest }) => manifest));
    const byKey = new Map(objects.map(object => [keyOf(object.manifest), object]));
    const byPath = new Map(objects.map(object => [object.path, object]));
    const open = new Set<string>();
    const place = (object: FinalManifest): pulumi.CustomResource | undefined => {
      const done = this.registered.get(object.path);
      if (done || open.has(object.path)) {
        return done?.resource;
      }
      open.add(object.path);
      const before = [...references.of(object.manifest).map(key => byKey.get(key)), ...object.after.map(path => byPath.get(path))];
      const dependsOn = [...new Set(before)].filter(other => other !== undefined).map(place).filter(other => other !== undefined);
      const { component: parent, skipAwait } = object.owner;
      const resource = registerObject(resourceName(object), object.final, { parent, ...dependsOn.length > 0 && { dependsOn } }, skipAwait);
      this.registered.set(object.path, { resource, manifest: JSON.stringify(object.manifest) });
      return resource;
    };
    news.forEach(place);
  }

  /** When the engine has seen all of it. */
  public async seen(): Promise<void> {
    await Promise.all([...this.registered.values()].map(({ resource }) => (resource.urn as any).promise()));
  }

  private isRegistered({ path, manifest, owner }: TreeObject): boolean {
    const before = this.registered.get(path);
    if (before && before.manifest !== JSON.stringify(manifest)) {
      throw new pulumi.ResourceError(this.outputs.readable(`${manifest.kind} ${manifest.metadata?.name} would be another one than what was registered before the program waited: expected that all that belongs to an object is made in one step; make it before the await, or do not await in between [${path}]`), owner.component!, true);
    }
    return before !== undefined;
  }

  /** Two resources of one type and name are an error of Pulumi's that says nothing of objects. */
  private claimName(object: TreeObject): void {
    const { manifest, owner, path } = object;
    const type = `${manifest.apiVersion} ${manifest.kind} ${resourceName(object)}`;
    const names = this.names.get(owner) ?? new Map<string, string>();
    const other = names.get(type);
    if (other !== undefined) {
      throw new pulumi.ResourceError(`two objects of kind ${manifest.kind} would be the resource '${resourceName(object)}', [${other}] and [${path}]: expected names that differ; name one of them otherwise`, owner.component!, true);
    }
    this.names.set(owner, names.set(type, path));
  }
}

/**
 * The name of an object's resource: that of the component, and what the object's name has beside it. It carries what the object's name
 * carries, so that a resource with another name never is the same object: Pulumi would make it and then delete it.
 */
function resourceName({ owner, manifest, path }: TreeObject): string {
  const { name = path, namespace } = manifest.metadata ?? {};
  const own = owner.id !== undefined && (name === owner.id || name.startsWith(`${owner.id}-`)) ? name.slice(owner.id.length) : `-${name}`;
  return `${owner.name}${own}${namespace === undefined || namespace === owner.namespace ? '' : `@${namespace}`}`;
}
