/** A Kubernetes object as the controller's cache holds it: what other parts need to know of it, read once. */
export interface Obj {
  readonly kind: string;
  readonly group: string;
  readonly version: string;
  /** Empty for what is cluster-scoped. */
  readonly namespace: string;
  readonly name: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly manifest: any;
  /** When it was made, compared with the others: by its creation timestamp, or else by its place on the page. */
  readonly age: number;
  /** It is not among the objects, and is taken to exist because something names it. */
  readonly assumed?: boolean;
}

/** On a manifest that stands for an object which exists without the others, and whose content is not known. */
export const ASSUMED = Symbol('gatewarden.assumed');

/** A value that should be a list, as one. */
export function list(value: unknown): any[] {
  return Array.isArray(value) ? value : [];
}

/** A value that should be a map, as one. */
export function map(value: unknown): Record<string, any> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, any> : {};
}

/** A value that should be text; undefined if it is not, or is empty. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Any value as text. */
export function asText(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** Annotations or labels; users' YAML may hold numbers and booleans where Kubernetes wants texts. */
export function texts(value: unknown): Record<string, string> {
  const entries = map(value);
  for (const key in entries) {
    if (typeof entries[key] !== 'string') {
      return Object.fromEntries(Object.entries(entries).map(([name, each]) => [name, asText(each)]));
    }
  }
  return entries;
}

/** The key of a namespaced object. */
export function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

/** An object as events and people name it: `Ingress shop/api`, `KongClusterPlugin limits`. */
export function nameOf({ kind, namespace, name }: Pick<Obj, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/** Adds a value to the list at a key. */
export function push<K, V>(lists: Map<K, V[]>, at: K, value: V): void {
  const found = lists.get(at);
  found ? found.push(value) : lists.set(at, [value]);
}

/** The order of texts in Go, which is not that of a locale. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The order of age; of two objects of one age, that of namespace and name. */
export function byAge(a: Obj, b: Obj): number {
  return a.age - b.age || byText(keyOf(a.namespace, a.name), keyOf(b.namespace, b.name));
}
