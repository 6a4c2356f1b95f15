import { list, map, nameOf } from './final-object';
import { Rule } from './rule';

/** Every secret part of a plugin's config says where it is. */
export const INCOMPLETE_PATCH: Rule = {
  id: 'incomplete-patch',
  why: 'the controller leaves out a plugin whose config it cannot complete, and serves its routes without it',
  check: app => app.pluginObjects().flatMap(object => list(object.manifest.configPatches).flatMap((patch, index) => {
    const { path, valueFrom } = map(patch);
    const { name, key } = map(map(valueFrom).secretKeyRef);
    const missing = [!isFilled(path) && 'path', !isFilled(name) && 'secret name', !isFilled(key) && 'secret key'].filter(Boolean);
    return missing.length === 0 ? [] : [{
      at: object.source,
      message: `${nameOf(object)} has no ${missing.join(' and no ')} in patch ${index + 1} of configPatches: expected path, and name and key of a Secret; write { path: '/…', secret: SecretRef.of('name', 'key') }`,
    }];
  })),
};

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
