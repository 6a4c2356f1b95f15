import { Duration } from 'cdk8s';
import { authenticationGuard } from './authentication-guard';
import { AuthenticationPolicy } from './authentication-policy';
import { claimChecks, ClaimRequirements } from './claim-requirements';
import { wholeSeconds } from './durations';
import { IdentityHeaders } from './identity-headers';
import { PluginSpec, RouteFacts } from './policy';
import { LuaChunk } from '../lua/chunk';
import { ClaimChecks, claimsChunk } from '../lua/claims';
import { tokenGuard } from '../lua/token';
import { checkPropNames } from '../values/prop-names';

/** Kong's upper bound, a year. */
const LONGEST_LIFETIME = 31_536_000;

/** How bearer tokens are verified. */
export interface JwtAuthenticationProps extends ClaimRequirements {
  /**
   * The claim, or JOSE header field, whose value names the credential that verifies a token. `iss` fits one issuer with one application.
   * An issuer that serves several applications needs a claim that tells them apart, `azp`, `client_id` or `kid`: two consumers cannot
   * have a credential with one key. Give `issuers` as well then, since the plugin does not look at `iss`.
   *
   * @default 'iss'
   */
  readonly keyClaim?: string;

  /**
   * Whether a token must have `nbf`. Where it has one, the token is never taken before that time.
   *
   * @default false
   */
  readonly verifyNotBefore?: boolean;

  /**
   * The longest time that a token may still be valid for, counted from its use. Longer ones are refused.
   *
   * @default - no limit but the token's own
   */
  readonly maximumLifetime?: Duration;

  /**
   * Headers that tell the backend who calls. Give them to the API: a route may map other claims, and no other headers.
   *
   * @default - none beside Kong's own, which name the consumer
   */
  readonly identity?: IdentityHeaders;
}

const NAMES: Record<keyof JwtAuthenticationProps, true> = {
  keyClaim: true, verifyNotBefore: true, maximumLifetime: true, audiences: true, issuers: true, requiredClaims: true, requiredScopes: true, identity: true,
};

/**
 * Bearer tokens in the Authorization header: signature and `exp` verified, 401 otherwise. Tokens in the query string (they end up in
 * logs) and in cookies (they invite CSRF) are not looked at. `aud`, and `iss` beyond the key, are verified only if they are given.
 */
export class JwtAuthentication extends AuthenticationPolicy {
  public readonly isPublic = false;
  /** @internal */
  public readonly _credentialHeaders: string[] = [];
  /** The claim that names the credential. */
  public readonly keyClaim: string;
  private readonly verifyNotBefore: boolean;
  private readonly maximumLifetime: number;
  private readonly identity?: IdentityHeaders;
  private readonly checks: ClaimChecks;

  /** @throws when a claim's name or a list is empty, or the lifetime is not a whole number of seconds between one and a year */
  constructor(props: JwtAuthenticationProps = {}) {
    super();
    checkPropNames('jwt authentication', props, NAMES, new.target === JwtAuthentication);
    this.keyClaim = props.keyClaim ?? 'iss';
    this.verifyNotBefore = props.verifyNotBefore ?? false;
    this.identity = props.identity;
    this.checks = claimChecks(props);
    this.maximumLifetime = props.maximumLifetime ? wholeSeconds('maximum lifetime', props.maximumLifetime) : 0;
    if (this.keyClaim.trim() !== this.keyClaim || this.keyClaim === '') {
      throw new Error(`key claim '${this.keyClaim}' is not a claim: expected a name without spaces; leave it out for 'iss'`);
    }
    if (props.maximumLifetime && (this.maximumLifetime < 1 || this.maximumLifetime > LONGEST_LIFETIME)) {
      throw new Error(`maximum lifetime is ${this.maximumLifetime} seconds: expected 1 to ${LONGEST_LIFETIME}, a year; shorten it or leave it out`);
    }
  }

  /** @internal */
  public get _identity(): IdentityHeaders | undefined {
    return this.identity;
  }

  /** @internal */
  public _plugins(_route: RouteFacts): PluginSpec[] {
    return [{
      plugin: 'jwt',
      config: {
        header_names: ['authorization'],
        uri_param_names: [],
        cookie_names: [],
        key_claim_name: this.keyClaim,
        claims_to_verify: this.verifyNotBefore ? ['exp', 'nbf'] : ['exp'],
        maximum_expiration: this.maximumLifetime,
        secret_is_base64: false,
        run_on_preflight: true,
      },
    }];
  }

  /** @internal */
  public _chunks(route: RouteFacts): LuaChunk[] {
    const claims = claimsChunk(this.checks, this.identity?._claimHeaders);
    return [authenticationGuard(route), tokenGuard(route.gateway, this.keyClaim), ...claims ? [claims] : []];
  }
}
