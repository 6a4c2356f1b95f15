import * as pulumi from '@pulumi/pulumi';
import { Slot } from './slot';
import { TreeObject } from './tree';

/** In place of objects that are never made. */
export const NEVER: any[] = [];

/** Who waits for the objects of a component. */
interface Reader {
  readonly manifests: Promise<any[]>;
  readonly resolve: (manifests: any[]) => void;
  readonly reject: (error: Error) => void;
  /** What was told, as names of objects. */
  told?: string;
}

/** What is read from the objects of components, each as soon as they are made. */
export class Readers {
  private readonly readers = new Map<Slot, Reader>();

  /** The objects of a component. It fails as the program does. */
  public of(slot: Slot): Promise<any[]> {
    const reader = this.readers.get(slot) ?? newReader();
    this.readers.set(slot, reader);
    return reader.manifests;
  }

  /**
   * Tells those who wait.
   *
   * @throws when a component has other objects by now than were told
   */
  public tell(objects: TreeObject[]): void {
    const owned = new Map<Slot, any[]>();
    for (const { owner, manifest } of objects) {
      const list = owned.get(owner) ?? [];
      list.push(manifest);
      owned.set(owner, list);
    }
    for (const [slot, reader] of this.readers) {
      const manifests = owned.get(slot) ?? [];
      const names = manifests.map(({ kind, metadata }) => `${kind} ${metadata?.name}`).join();
      if (reader.told !== undefined && reader.told !== names) {
        throw new pulumi.ResourceError(`component '${slot.name}' has other objects than when its outputs were read, ${names} and not ${reader.told}: expected that all that belongs to it is made in one step; make it before the program awaits anything, and not in an apply`, slot.component, true);
      }
      reader.told = names;
      reader.resolve(manifests);
    }
  }

  /**
   * Tells those who still wait that nothing comes.
   *
   * @param told whether the engine knows of the error. Then they have what nobody knows, and the program ends in order; otherwise they fail.
   */
  public fail(error: Error, told: boolean): void {
    this.readers.forEach(reader => told ? reader.resolve(NEVER) : reader.reject(error));
  }
}

function newReader(): Reader {
  let settle: Pick<Reader, 'resolve' | 'reject'>;
  const manifests = new Promise<any[]>((resolve, reject) => { settle = { resolve, reject }; });
  // Nobody need be interested.
  manifests.catch(() => {});
  return { manifests, ...settle! };
}

/** An output that may fail without anybody looking at it; what is made of it fails with it. */
export function quiet<T>(output: pulumi.Output<T>): pulumi.Output<T> {
  const { isKnown, isSecret, promise, allResources } = output as any;
  [isKnown, isSecret, promise(), allResources()].forEach((part: Promise<unknown>) => part.catch(() => {}));
  return output;
}
