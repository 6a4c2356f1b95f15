import { Duration } from 'cdk8s';
import { authenticationGuard } from './authentication-guard';
import { AuthenticationPolicy } from './authentication-policy';
import { wholeSeconds } from './durations';
import { PluginSpec, RouteFacts } from './policy';
import { checkPropNames } from '../values/prop-names';

/** Kong's upper bound, a year. */
const LONGEST_LIFETIME = 31_536_000;

/** How bearer tokens are verified. */
export interface JwtAuthenticationProps {
  /**
   * The claim, or JOSE header field, whose value names the credential that verifies a token. `iss` fits one issuer with one application.
   * An issuer that serves several applications needs a claim that tells them apart, `azp`, `client_id` or `kid`: two consumers cannot
   * have a credential with one key. `iss` itself is then checked by nothing at an open-source gateway.
   *
   * @default 'iss'
   */
  readonly keyClaim?: string;

  /**
   * Whether `nbf` is verified. Kong refuses a token that lacks a claim that is to be verified, so switch it on only if every token has it.
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
}

const NAMES: Record<keyof JwtAuthenticationProps, true> = { keyClaim: true, verifyNotBefore: true, maximumLifetime: true };

/**
 * Bearer tokens in the Authorization header: signature and `exp` verified, 401 otherwise. Tokens in the query string (they end up in
 * logs) and in cookies (they invite CSRF) are not looked at. `aud` is not verified by the open-source plugin.
 */
export class JwtAuthentication extends AuthenticationPolicy {
  public readonly isPublic = false;
  /** @internal */
  public readonly _credentialHeaders: string[] = [];
  /** The claim that names the credential. */
  public readonly keyClaim: string;
  private readonly verifyNotBefore: boolean;
  private readonly maximumLifetime: number;

  /** @throws when the claim's name is empty or the lifetime is not a whole number of seconds between one and a year */
  constructor(props: JwtAuthenticationProps = {}) {
    super();
    checkPropNames('jwt authentication', props, NAMES, new.target === JwtAuthentication);
    this.keyClaim = props.keyClaim ?? 'iss';
    this.verifyNotBefore = props.verifyNotBefore ?? false;
    this.maximumLifetime = props.maximumLifetime ? wholeSeconds('maximum lifetime', props.maximumLifetime) : 0;
    if (this.keyClaim.trim() !== this.keyClaim || this.keyClaim === '') {
      throw new Error(`key claim '${this.keyClaim}' is not a claim: expected a name without spaces; leave it out for 'iss'`);
    }
    if (props.maximumLifetime && (this.maximumLifetime < 1 || this.maximumLifetime > LONGEST_LIFETIME)) {
      throw new Error(`maximum lifetime is ${this.maximumLifetime} seconds: expected 1 to ${LONGEST_LIFETIME}, a year; shorten it or leave it out`);
    }
  }

  /** @internal */
  public _plugins(route: RouteFacts): PluginSpec[] {
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
    }, authenticationGuard(route)];
  }
}
