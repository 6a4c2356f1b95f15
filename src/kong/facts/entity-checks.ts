import type { EntityCheck } from './check-context';
import { acl, botDetection, cors, ipRestriction, mtlsAuth, openidConnect, proxyCache } from './checks/access';
import { correlationId, jwt, keyAuth } from './checks/authentication';
import { bruteForceProtection, rateLimiting, rateLimitingAdvanced, responseRatelimiting } from './checks/limits';
import { customFields, httpLog, opentelemetry } from './checks/logs';
import { requestValidator } from './checks/request-validator';
import { functions, requestTermination } from './checks/responses';
import { requestTransformer, requestTransformerAdvanced, responseTransformer, responseTransformerAdvanced } from './checks/transformers';

/**
 * The rules that span fields. Kong's published schemas have none of them: they are written by hand from each plugin's schema.lua
 * and from what a real Kong did (kong-facts section B, kong-observed).
 */
const ENTITY_CHECKS: ReadonlyMap<string, EntityCheck> = new Map<string, EntityCheck>([
  ['acl', acl],
  ['basic-auth', bruteForceProtection],
  ['bot-detection', botDetection],
  ['correlation-id', correlationId],
  ['cors', cors],
  ['file-log', customFields],
  ['http-log', httpLog],
  ['ip-restriction', ipRestriction],
  ['jwt', jwt],
  ['key-auth', keyAuth],
  ['mtls-auth', mtlsAuth],
  ['openid-connect', openidConnect],
  ['opentelemetry', opentelemetry],
  ['post-function', functions],
  ['pre-function', functions],
  ['proxy-cache', proxyCache],
  ['rate-limiting', rateLimiting],
  ['rate-limiting-advanced', rateLimitingAdvanced],
  ['request-termination', requestTermination],
  ['request-transformer', requestTransformer],
  ['request-transformer-advanced', requestTransformerAdvanced],
  ['request-validator', requestValidator],
  ['response-ratelimiting', responseRatelimiting],
  ['response-transformer', responseTransformer],
  ['response-transformer-advanced', responseTransformerAdvanced],
  ['syslog', customFields],
  ['tcp-log', customFields],
  ['udp-log', customFields],
]);

export function entityCheck(plugin: string): EntityCheck | undefined {
  return ENTITY_CHECKS.get(plugin);
}
