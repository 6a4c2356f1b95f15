import { withValues } from './leaves';
import { Outputs } from './outputs';
import { Slot } from './slot';
import { TreeObject } from './tree';
import { hasToken } from '../values/token';

/** A place where an object with values put in is not what it is when it is made with them. */
export interface Difference {
  readonly text: string;
  readonly owner: Slot;
}

/**
 * What something has computed with outputs. Every object is compared: the one that was made with stand-ins, with the values put in their
 * place, and the one that was made with the values. For an output that is not known, another stand-in takes the part of the value.
 */
export function differences(made: TreeObject[], remade: TreeObject[], outputs: Outputs): Difference[] {
  const others = new Map(remade.map(object => [object.path, object]));
  const found: Difference[] = [];
  for (const object of made) {
    const other = others.get(object.path);
    others.delete(object.path);
    const place = other ? firstDifference(withValues(object.manifest, outputs), other.manifest, object.manifest, '') : { path: '', standIns: object.manifest };
    if (place) {
      found.push({ owner: object.owner, text: textOf(object, place, outputs) });
    }
  }
  for (const object of others.values()) {
    found.push({ owner: object.owner, text: textOf(object, { path: '', standIns: object.manifest }, outputs) });
  }
  return found;
}

interface Place {
  readonly path: string;
  /** What was there with stand-ins. */
  readonly standIns: unknown;
  readonly left?: unknown;
  readonly right?: unknown;
}

function textOf({ manifest, path }: TreeObject, place: Place, outputs: Outputs): string {
  const name = `${manifest.kind} ${manifest.metadata?.name}`;
  const near = outputs.propsIn(JSON.stringify(place.standIns) ?? '');
  const props = near.length > 0 ? near : outputs.propsIn(JSON.stringify(manifest));
  const what = props.length > 0 ? props.join(' or ') : `one of ${outputs.allProps().join(', ')}`;
  if (place.path === '') {
    return `${what} must be a plain value: whether ${name} is made depends on it, and what an output holds is known only later; give a literal, or a value that is resolved before. If you have changed a construct yourself, do it in change of its component, which is done again with the values [${path}]`;
  }
  return `${what} must be a plain value: ${place.path} of ${name} is ${short(place.left, outputs)} with the value put in, and ${short(place.right, outputs)} when it is made with the value, so something computes with it; give a literal, or a value that is resolved before. A value that was made of an output outside of this package's classes and callbacks must be made in one [${path}]`;
}

function firstDifference(left: any, right: any, standIns: any, path: string): Place | undefined {
  if (left === right) {
    return undefined;
  }
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null || Array.isArray(left) !== Array.isArray(right)) {
    return { path, standIns, left, right };
  }
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const at = path === '' ? key : Array.isArray(left) ? `${path}[${key}]` : `${path}.${key}`;
    const inner = firstDifference(left[key], right[key], standIns?.[key] ?? (hasToken(key) ? key : undefined), at);
    if (inner) {
      return inner;
    }
  }
  return undefined;
}

/** What is cut off may be half of a secret, or half of a stand-in. */
function short(value: unknown, outputs: Outputs): string {
  const text = outputs.readable(typeof value === 'string' ? `'${value}'` : JSON.stringify(value) ?? 'not there');
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
