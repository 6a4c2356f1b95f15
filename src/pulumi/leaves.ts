import * as pulumi from '@pulumi/pulumi';
import { isOutputText } from './output-text';
import { Outputs } from './outputs';
import { hasRemains, hasToken, replaceTokens, splitTokens, wholeToken } from '../values/token';

/** An object with outputs where their stand-ins were: the whole leaf, or a text joined around it. */
export function withOutputs(manifest: any, outputs: Outputs): any {
  return replaced(manifest, value => {
    const whole = wholeToken(value);
    return whole !== undefined ? outputs.at(whole).output
      : pulumi.all(splitTokens(String(value)).map(part => typeof part === 'number' ? outputs.at(part).output : part)).apply(values => values.map(String).join(''));
  });
}

/** An object as it is when it is made a second time and nothing computes with outputs: their values where they are known, the other stand-ins where not. */
export function withValues(manifest: any, outputs: Outputs): any {
  const valueOf = (index: number, type: 'text' | 'number') => {
    const again = outputs.againOf(outputs.at(index));
    return again.known ? again.value : again.standIn[type];
  };
  return replaced(manifest, value => {
    const whole = wholeToken(value);
    return whole !== undefined ? valueOf(whole, typeof value === 'number' ? 'number' : 'text') : replaceTokens(String(value), valueOf);
  });
}

/**
 * What keeps outputs from being put into an object: it is found by the place where one is, something has changed a stand-in, or the output
 * is lost and Pulumi's text about it is there.
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
  if (typeof value === 'string' || typeof value === 'number') {
    return hasRemains(value) ? { path, text: String(value), why: 'was changed on its way' }
      : typeof value === 'string' && isOutputText(value) ? { path, text: value, why: 'is the text that pulumi writes in place of an output' } : undefined;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  for (const [key, inner] of Object.entries(value)) {
    const at = path === '' ? key : Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
    const found = hasToken(key) || hasRemains(key) || isOutputText(key) ? { path: at, text: key, why: 'is the name of an entry' } : search(inner, at);
    if (found) {
      return found;
    }
  }
  return undefined;
}

function replaced(value: any, leaf: (value: string | number) => unknown): any {
  if (typeof value === 'string' || typeof value === 'number') {
    return hasToken(value) ? leaf(value) : value;
  }
  if (Array.isArray(value)) {
    return value.map(item => replaced(item, leaf));
  }
  return typeof value !== 'object' || value === null ? value
    : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, leaf)]));
}
