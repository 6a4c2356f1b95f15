import { isVaultReference } from './formats';
import { isToken } from '../../values/token';

/** A plugin's config together with what configPatches will put into it, whose values are not known here. */
export class ConfigView {
  private readonly patched: readonly string[];

  /** @param patchedPaths JSON pointers under config. */
  constructor(private readonly config: Record<string, unknown>, patchedPaths: readonly string[]) {
    this.patched = patchedPaths.map((pointer) => pointerSteps(pointer).join('.'));
  }

  /** The value at a dotted path as it stands in the config; undefined if it is not there, or only after patching. */
  public get(path: string): unknown {
    let value: unknown = this.config;
    let from = 0;
    for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', from)) {
      value = member(value, path.slice(from, dot));
      from = dot + 1;
    }
    return member(value, from === 0 ? path : path.slice(from)) ?? undefined;
  }

  /** The text at a path; undefined also while it is not known what an output holds. */
  public text(path: string): string | undefined {
    const value = this.get(path);
    return typeof value === 'string' && !isToken(value) ? value : undefined;
  }

  /** The same for a number. */
  public number(path: string): number | undefined {
    const value = this.get(path);
    return typeof value === 'number' && !isToken(value) ? value : undefined;
  }

  /** The elements of the list at a path; empty if there is none. */
  public list(path: string): readonly unknown[] {
    const value = this.get(path);
    return Array.isArray(value) ? value : [];
  }

  /** The strings of a list, each with the path that names it. A reference into a vault is left out. */
  public* texts(path: string): Generator<[string, string]> {
    const list = this.list(path);
    for (let i = 0; i < list.length; i++) {
      const value = list[i];
      if (typeof value === 'string' && !isVaultReference(value) && !isToken(value)) yield [`${path}[${i}]`, value];
    }
  }

  /** Whether a patch fills the path, something in it or something around it. */
  public isPatched(path: string): boolean {
    return this.patched.some((p) => p === path || p.startsWith(`${path}.`) || path.startsWith(`${p}.`));
  }

  /** Whether the path has a value, by the config or by a patch. */
  public has(path: string): boolean {
    return this.get(path) !== undefined || (this.patched.length > 0 && this.isPatched(path));
  }

  /** Whether the path holds something: Kong's checks across fields take an empty list, map or string as not there. */
  public isFilled(path: string): boolean {
    if (this.patched.length > 0 && this.isPatched(path)) return true;
    const value = this.get(path);
    if (value === undefined || value === '') return false;
    return typeof value !== 'object' || Object.keys(value as object).length > 0;
  }
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

/** The steps of a JSON pointer (RFC 6901). */
export function pointerSteps(pointer: string): string[] {
  return pointer.split('/').slice(1).map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'));
}
