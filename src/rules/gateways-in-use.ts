import { KongGateway } from '../gateway/kong-gateway';

/**
 * The gateways of an app. One app may describe several clusters (a chart for staging, one for production): two
 * gateways of one class cannot be in one cluster, so the second of a class is taken to be in the second cluster.
 */
export class GatewaysInUse {
  private readonly clusters = new Map<KongGateway, number>();
  private readonly byClass = new Map<string, KongGateway[]>();

  /** Notes a gateway, in tree order. */
  public add(gateway: KongGateway): void {
    if (this.clusters.has(gateway)) {
      return;
    }
    const same = this.byClass.get(gateway.ingressClassName) ?? [];
    this.byClass.set(gateway.ingressClassName, [...same, gateway]);
    // The gateway of those that declare none counts to the first cluster.
    this.clusters.set(gateway, gateway.node.scope ? same.filter(other => other.node.scope).length : 0);
  }

  public all(): KongGateway[] {
    return [...this.clusters.keys()];
  }

  public cluster(gateway: KongGateway): number {
    return this.clusters.get(gateway)!;
  }

  /** The gateway that serves a class, seen from another one: its own, or the one of that class in its cluster. */
  public serving(ingressClass: string | undefined, own: KongGateway): KongGateway {
    if (ingressClass === undefined || ingressClass === own.ingressClassName) {
      return own;
    }
    const others = this.byClass.get(ingressClass) ?? [];
    return others.find(other => this.cluster(other) === this.cluster(own)) ?? others[0] ?? own;
  }
}
