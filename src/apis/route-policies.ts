import { AccessLog } from '../policies/access-log';
import { AuthenticationPolicy } from '../policies/authentication-policy';
import { BodyLimit } from '../policies/body-limit';
import { BotProtection } from '../policies/bot-protection';
import { BotScore } from '../policies/bot-score';
import { CorrelationId } from '../policies/correlation-id';
import { Cors } from '../policies/cors';
import { GatewayProof } from '../policies/gateway-proof';
import { IpAccess } from '../policies/ip-access';
import { RateTier } from '../policies/rate-tier';
import { SecurityHeaders } from '../policies/security-headers';

/** The protections that a team usually chooses for its API, and that an organisation usually leaves to it. */
export interface TeamPolicies {
  /**
   * With which clients.
   *
   * @default - that of the API, or any
   */
  readonly bots?: BotProtection;

  /**
   * How requests are scored by signs that they come from programs.
   *
   * @default - that of the API, or not at all
   */
  readonly botScore?: BotScore;

  /**
   * With which size of body.
   *
   * @default - that of the API, or any
   */
  readonly bodyLimit?: BodyLimit;

  /**
   * From which web pages.
   *
   * @default - that of the API, or none of another origin
   */
  readonly cors?: Cors;

  /**
   * Which headers protect the answers, beside HSTS.
   *
   * @default - those of the API, or none
   */
  readonly securityHeaders?: SecurityHeaders;

  /**
   * Which id requests get.
   *
   * @default - that of the API, or none
   */
  readonly correlationId?: CorrelationId;
}

/** The protections that can be chosen per API and, overriding it property by property, per route. */
export interface RoutePolicies extends TeamPolicies {
  /**
   * Who may call.
   *
   * @default - that of the API; an API must have one
   */
  readonly authentication?: AuthenticationPolicy;

  /**
   * How often. A tier given to a route also admits only consumers of that tier.
   *
   * @default - that of the API, or no limit
   */
  readonly tier?: RateTier;

  /**
   * From which addresses.
   *
   * @default - that of the API, or any
   */
  readonly ipAccess?: IpAccess;

  /**
   * Where requests are logged.
   *
   * @default - that of the API, or nowhere but in the gateway's own log
   */
  readonly accessLog?: AccessLog;

  /**
   * How the backend knows that a request came through the gateway.
   *
   * @default - that of the API, or not at all
   */
  readonly gatewayProof?: GatewayProof;
}

/** The names of the policies that are values, in the order in which Kong runs their plugins. */
export const VALUE_POLICIES = ['botScore', 'correlationId', 'bots', 'cors', 'authentication', 'ipAccess', 'bodyLimit', 'accessLog', 'gatewayProof'] as const;
/** The names of all policies. */
export const ALL_POLICIES = [...VALUE_POLICIES, 'tier', 'securityHeaders'] as const;
export type PolicyName = typeof ALL_POLICIES[number];

/** The policies that have a value, so that spreading them overrides nothing with nothing. */
export function given(policies: RoutePolicies): RoutePolicies {
  const result: { -readonly [name in PolicyName]?: any } = {};
  for (const name of ALL_POLICIES) {
    if (policies[name] !== undefined && policies[name] !== null) {
      result[name] = policies[name];
    }
  }
  return result;
}
