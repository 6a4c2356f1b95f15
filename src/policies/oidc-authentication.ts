import { authenticationGuard } from './authentication-guard';
import { AuthenticationPolicy } from './authentication-policy';
import { PluginSpec, RouteFacts } from './policy';
import { KongVersion } from '../gateway/kong-version';
import { LuaChunk } from '../lua/chunk';

/** How an identity provider's access tokens are verified. */
export interface OidcAuthenticationProps {
  /** The issuer's URL, with `https`; its discovery document names the keys. */
  readonly issuer: string;
  /** The audiences of which a token must name at least one. */
  readonly audiences: string[];

  /**
   * Scopes of which a token must have at least one entry; an entry with spaces asks for all of its words.
   *
   * @default - none
   */
  readonly scopes?: string[];

  /**
   * The claim that names the Kong consumer, for tiers and groups.
   *
   * @default - tokens are not mapped to consumers; limits count by the claim `sub`, and no token is admitted to a route of a tier
   */
  readonly consumerClaim?: string;
}

/**
 * Bearer tokens of an OpenID Connect provider: issuer, audience, signature and validity verified, with the keys that the provider
 * publishes. A token must have the claim `sub`, unless it is mapped to a consumer. Needs Kong Enterprise.
 */
export class OidcAuthentication extends AuthenticationPolicy {
  public readonly isPublic = false;
  /** @internal */
  public readonly _credentialHeaders: string[] = [];

  private readonly props: OidcAuthenticationProps;

  /** @throws when the issuer is no https URL, no audience is given, or a list or claim is empty */
  constructor(props: OidcAuthenticationProps) {
    super();
    this.props = { ...props, audiences: [...props.audiences], ...props.scopes && { scopes: [...props.scopes] } };
    if (!/^https:\/\/[^\s/?#]+[^\s?#]*$/.test(props.issuer)) {
      throw new Error(`issuer '${props.issuer}' is not an issuer: expected an https url without query; write for instance 'https://login.example.com/realms/main'`);
    }
    if (props.audiences.length === 0) {
      throw new Error('oidc has no audience: expected at least one, since a token for another service would pass; list what the provider puts into aud for this api');
    }
    if (props.scopes?.length === 0) {
      throw new Error('oidc has an empty list of scopes: no scope would be asked for; list some, or leave scopes out');
    }
    const blank = [...props.audiences, ...props.scopes ?? [], ...props.consumerClaim === undefined ? [] : [props.consumerClaim]]
      .find(text => text.trim() !== text || text === '');
    if (blank !== undefined) {
      throw new Error(`oidc has the audience, scope or claim '${blank}': expected text without spaces around it; correct it or leave it out`);
    }
  }

  /** @internal */
  public get _identifiesConsumer(): boolean {
    return this.props.consumerClaim !== undefined;
  }

  /** @internal */
  public _plugins(route: RouteFacts): PluginSpec[] {
    const { gateway } = route;
    if (!gateway.isEnterprise) {
      throw new Error(`openid-connect needs kong enterprise; this gateway is ${gateway.description}; use Authentication.jwt with the provider's public keys, or set edition: KongEdition.ENTERPRISE`);
    }
    const claim = this.props.consumerClaim;
    return [{
      plugin: 'openid-connect',
      config: {
        issuer: this.props.issuer,
        auth_methods: ['bearer'],
        bearer_token_param_type: ['header'],
        audience_required: this.props.audiences,
        audience_claim: ['aud'],
        issuers_allowed: [this.props.issuer],
        ...this.props.scopes && { scopes_required: this.props.scopes, scopes_claim: ['scope'] },
        ...claim && (gateway.version.isAtLeast(KongVersion.V3_14)
          ? { consumer_claims: [[claim]], consumer_by: ['username', 'custom_id'], consumer_optional: false }
          : { consumer_claim: [claim], consumer_by: ['username', 'custom_id'], consumer_optional: false }),
        credential_claim: ['sub'],
        verify_signature: true,
        verify_claims: true,
        ssl_verify: true,
      },
    }];
  }

  /** @internal */
  public _chunks(route: RouteFacts): LuaChunk[] {
    return [authenticationGuard(route, true)];
  }
}
