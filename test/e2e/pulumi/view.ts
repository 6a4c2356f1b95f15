import { EffectiveGateway } from 'gatewarden';
import { Change, itemsOf, states } from './history';
import { ApiServer } from '../peers/api-server';
import { nameOf } from '../peers/kubernetes-client';

/** All that Kong's controller reads of what is made here. */
export const READ = [
  '/apis/networking.k8s.io/v1/ingresses',
  '/apis/networking.k8s.io/v1/ingressclasses',
  '/apis/configuration.konghq.com/v1/kongplugins',
  '/apis/configuration.konghq.com/v1/kongclusterplugins',
  '/apis/configuration.konghq.com/v1/kongconsumers',
  '/apis/configuration.konghq.com/v1beta1/kongconsumergroups',
  '/apis/configuration.konghq.com/v1beta1/kongupstreampolicies',
  '/api/v1/services',
  '/api/v1/secrets',
];

/** What Kong makes of what lies in a cluster. */
export async function viewOfCluster(cluster: ApiServer): Promise<EffectiveGateway> {
  return viewOf((await Promise.all(READ.map(list => itemsOf(cluster, list)))).flat());
}

/** What must never be, at any moment of a history: a route that asks for no credential or has no limit, and a name of a plugin that is not there. */
export function openAtAnyMoment({ before, changes }: { before: any[]; changes: Change[] }): string[] {
  return [...states(before, changes)].flatMap((objects, moment) => [...openRoutes(objects), ...danglingPlugins(objects)].map(text => `${moment}: ${text}`));
}

function openRoutes(objects: any[]): string[] {
  const view = viewOf(objects);
  return view.routes.map(({ name }) => ({ name, types: view.pluginsOf(name).map(({ type }) => type) }))
    .filter(({ types }) => !types.includes('rate-limiting') || !(types.includes('jwt') || types.includes('key-auth')))
    .map(({ name, types }) => `${name} has ${types.join(', ')}`);
}

function danglingPlugins(objects: any[]): string[] {
  const plugins = new Set(objects.filter(({ kind }) => kind === 'KongPlugin').map(({ metadata }) => metadata.name));
  return objects.flatMap(object => String(object.metadata.annotations?.['konghq.com/plugins'] ?? '').split(',')
    .filter(name => name && !plugins.has(name)).map(name => `${nameOf(object)} names ${name}`));
}

/** What Kong makes of objects, where what they need of others (certificates, Services, credentials) is there. */
export function viewOf(objects: any[]): EffectiveGateway {
  return EffectiveGateway.fromManifests(objects, { assumeExisting: true });
}
