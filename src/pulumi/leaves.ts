import * as pulumi from '@pulumi/pulumi';
import { Outputs } from './outputs';
import { hasRemains, hasToken, splitTokens, wholeToken } from '../values/token';

/** What becomes of a text or number with stand-ins in it. */
type Leaf = (value: string | number, parts: (string | number)[]) => unknown;

/** An object with outputs where their stand-ins were: the whole leaf, or a text joined around it. */
export function withOutputs(manifest: any, outputs: Outputs): any {
  return replaced(manifest, (value, parts) => {
    const whole = wholeToken(value);
    if (whole !== undefined) {
      return outputs.at(whole).output;
    }
    return pulumi.all(parts.map(part => typeof part === 'number' ? outputs.at(part).output : part)).apply(values => values.map(String).join(''));
  });
}

/** An object with the values of outputs where they are known, and stand-ins where they are not. */
export function withValues(manifest: any, outputs: Outputs): any {
  return replaced(manifest, (value, parts) => {
    const known = (index: number) => {
      const { settled, token } = outputs.at(index);
      return settled?.known ? settled.value : typeof value === 'number' ? token.number : token.text;
    };
    const whole = wholeToken(value);
    return whole !== undefined ? known(whole) : parts.map(part => typeof part === 'number' ? String(known(part)) : part).join('');
  });
}

/**
 * What keeps outputs from being put into an object: it is found by the place where one is, or something has changed a stand-in.
 */
export function placeProblem(manifest: any): { readonly path: string; readonly text: string; readonly why: string } | undefined {
  for (const path of ['apiVersion', 'kind', 'metadata.name', 'metadata.namespace']) {
    const value = path.split('.').reduce((inner, key) => inner?.[key], manifest);
    if (hasToken(value) || (typeof value === 'string' && hasRemains(value))) {
      return { path, text: String(value), why: 'is what the object is found by' };
    }
  }
  return search(manifest, '');
}

function search(value: unknown, path: string): ReturnType<typeof placeProblem> {
  if (typeof value === 'string') {
    return hasRemains(value) ? { path, text: value, why: 'was changed on its way' } : undefined;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  for (const [key, inner] of Object.entries(value)) {
    const at = path === '' ? key : Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
    const found = hasToken(key) || hasRemains(key) ? { path: at, text: key, why: 'is the name of an entry' } : search(inner, at);
    if (found) {
      return found;
    }
  }
  return undefined;
}

function replaced(value: any, leaf: Leaf): any {
  if (typeof value === 'string' || typeof value === 'number') {
    const parts = hasToken(value) ? splitTokens(String(value)) : undefined;
    return parts ? leaf(value, parts) : value;
  }
  if (Array.isArray(value)) {
    return value.map(item => replaced(item, leaf));
  }
  return typeof value !== 'object' || value === null ? value
    : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, leaf)]));
}
