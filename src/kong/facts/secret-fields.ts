import type { FieldFact } from './fact-types';
import { pluginFact } from './plugin-facts';

/** Secrets that Kong does not mark as encrypted. A header's name is to be compared without case. */
const UNMARKED: Readonly<Record<string, readonly string[]>> = {
  'http-log': ['headers.Authorization'],
  'opentelemetry': ['headers.Authorization'],
  'oauth2-introspection': ['custom_introspection_headers.Authorization'],
  'openid-connect': ['http_proxy_authorization', 'https_proxy_authorization'],
  'rate-limiting': ['redis_password'],
  'response-ratelimiting': ['redis_password'],
};

const found = new Map<string, readonly string[]>();

function collect(fields: Readonly<Record<string, FieldFact>>, prefix: string, into: Set<string>): void {
  for (const [name, field] of Object.entries(fields)) {
    const path = prefix + name;
    if (field.secret || field.of?.secret) into.add(path);
    else if (field.fields) collect(field.fields, `${path}.`, into);
    else if (field.of?.fields) collect(field.of.fields, `${path}${field.type === 'map' ? '{}' : '[]'}.`, into);
  }
}

/**
 * The paths under config that hold a secret in some version of Kong, sorted. A path may name a list, whose every element is one,
 * or step through a list (`client_jwk[].d`). Not among them: userinfo in an endpoint's URL.
 */
export function secretFields(plugin: string): readonly string[] {
  let paths = found.get(plugin);
  if (!paths) {
    const into = new Set(UNMARKED[plugin] ?? []);
    collect(pluginFact(plugin)?.fields ?? {}, '', into);
    paths = [...into].sort();
    found.set(plugin, paths);
  }
  return paths;
}
