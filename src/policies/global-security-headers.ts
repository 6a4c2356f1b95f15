import { Construct } from 'constructs';
import { responseHeaders, SecurityHeaders } from './security-headers';
import { KongClusterPlugin } from '../kong/kong-cluster-plugin';
import { Hsts } from '../tls/hsts';

/** Which headers an answer carries that no API has given. */
export interface GlobalSecurityHeadersProps {
  /**
   * How long browsers insist on https. Mind that subdomains are included unless it says otherwise: also a 404 for a host of the gateway that
   * no API serves carries it.
   *
   * @default Hsts.of()
   */
  readonly hsts?: Hsts;

  /**
   * The other headers.
   *
   * @default new SecurityHeaders()
   */
  readonly headers?: SecurityHeaders;
}

/**
 * HSTS and security headers on every answer of the gateway for which no route has a `response-transformer` of its own: the 404 for what no
 * route takes, and routes that this package has not made. A route of an API here has its own, with its HSTS, and Kong then runs that one
 * instead of this one; the two are never merged.
 */
export class GlobalSecurityHeaders extends KongClusterPlugin {
  /** @throws when the gateway is imported and has a global response-transformer already */
  constructor(scope: Construct, id: string, props: GlobalSecurityHeadersProps = {}) {
    const [{ plugin, config }] = responseHeaders(props.hsts ?? Hsts.of(), props.headers ?? new SecurityHeaders());
    super(scope, id, { plugin, config });
  }
}
