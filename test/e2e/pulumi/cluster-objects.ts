import { itemsOf, History } from './history';
import { READ } from './view';
import { ApiServer } from '../peers/api-server';
import { nameOf } from '../peers/kubernetes-client';

/** All that a program here makes in a cluster. */
export const MADE = [
  ...READ, '/api/v1/configmaps', '/apis/cert-manager.io/v1/certificates', '/apis/monitoring.coreos.com/v1/podmonitors',
  '/apis/monitoring.coreos.com/v1/prometheusrules', '/apis/networking.k8s.io/v1/networkpolicies',
];

/** The objects in a cluster that a program may have made. */
export async function objectsIn(cluster: ApiServer): Promise<any[]> {
  return (await Promise.all(MADE.map(list => itemsOf(cluster, list)))).flat();
}

/** Their names, and how often each has changed: two lists that are equal are of the same objects. */
export async function stateOf(cluster: ApiServer): Promise<string[]> {
  return (await objectsIn(cluster)).map(object => `${nameOf(object)} ${object.metadata.uid} ${object.metadata.resourceVersion}`).sort();
}

/** What has changed in a cluster in the meantime: `MODIFIED KongPlugin shop/api-jwt`. */
export async function changesIn(history: History): Promise<string[]> {
  return (await history.end()).changes.map(({ type, object }) => `${type} ${nameOf(object)}`);
}
