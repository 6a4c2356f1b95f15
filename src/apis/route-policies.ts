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
import { expectKind, isTier } from '../values/kinds';

/** The protections that a team usually chooses for its API, and that an organisation usually leaves to it. */
export interface TeamPolicies {
  /**
   * With which clients.
   *
   * @default - that of the API, or any
   */
  readonly bots?: BotProtection;

  /**
   * How requests are scored by signs that they come from programs. A route that tells its backend the score needs an API that does, in the
   * same header: the other routes clear it.
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
   * How the backend knows that a request came through the gateway. A route that proves it needs an API that does, in the same header: the
   * other routes clear it.
   *
   * @default - that of the API, or not at all
   */
  readonly gatewayProof?: GatewayProof;
}

/** The names of the policies that are values, in the order in which Kong runs their plugins. */
export const VALUE_POLICIES = ['botScore', 'correlationId', 'bots', 'cors', 'authentication', 'ipAccess', 'bodyLimit', 'accessLog', 'gatewayProof'] as const;
/** The names of all policies, for who looks for mistyped ones. */
export const POLICY_NAMES: Record<keyof RoutePolicies, true> = {
  authentication: true, tier: true, ipAccess: true, accessLog: true, bots: true, bodyLimit: true, cors: true, securityHeaders: true, correlationId: true,
  botScore: true, gatewayProof: true,
};
/** The names of all policies. */
export const ALL_POLICIES = [...VALUE_POLICIES, 'tier', 'securityHeaders'] as const;
export type PolicyName = typeof ALL_POLICIES[number];

const isPolicy = (value: any) => typeof value._plugins === 'function';
/** What each policy is: its members, its name with an article, and how one is made. */
const KINDS: Record<PolicyName, [is: (value: any) => boolean, expected: string, fix: string]> = {
  authentication: [v => isPolicy(v) && typeof v.isPublic === 'boolean', 'an AuthenticationPolicy', "Authentication.jwt(…), or PublicAccess.because('…') if anybody may call"],
  tier: [isTier, 'a RateTier', "new RateTier(this, 'standard', { minute: 100 })"],
  ipAccess: [v => isPolicy(v) && Array.isArray(v.allowed) && Array.isArray(v.denied), 'an IpAccess', "IpAccess.allow(Cidr.of('10.0.0.0/8'))"],
  bots: [v => isPolicy(v) && Array.isArray(v.deny), 'a BotProtection', "BotProtection.denying('curl')"],
  bodyLimit: [v => isPolicy(v) && typeof v.size?.kongSize === 'number', 'a BodyLimit', 'BodyLimit.of(BodySize.mebibytes(10))'],
  accessLog: [v => isPolicy(v) && typeof v.destination?.plugin === 'string', 'an AccessLog', 'AccessLog.file()'],
  cors: [v => isPolicy(v) && Array.isArray(v.props?.origins), 'a Cors', "new Cors({ origins: ['https://app.example.com'] })"],
  securityHeaders: [v => isPolicy(v) && typeof v._headers === 'function', 'a SecurityHeaders', 'new SecurityHeaders()'],
  correlationId: [v => isPolicy(v) && typeof v.echo === 'boolean', 'a CorrelationId', 'new CorrelationId()'],
  botScore: [v => isPolicy(v) && typeof v.scoring === 'object', 'a BotScore', 'BotScore.of()'],
  gatewayProof: [v => isPolicy(v) && typeof v.variable === 'string', 'a GatewayProof', 'GatewayProof.hmac()'],
};

/** The policies that have a value, so that spreading them overrides nothing with nothing. @throws when one is something else */
export function given(policies: RoutePolicies): RoutePolicies {
  const result: { -readonly [name in PolicyName]?: any } = {};
  for (const name of ALL_POLICIES) {
    if (policies[name] !== undefined && policies[name] !== null) {
      result[name] = expectKind(name, policies[name], ...KINDS[name]);
    }
  }
  return result;
}
