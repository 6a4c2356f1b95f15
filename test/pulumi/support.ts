import * as pulumi from '@pulumi/pulumi';

/** What the engine was asked to make. */
export interface Seen {
  readonly type: string;
  readonly name: string;
  readonly inputs: any;
  readonly provider?: string;
  /** What else the request says, as the engine sees it. */
  readonly request: any;
}

/** What stands in inputs for a value that is not known. */
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';

/** A program of its own: everything made from here on belongs to it. */
export async function startProgram(preview: boolean = false): Promise<Seen[]> {
  const seen: Seen[] = [];
  await pulumi.runtime.setMocks({
    newResource: args => ({ id: `${args.name}-id`, state: args.inputs }),
    call: () => ({}),
  }, 'project', 'stack', preview);
  const monitor = (pulumi.runtime as any).getMonitor();
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request: any, callback: any) => {
    const inputs = request.getObject().toJavaScript();
    seen.push({ type: request.getType(), name: request.getName(), inputs, provider: request.getProvider(), request });
    return register(request, callback);
  };
  return seen;
}

/** The Kubernetes objects among what was seen. */
export function objectsIn(seen: Seen[]): Seen[] {
  return seen.filter(({ type }) => type.startsWith('kubernetes:'));
}

/** The one object of a kind and resource name. */
export function resource(seen: Seen[], kind: string, name: string): Seen {
  const found = objectsIn(seen).filter(object => object.type.endsWith(`:${kind}`) && object.name === name);
  if (found.length !== 1) {
    throw new Error(`expected one ${kind} ${name}, got ${found.length} among ${objectsIn(seen).map(o => `${o.type} ${o.name}`).join(', ')}`);
  }
  return found[0];
}

/** The value of a leaf that is a secret; throws for one that is none. */
export function secretIn(value: any): any {
  if (value?.[SIGNATURE] !== SECRET) {
    throw new Error(`expected a secret, got ${JSON.stringify(value)}`);
  }
  return value.value;
}

/** The paths of all leaves for which something holds. */
export function leaves(value: any, holds: (leaf: any) => boolean, path: string = ''): string[] {
  if (holds(value)) {
    return [path];
  }
  return typeof value !== 'object' || value === null ? []
    : Object.entries(value).flatMap(([key, inner]) => leaves(inner, holds, path === '' ? key : `${path}.${key}`));
}

export const isUnknown = (leaf: any): boolean => leaf === UNKNOWN;
export const isSecret = (leaf: any): boolean => leaf?.[SIGNATURE] === SECRET;

/** An output that a preview does not know. */
export function unknown<T>(): pulumi.Output<T> {
  return new (pulumi.Output as any)(new Set(), Promise.resolve(undefined), Promise.resolve(false), Promise.resolve(false), Promise.resolve(new Set()));
}
