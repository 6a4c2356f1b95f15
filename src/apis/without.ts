import { checkedReason } from '../policies/reason';

/**
 * A policy of the API that a route does not have, with the reason why. Authentication has a way out of its own: `PublicAccess.because`.
 */
export class Without {
  /** The route is not limited. */
  public static tier(reason: string): Without {
    return new Without('tier', reason);
  }

  /** The route takes callers from any address. */
  public static ipAccess(reason: string): Without {
    return new Without('ipAccess', reason);
  }

  /** The route takes callers whatever their User-Agent. */
  public static bots(reason: string): Without {
    return new Without('bots', reason);
  }

  /** The route's requests are not scored. */
  public static botScore(reason: string): Without {
    return new Without('botScore', reason);
  }

  /** The route takes bodies of any size. */
  public static bodyLimit(reason: string): Without {
    return new Without('bodyLimit', reason);
  }

  /**
   * The route's requests are not logged. A log of the whole gateway, as an `AbuseGuard` has one, sees them all the same, and relays them
   * where it relays to.
   */
  public static accessLog(reason: string): Without {
    return new Without('accessLog', reason);
  }

  /** The route's backend is not told that requests came through the gateway. */
  public static gatewayProof(reason: string): Without {
    return new Without('gatewayProof', reason);
  }

  /** The route cannot be called from web pages of other origins. */
  public static cors(reason: string): Without {
    return new Without('cors', reason);
  }

  /** The route's answers carry no security headers but HSTS. */
  public static securityHeaders(reason: string): Without {
    return new Without('securityHeaders', reason);
  }

  /** The route's requests get no id. */
  public static correlationId(reason: string): Without {
    return new Without('correlationId', reason);
  }

  /** Why. */
  public readonly reason: string;

  private constructor(
    /** The name of the property that is left out. */
    public readonly policy: string, reason: string) {
    this.reason = checkedReason(`a route without ${policy}`, reason);
  }
}
