/** How a value is made of what may be outputs. `R` is the making that it is part of. */
export type Remake<T extends object = object> = (run: any) => T;

interface SwappedValue {
  readonly value: object;
  readonly remake: Remake;
}

const SWAPPED = new WeakSet<object>();

/** Whether a value was made of outputs. */
export function isSwapped(value: object): boolean {
  return SWAPPED.has(value);
}

/**
 * Values that were made of outputs: policies, addresses, references. While constructs are made again, each holds what it would hold if it
 * had been made of the real values, and so do all that refer to it, callbacks of the user included.
 */
export class SwappedValues {
  private readonly values: SwappedValue[] = [];
  private undo: (() => void)[] = [];

  /** @param remake makes it; what it is made of was added before. */
  public add(value: object, remake: Remake): void {
    SWAPPED.add(value);
    this.values.push({ value, remake });
  }

  /** Puts the content of real values in. @throws what their classes throw */
  public swapIn(run: unknown): void {
    for (const { value, remake } of this.values) {
      const before = contentOf(value);
      fill(value, contentOf(remake(run)));
      this.undo.unshift(() => fill(value, before));
    }
  }

  /** Puts the content back that stands for outputs. */
  public swapOut(): void {
    this.undo.forEach(undo => undo());
    this.undo = [];
  }
}

type Content = Record<PropertyKey, PropertyDescriptor>;

function contentOf(value: object): Content {
  return Object.getOwnPropertyDescriptors(value) as Content;
}

function fill(value: object, content: Content): void {
  Reflect.ownKeys(value).filter(key => !(key in content)).forEach(key => Reflect.deleteProperty(value, key));
  Object.defineProperties(value, content as PropertyDescriptorMap);
}
