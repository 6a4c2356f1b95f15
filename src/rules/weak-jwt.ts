import { FinalObject, list, map } from './final-object';
import { Rule } from './rule';

/** Tokens end, and are not taken from a URL. */
export const WEAK_JWT: Rule = {
  id: 'weak-jwt',
  why: 'kong takes expired tokens unless exp is to be verified, and by its own default takes tokens from the query string, which ends up in logs',
  check: app => app.pluginObjects().filter(({ manifest }) => manifest.plugin === 'jwt' && manifest.configFrom === undefined).flatMap(object =>
    weaknesses(object).map(message => ({ at: object.source, message }))),
};

function weaknesses({ manifest }: FinalObject): string[] {
  const config = map(manifest.config);
  return [
    ...list(config.claims_to_verify).includes('exp') ? [] : ['jwt does not verify exp: expired tokens pass; set claims_to_verify: [exp], or use Authentication.jwt'],
    ...Array.isArray(config.uri_param_names) && config.uri_param_names.length === 0 ? []
      : ['jwt takes tokens from the query string, where they end up in logs; set uri_param_names: [], or use Authentication.jwt'],
  ];
}
