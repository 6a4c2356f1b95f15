import { Events } from './events';
import { KongUpstream } from './kong-config';
import { map, Obj } from './objects';
import { World } from './world';

/** Applies the KongUpstreamPolicy that a Service names, field by field. */
export function applyUpstreamPolicy(world: World, upstream: KongUpstream, service: Obj, events: Events): void {
  const name = service.annotations['konghq.com/upstream-policy'];
  if (!name) {
    return;
  }
  const policy = world.get('KongUpstreamPolicy', service.namespace, name);
  if (!policy) {
    events.add(`failed fetching KongUpstreamPolicy: KongUpstreamPolicy ${service.namespace}/${name} not found`, service);
    return;
  }
  const spec = map(policy.manifest.spec);
  set(upstream, 'algorithm', spec.algorithm);
  set(upstream, 'slots', spec.slots);
  hash(upstream, map(spec.hashOn), '');
  hash(upstream, map(spec.hashOnFallback), 'fallback');
  if (spec.healthchecks) {
    upstream.healthchecks = snakeCased(spec.healthchecks);
  }
}

function hash(upstream: KongUpstream, spec: Record<string, any>, which: '' | 'fallback'): void {
  const kind = ['input', 'header', 'cookie', 'queryArg', 'uriCapture'].find(field => spec[field] !== undefined);
  if (kind === undefined) {
    return;
  }
  const [on, suffix] = which ? ['hash_fallback', 'hash_fallback_'] : ['hash_on', 'hash_on_'];
  upstream[on] = kind === 'input' ? spec.input : snake(kind);
  if (kind === 'cookie') {
    upstream.hash_on_cookie = spec.cookie;
    set(upstream, 'hash_on_cookie_path', spec.cookiePath);
  } else if (kind !== 'input') {
    upstream[suffix + snake(kind)] = spec[kind];
  }
}

function set(upstream: KongUpstream, field: string, value: unknown): void {
  if (value !== undefined) {
    upstream[field] = value;
  }
}

/** `httpPath` as `http_path`, all the way down; the names of HTTP headers are left alone. */
function snakeCased(value: any): any {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [snake(key), key === 'headers' ? each : snakeCased(each)]));
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
