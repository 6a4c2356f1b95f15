import { EffectiveGateway, Expect } from 'gatewarden';
import { CONSUMERS } from './callers';
import { BLOCK_LIST, GLOBAL_HEADERS, GLOBAL_LOG, PROMETHEUS } from './plugins';
import { REQUESTS } from './requests';
import { ROUTES } from './routes';
import { checkConsumers } from '../../../test/support/promises/consumers';
import { issued } from '../../../test/support/promises/issued';
import { checkRoute, pluginProblems } from '../../../test/support/promises/routes';
import { EXISTING } from '../existing';

/** Something that the storefront promises of its gateway: a name, and what throws if it is not so. */
export type GatewayPromise = [name: string, expect: (view: EffectiveGateway) => void];

/** What the gateway makes of the storefront's objects, with what must exist beside them and the certificates that they ask for. */
export function viewOf(objects: any[]): EffectiveGateway {
  return EffectiveGateway.fromManifests(objects, { alsoInCluster: [...EXISTING, ...issued(objects)] });
}

/** All that the storefront promises of its gateway. */
export const GATEWAY_PROMISES: GatewayPromise[] = [
  ['accepted', view => Expect.gateway(view).toBeAccepted()],
  ['no warning', view => Expect.gateway(view).toWarnOfNothing()],
  ['every route decided', view => Expect.gateway(view).toDecideEveryRoute()],
  ['no other route', view => Expect.gateway(view).toServeOnly(...ROUTES.map(({ object }) => object))],
  ...ROUTES.map((route): GatewayPromise => [`route ${route.object.replace(/.*\//, '')}`, view => checkRoute(view, route)]),
  ['global plugins', view => {
    const everywhere = view.plugins.filter(({ target }) => target === 'everywhere').sort((a, b) => b.priority! - a.priority!);
    const problems = pluginProblems(everywhere, [BLOCK_LIST, GLOBAL_HEADERS, PROMETHEUS, GLOBAL_LOG]);
    if (problems.length > 0) {
      throw new Error(`global plugins are not as promised: it ${problems.join('; ')}`);
    }
  }],
  ['usual order', view => {
    // Moving a plugin before another is Enterprise's.
    const moved = view.toKongConfig().plugins.filter(({ ordering }: any) => ordering).map(({ name }: any) => name);
    const objects = view.plugins.filter(({ type }) => moved.includes(type)).map(({ object }) => object);
    if (objects.length > 0) {
      throw new Error(`plugins are to run in kong's order, and another one is asked for: ${[...new Set(objects)].join(', ')}`);
    }
  }],
  ['consumers', view => checkConsumers(view, CONSUMERS)],
  ...REQUESTS.map(([row, expect]): GatewayPromise => [`request ${row}`, expect]),
];
