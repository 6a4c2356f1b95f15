import { AuthenticationPolicy } from './authentication-policy';
import { PluginSpec } from './policy';
import { checkedReason } from './reason';

/**
 * Anybody may call, and the reason why is on the record: it stands in the route's annotations and in the guard report.
 */
export class PublicAccess extends AuthenticationPolicy {
  /**
   * Lets callers in without authentication.
   *
   * @throws when the reason is no sentence
   */
  public static because(reason: string): PublicAccess {
    return new PublicAccess(checkedReason('public access', reason));
  }

  public readonly isPublic = true;
  /** @internal */
  public readonly _credentialHeaders: string[] = [];

  private constructor(
    /** Why nobody is asked who they are. */
    public readonly reason: string) {
    super();
  }

  /** @internal */
  public _plugins(): PluginSpec[] {
    return [];
  }
}
