import { IdentityHeaders } from './identity-headers';
import { PluginSpec, Policy, RouteFacts } from './policy';

/**
 * Who may call. Made by `Authentication.jwt`, `Authentication.apiKey`, `Authentication.oidc` or `PublicAccess.because`.
 */
export abstract class AuthenticationPolicy extends Policy {
  /** Whether callers stay anonymous. */
  public abstract readonly isPublic: boolean;

  /**
   * Request headers that carry credentials beside Authorization; they are kept out of logs.
   *
   * @internal
   */
  public abstract readonly _credentialHeaders: string[];

  /**
   * Whether a caller that passes is a consumer, as plans need it.
   *
   * @internal
   */
  public get _identifiesConsumer(): boolean {
    return !this.isPublic;
  }

  /**
   * Headers that tell the backend who calls. No route of an API lets a client set them.
   *
   * @internal
   */
  public get _identity(): IdentityHeaders | undefined {
    return undefined;
  }

  /** @internal */
  public abstract _plugins(route: RouteFacts): PluginSpec[];

  /** @internal */
  public _loosens(enforced: Policy): string | undefined {
    return enforced === this ? undefined : 'authentication may not change';
  }
}
