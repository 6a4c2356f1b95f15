import { FinalObject, nameOf } from './final-object';
import { Rule } from './rule';
import { listing } from '../errors';

/** Says of an Ingress that its limit is no plan; `ApiRoute` writes it for a tier that is open to all. */
const ROUTE_LIMIT = 'gatewarden/route-limit';
/** More names than this say no more. */
const NAMED = 3;

/** The limit of a sensitive route holds for every caller. */
export const PLAN_OVERRIDES_ROUTE_LIMIT: Rule = {
  id: 'plan-overrides-route-limit',
  why: 'kong prefers the limit of a consumer to that of a route, so that a consumer with a plan has the plan\'s limit on a route whose limit is meant for everybody',
  check: app => {
    const planned = [...app.ofKind('KongConsumer'), ...app.ofKind('KongConsumerGroup')]
      .filter(consumer => app.pluginsOn(consumer).some(plugin => plugin.type === 'rate-limiting'));
    const meets = (route: FinalObject) => planned.filter(({ cluster, gateway }) => cluster === route.cluster
      && gateway.ingressClassName === route.gateway.ingressClassName);
    return app.ofKind('Ingress').filter(route => ROUTE_LIMIT in route.annotations).flatMap(route => {
      const consumers = meets(route).map(nameOf);
      const named = consumers.length > NAMED ? [...consumers.slice(0, NAMED), `${consumers.length - NAMED} more`] : consumers;
      return consumers.length === 0 ? [] : [{
        at: route.source,
        message: `route has the limit '${route.annotations[ROUTE_LIMIT]}' for every caller, and ${listing(named)} ${consumers.length === 1 ? 'has' : 'have'} a plan: kong prefers the limit of a consumer, so there the plan's holds; leave tier out of those consumers, or acknowledge it`,
      }];
    });
  },
};
