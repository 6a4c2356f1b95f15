import { EffectiveGateway } from './effective-gateway';
import { GatewayExpectation } from './gateway-expectation';
import { RouteExpectation } from './route-expectation';

/**
 * Assertions for tests of what a gateway enforces. They throw, so that they fit every test framework.
 *
 * ```ts
 * const view = EffectiveGateway.of(chart);
 * Expect.gateway(view).toBeAccepted().toWarnOfNothing();
 * Expect.route(view, 'POST', 'api.example.com', '/v1/customers').toRequireAuthentication().toRunWith('rate-limiting', { minute: 100 });
 * ```
 */
export class Expect {
  /** Of a request. */
  public static route(view: EffectiveGateway, method: string, host: string, path: string): RouteExpectation {
    return RouteExpectation.of(view, { method, host, path });
  }

  /** Of the gateway as a whole. */
  public static gateway(view: EffectiveGateway): GatewayExpectation {
    return GatewayExpectation.of(view);
  }

  private constructor() {}
}
