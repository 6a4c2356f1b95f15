import { itemsOf } from './history';
import { ask } from './server';
import { ApiServer } from '../peers/api-server';

const INGRESSES = '/apis/networking.k8s.io/v1/ingresses';

/**
 * Gives each Ingress an address, as the gateway's controller does when it has taken one: Pulumi waits for it. It also looks for the pods
 * of the Services that an Ingress names, which `backends` stand for.
 */
export class Addresses {
  public static async start(cluster: ApiServer, namespace: string, backends: string[]): Promise<Addresses> {
    for (const name of backends) {
      await cluster.client.mustApply({
        apiVersion: 'v1', kind: 'Endpoints', metadata: { name, namespace }, subsets: [{ addresses: [{ ip: '10.1.0.1' }], ports: [{ port: 8080 }] }],
      });
    }
    return new Addresses(cluster);
  }

  private readonly ended: Promise<void>;
  private stopped = false;

  private constructor(private readonly cluster: ApiServer) {
    this.ended = this.run();
    // Told by `stop`.
    this.ended.catch(() => {});
  }

  /** @throws what went wrong meanwhile */
  public async stop(): Promise<void> {
    this.stopped = true;
    await this.ended;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      for (const { metadata, status } of await itemsOf(this.cluster, INGRESSES)) {
        if (!status?.loadBalancer?.ingress && !metadata.deletionTimestamp) {
          const { status: code, text } = await ask(
            this.cluster, 'PATCH', `/apis/networking.k8s.io/v1/namespaces/${metadata.namespace}/ingresses/${metadata.name}/status`,
            { status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } } },
          );
          if (code !== 200 && code !== 404) {
            throw new Error(`Ingress ${metadata.name} could not be given an address: ${code} ${text}`);
          }
        }
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
}
