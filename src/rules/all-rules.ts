import { CERTIFICATE_ISSUER } from './certificate-issuer';
import { CONSUMER_CREDENTIAL } from './consumer-credential';
import { CONSUMER_NAME } from './consumer-name';
import { CONSUMER_SCOPE } from './consumer-scope';
import { CONTESTED_DENY_LIST } from './contested-deny-list';
import { CROSS_NAMESPACE_PLUGIN } from './cross-namespace-plugin';
import { DUPLICATE_CREDENTIAL } from './duplicate-credential';
import { DUPLICATE_GLOBAL_PLUGIN } from './duplicate-global-plugin';
import { DUPLICATE_OBJECT } from './duplicate-object';
import { DUPLICATE_PLUGIN_TYPE } from './duplicate-plugin-type';
import { DUPLICATE_ROUTE } from './duplicate-route';
import { GATEWAY_SETTINGS_RULE } from './gateway-settings';
import { GLOBAL_LABEL_ON_NAMESPACED_PLUGIN } from './global-label-on-namespaced-plugin';
import { HIDDEN_PLUGIN } from './hidden-plugin';
import { IGNORED_ANNOTATION } from './ignored-annotation';
import { INCOMPLETE_PATCH } from './incomplete-patch';
import { INVALID_ANNOTATION } from './invalid-annotation';
import { LOCAL_RATE_LIMIT_REPLICAS } from './local-rate-limit-replicas';
import { MISSING_CLASS } from './missing-class';
import { NAMESPACE_ON_CLUSTER_SCOPED } from './namespace-on-cluster-scoped';
import { OBJECT_NAME } from './object-name';
import { PLAIN_SECRET } from './plain-secret';
import { PLAN_OVERRIDES_ROUTE_LIMIT } from './plan-overrides-route-limit';
import { PLUGIN_CONFIG } from './plugin-config';
import { PLUGIN_ON_ROUTE_AND_CONSUMER } from './plugin-on-route-and-consumer';
import { PROMISED_PLUGINS } from './promised-plugins';
import { ROUTE_NAME } from './route-name';
import { ROUTER_FLAVOR } from './router-flavor';
import { Rule } from './rule';
import { SHADOWED_ABUSE_LOG } from './shadowed-abuse-log';
import { SHADOWED_ROUTE } from './shadowed-route';
import { TIER_GROUPS } from './tier-groups';
import { UNATTACHED_PLUGIN } from './unattached-plugin';
import { UNAUTHENTICATED_ROUTE } from './unauthenticated-route';
import { UNDECLARED_GATEWAY } from './undeclared-gateway';
import { UNGUARDED_IP_RESTRICTION } from './unguarded-ip-restriction';
import { UNREADABLE_TEXT } from './unreadable-text';
import { UNRENDERED_OBJECT } from './unrendered-object';
import { UNRESOLVED_PLUGIN } from './unresolved-plugin';
import { UNTRUSTED_CLIENT_ADDRESS } from './untrusted-client-address';
import { VERIFIED_TOKEN_PLACE } from './verified-token-place';
import { WEAK_JWT } from './weak-jwt';

/** Every rule, in the order of the report: who gets in, what runs, what is taken at all. */
export const ALL_RULES: Rule[] = [
  UNRENDERED_OBJECT,
  UNAUTHENTICATED_ROUTE,
  UNRESOLVED_PLUGIN,
  CROSS_NAMESPACE_PLUGIN,
  DUPLICATE_ROUTE,
  SHADOWED_ROUTE,
  ROUTE_NAME,
  ROUTER_FLAVOR,
  DUPLICATE_PLUGIN_TYPE,
  DUPLICATE_GLOBAL_PLUGIN,
  GLOBAL_LABEL_ON_NAMESPACED_PLUGIN,
  UNATTACHED_PLUGIN,
  PLUGIN_ON_ROUTE_AND_CONSUMER,
  PLAN_OVERRIDES_ROUTE_LIMIT,
  CONSUMER_SCOPE,
  PROMISED_PLUGINS,
  HIDDEN_PLUGIN,
  UNGUARDED_IP_RESTRICTION,
  CONTESTED_DENY_LIST,
  SHADOWED_ABUSE_LOG,
  WEAK_JWT,
  PLUGIN_CONFIG,
  INCOMPLETE_PATCH,
  PLAIN_SECRET,
  LOCAL_RATE_LIMIT_REPLICAS,
  UNTRUSTED_CLIENT_ADDRESS,
  GATEWAY_SETTINGS_RULE,
  VERIFIED_TOKEN_PLACE,
  CONSUMER_NAME,
  CONSUMER_CREDENTIAL,
  DUPLICATE_CREDENTIAL,
  TIER_GROUPS,
  UNDECLARED_GATEWAY,
  MISSING_CLASS,
  IGNORED_ANNOTATION,
  INVALID_ANNOTATION,
  DUPLICATE_OBJECT,
  OBJECT_NAME,
  NAMESPACE_ON_CLUSTER_SCOPED,
  CERTIFICATE_ISSUER,
  UNREADABLE_TEXT,
];
