import { guardsOf, pluginKey } from './abuse-guards';
import { FinalObject, nameOf } from './final-object';
import { Rule } from './rule';

/** Types that keep somebody or something out: two of them do not add up. */
const RESTRICTING = new Set(['acl', 'bot-detection', 'ip-restriction', 'rate-limiting', 'request-size-limiting', 'request-termination']);

/** What keeps somebody out everywhere does so on every route. */
export const HIDDEN_PLUGIN: Rule = {
  id: 'hidden-plugin',
  why: 'kong runs one plugin of a type, that of the route before that of the service and the global one: a list of the wider one is off on that route',
  check: app => {
    // What an abuse guard blocks it blocks in each of them; a rule of its own tells which it does not know.
    const guards = guardsOf(app);
    const globals = app.ofKind('KongClusterPlugin').filter(({ manifest, name, cluster }) => manifest.metadata?.labels?.global === 'true' && RESTRICTING.has(manifest.plugin)
      && !guards.some(guard => guard.cluster === cluster && guard.targets.has(pluginKey({ namespace: '*', name }))));
    const services = new Map(app.ofKind('Service').map(service => [`${service.cluster} ${service.namespace ?? ''}/${service.name}`, service]));
    return app.ofKind('Ingress').flatMap(route => app.pluginsOn(route).filter(plugin => RESTRICTING.has(plugin.type)).flatMap(plugin => {
      const wider = [
        ...globals.filter(other => other.manifest.plugin === plugin.type && other.cluster === route.cluster && other.name !== plugin.name),
        ...backends(route).map(name => services.get(`${route.cluster} ${route.namespace ?? ''}/${name}`))
          .filter((service): service is FinalObject => service !== undefined
            && app.pluginsOn(service).some(other => other.type === plugin.type && other.name !== plugin.name)),
      ];
      return wider.map(other => ({
        at: route.source,
        message: `route has its own ${plugin.type}, '${plugin.name}', and so not that of ${nameOf(other)}: kong runs one of a type; put what both keep out into the route's, or acknowledge it`,
      }));
    }));
  },
};

function backends(route: FinalObject): string[] {
  const paths = (route.manifest.spec?.rules ?? []).flatMap((rule: any) => rule?.http?.paths ?? []);
  return [...new Set<string>(paths.map((path: any) => path?.backend?.service?.name).filter((name: unknown) => typeof name === 'string'))];
}
