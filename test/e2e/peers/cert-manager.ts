import { ApiServer } from './api-server';
import { built } from './build';
import { Running } from './keeper';
import { CERT_MANAGER } from './tools';

/** Starts cert-manager's controller in a cluster that has its definitions; it stops with the cluster. */
export async function startCertManager(cluster: ApiServer): Promise<Running> {
  await cluster.client.mustApply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'cert-manager' } });
  return cluster.keeper.start({
    name: 'cert-manager', command: await built(CERT_MANAGER, cluster.keeper), args: [`--kubeconfig=${cluster.kubeconfig}`],
  });
}
