/**
 * What the published schemas do not say, or say wrongly, about the plugins that the generator reads.
 * Keys are `plugin:path`; sections are those of kong-facts.md, which names the source of each.
 */

/** Schemas of 3.5 and 3.6 are not published, and a late backport shows in the schema of a whole minor version. */
export const SINCE: Record<string, string> = {
  'rate-limiting:redis': '3.6', // B.7
  'response-ratelimiting:redis': '3.6', // B.19
  'acl:include_consumer_groups': '3.6', // B.4
  'cors:private_network': '3.5', // B.13: in 3.4 only from patch 3.4.3.5 on
  'request-validator:content_type_parameter_validation': '3.8', // B.10: in 3.7 only from patch 3.7.1 on
  'request-validator:array_length_compat': '3.12', // B.10: in 3.4 and 3.10 only in late patches
};

export const UNTIL: Record<string, string> = Object.fromEntries(
  ['database', 'host', 'password', 'port', 'server_name', 'ssl', 'ssl_verify', 'timeout', 'username'].flatMap((field) => [
    // B7.1. Kong takes the flat form as a shorthand until 4.0 and crashes on a config with both forms that differ
    // (kong-observed), so from 3.6 on this library knows the nested form only.
    [`rate-limiting:redis_${field}`, '3.5'],
    [`response-ratelimiting:redis_${field}`, '3.5'],
  ]),
);

export const ENUM_SINCE: Record<string, Record<string, string>> = {
  'rate-limiting:limit_by': { 'consumer-group': '3.6' }, // B.7
  'rate-limiting-advanced:identifier': { 'consumer-group': '3.6' }, // B.8
};

export const ENUM_ENTERPRISE: Record<string, string[]> = {
  'rate-limiting:limit_by': ['consumer-group'], // B.7; not in the open-source schema.lua
};

/** Fields that the schemas list, which are those of the Enterprise build, but the open-source build of 3.9 lacks. */
export const ENTERPRISE = new Set([
  'acl:include_consumer_groups', // B.4
  ...['pre-function', 'post-function'].flatMap((plugin) =>
    ['ws_client_frame', 'ws_close', 'ws_handshake', 'ws_upstream_frame'].map((phase) => `${plugin}:${phase}`)), // B.20
]);

/** Kong refuses what is not above the number. Elsewhere the generator derives it: `minimum` fell out of the schemas at 3.10 where it meant `gt`. */
export const ABOVE: Record<string, number> = {
  'request-size-limiting:allowed_payload_size': 0, // B6.3: Kong takes 0, which then blocks every body
  ...Object.fromEntries(['second', 'minute', 'hour', 'day', 'month', 'year'].map((period) => [`response-ratelimiting:limits{}.${period}`, 0])),
};

const COLON = '^[^:]+:.*$';
const PAIRS = ['rename', 'replace', 'add', 'append'];

/** Patterns; the schemas have those of headers only, and lost them from 3.10 on. */
export const PATTERN: Record<string, string> = {
  'file-log:path': '^[^*&%\\\\`]+$', // published as a Lua pattern
  ...Object.fromEntries(PAIRS.flatMap((action) => [
    // schema.lua of request-transformer: check_for_value
    [`request-transformer:${action}.body[]`, COLON],
    [`request-transformer:${action}.querystring[]`, COLON],
  ])),
};

/** A vault reference in a map's value: the list of 3.9 names the map, those from 3.10 on lack it. */
export const REFERENCE: Record<string, string> = {
  'http-log:headers{}': '3.7',
  'opentelemetry:headers{}': '3.7',
};

/** Scope `consumer_group`: between the captured schemas of 3.4 and 3.7. */
export const CONSUMER_GROUP: Record<string, string> = { 'rate-limiting': '3.6' };

/** Encrypted by Kong, but an identifier or an address and no secret. */
export const NOT_SECRET = /(^|[._])(client_id|tenant_id|access_key_id|assume_role_arn|role_session_name|http_endpoint)(\[\])?$/;

export const ENTERPRISE_PLUGINS = new Set([
  'openid-connect', 'oauth2-introspection', 'mtls-auth', 'jwt-signer', 'rate-limiting-advanced', 'request-validator',
  'json-threat-protection', 'injection-protection', 'request-transformer-advanced', 'response-transformer-advanced',
]);
