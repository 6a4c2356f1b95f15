import { ApiKeyAuthentication, ApiKeyAuthenticationProps } from './api-key-authentication';
import { AuthenticationPolicy } from './authentication-policy';
import { JwtAuthentication, JwtAuthenticationProps } from './jwt-authentication';
import { OidcAuthentication, OidcAuthenticationProps } from './oidc-authentication';

/** The ways to say who may call an API. The way not to is `PublicAccess.because`. */
export class Authentication {
  /** Bearer tokens, verified with the public keys (or shared secrets) of the API's consumers. */
  public static jwt(props: JwtAuthenticationProps = {}): AuthenticationPolicy {
    return new JwtAuthentication(props);
  }

  /** An API key in a request header. */
  public static apiKey(props: ApiKeyAuthenticationProps = {}): AuthenticationPolicy {
    return new ApiKeyAuthentication(props);
  }

  /** Bearer tokens of an OpenID Connect provider. Needs Kong Enterprise; elsewhere the API that uses it throws. */
  public static oidc(props: OidcAuthenticationProps): AuthenticationPolicy {
    return new OidcAuthentication(props);
  }

  private constructor() {}
}
