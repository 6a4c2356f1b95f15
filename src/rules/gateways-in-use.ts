import { KongGateway } from '../gateway/kong-gateway';

/**
 * The gateways of an app, which may render for several clusters (a chart for staging, one for production). Only gateways that state
 * different clusters are in different ones: whatever states none is in the first, so that nothing escapes a comparison unsaid.
 */
export class GatewaysInUse {
  private readonly gateways = new Set<KongGateway>();
  private readonly clusters = new Map<string, number>();

  /** Notes a gateway, in tree order. */
  public add(gateway: KongGateway): void {
    this.gateways.add(gateway);
    if (gateway.cluster !== '' && !this.clusters.has(gateway.cluster)) {
      this.clusters.set(gateway.cluster, this.clusters.size);
    }
  }

  public all(): KongGateway[] {
    return [...this.gateways];
  }

  public cluster(gateway: KongGateway): number {
    return this.clusters.get(gateway.cluster) ?? 0;
  }

  /** The gateway that serves a class, seen from another one: its own, or the one of that class in its cluster. */
  public serving(ingressClass: string | undefined, own: KongGateway): KongGateway {
    if (ingressClass === undefined || ingressClass === own.ingressClassName) {
      return own;
    }
    const others = this.all().filter(gateway => gateway.ingressClassName === ingressClass);
    return others.find(other => this.cluster(other) === this.cluster(own)) ?? others[0] ?? own;
  }

  /** The cluster of an object: the one that the gateway of its scope states, otherwise that of the gateway of its class. */
  public clusterFor(ingressClass: string | undefined, own: KongGateway): number {
    return this.cluster(own.cluster === '' ? this.serving(ingressClass, own) : own);
  }
}
