const NONE = -1;

/**
 * Gives each of a bounded number of keys a place, and takes the place of the key longest unused for a new one.
 *
 * The order is a chain through arrays. A Map knows its oldest key as well, but has to look for it past all that were deleted, which a flood
 * of new keys would turn into seconds.
 */
export class LruSlots {
  private readonly slots = new Map<string, number>();
  private readonly keys: (string | undefined)[] = [];
  private readonly older: Int32Array;
  private readonly newer: Int32Array;
  private readonly free: number[] = [];
  private oldest = NONE;
  private newest = NONE;

  constructor(private readonly capacity: number) {
    this.older = new Int32Array(capacity);
    this.newer = new Int32Array(capacity);
  }

  public get size(): number {
    return this.slots.size;
  }

  /** The place of a key, which becomes the newest; undefined if it has none. */
  public use(key: string): number | undefined {
    const slot = this.slots.get(key);
    if (slot !== undefined && slot !== this.newest) {
      this.unlink(slot);
      this.link(slot);
    }
    return slot;
  }

  /** A place for a key that has none, and whether another key had to leave it. */
  public add(key: string): { slot: number; evicted: boolean } {
    const evicted = this.free.length === 0 && this.keys.length === this.capacity;
    if (evicted) {
      this.delete(this.keys[this.oldest]!);
    }
    const slot = this.free.pop() ?? this.keys.length;
    this.keys[slot] = key;
    this.slots.set(key, slot);
    this.link(slot);
    return { slot, evicted };
  }

  public delete(key: string): void {
    const slot = this.slots.get(key);
    if (slot !== undefined) {
      this.slots.delete(key);
      this.unlink(slot);
      this.keys[slot] = undefined;
      this.free.push(slot);
    }
  }

  public entries(): IterableIterator<[string, number]> {
    return this.slots.entries();
  }

  public clear(): void {
    this.slots.clear();
    this.keys.length = 0;
    this.free.length = 0;
    this.oldest = this.newest = NONE;
  }

  private link(slot: number): void {
    this.older[slot] = this.newest;
    this.newer[slot] = NONE;
    if (this.newest === NONE) {
      this.oldest = slot;
    } else {
      this.newer[this.newest] = slot;
    }
    this.newest = slot;
  }

  private unlink(slot: number): void {
    const [older, newer] = [this.older[slot], this.newer[slot]];
    if (older === NONE) {
      this.oldest = newer;
    } else {
      this.newer[older] = newer;
    }
    if (newer === NONE) {
      this.newest = older;
    } else {
      this.older[newer] = older;
    }
  }
}
