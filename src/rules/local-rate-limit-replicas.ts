import { FinalObject, list, map } from './final-object';
import { Rule } from './rule';

/** Where each limiter says in what it counts; without a word, in the pod. */
const COUNTERS: Record<string, string> = { 'rate-limiting': 'policy', 'response-ratelimiting': 'policy', 'rate-limiting-advanced': 'strategy' };

/** A limit is counted over all pods together. */
export const LOCAL_RATE_LIMIT_REPLICAS: Rule = {
  id: 'local-rate-limit-replicas',
  why: 'a limit that each pod counts for itself is multiplied by the number of pods',
  check: app => app.pluginObjects().filter(object => object.gateway.replicas > 1 && isLocal(object)).map(object => ({
    at: object.source,
    message: `${object.manifest.plugin} counts in each of ${object.gateway.replicas} pods for itself: up to ${object.gateway.replicas} times the limit passes; give the gateway a redis, or acknowledge it`,
  })),
};

function isLocal({ manifest }: FinalObject): boolean {
  const field = Object.hasOwn(COUNTERS, manifest.plugin) ? COUNTERS[manifest.plugin] : undefined;
  const patched = list(manifest.configPatches).some(patch => map(patch).path === `/${field}`);
  return field !== undefined && manifest.configFrom === undefined && !patched && (map(manifest.config)[field] ?? 'local') === 'local';
}
