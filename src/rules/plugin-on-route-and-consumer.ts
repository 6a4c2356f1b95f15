import { nameOf } from './final-object';
import { Rule } from './rule';

const CONSUMERS = ['KongConsumer', 'KongConsumerGroup'];

/** A plugin object is for routes or for consumers. */
export const PLUGIN_ON_ROUTE_AND_CONSUMER: Rule = {
  id: 'plugin-on-route-and-consumer',
  why: 'the controller binds such a plugin to that consumer on that route only, and everybody else goes without it',
  check: app => app.used().flatMap(([plugin, users]) => {
    const consumer = users.find(user => CONSUMERS.includes(user.kind));
    const route = users.find(user => !CONSUMERS.includes(user.kind));
    return !consumer || !route ? [] : [{
      at: (plugin.object ?? route).source,
      message: `plugin '${plugin.name}' is on ${nameOf(route)} and on ${nameOf(consumer)}: the controller then runs it for that consumer on that route and for nobody else; make two plugin objects, one for routes and one for consumers`,
    }];
  }),
};
