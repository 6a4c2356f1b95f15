import { AppView, extensionRefs, ResolvedPlugin } from './app-view';
import { FinalObject, isKongs, labelsOf, list, map, nameOf } from './final-object';
import { ingressRoutes, requestsOf } from './ingress-routes';
import { Rule, Violation } from './rule';

/** Plugins that ask who calls and refuse who cannot say. */
const AUTHENTICATION = new Set(['jwt', 'key-auth', 'key-auth-enc', 'basic-auth', 'hmac-auth', 'ldap-auth', 'ldap-auth-advanced', 'oauth2', 'oauth2-introspection',
  'openid-connect', 'mtls-auth', 'header-cert-auth', 'jwt-signer', 'vault-auth', 'saml', 'konnect-application-auth', 'ai-mcp-oauth2']);
const PUBLIC = 'gatewarden/public-access';
/** As long as `PublicAccess.because` wants it. */
const SENTENCE = 10;

/** Every route asks who calls, or says why anybody may. */
export const UNAUTHENTICATED_ROUTE: Rule = {
  id: 'unauthenticated-route',
  why: 'anybody can call a route without an authentication plugin',
  check: app => {
    const doors = new Doors(app);
    const violations = new Map<FinalObject, Violation>();
    for (const { object, what, plugins } of entrances(app)) {
      if (violations.has(object)) {
        continue;
      }
      const reason = object.annotations[PUBLIC];
      const message = reason === undefined ? openness(doors, object, what, plugins) : reasonProblem(object, reason);
      message && violations.set(object, { at: object.source, message });
    }
    return [...violations.values()];
  },
};

/** Where requests come in. */
interface Entrance {
  readonly object: FinalObject;
  /** The requests, as people name them. */
  readonly what: string;
  /** What may ask who calls; undefined where no plugin can. */
  readonly plugins?: (doors: Doors) => ResolvedPlugin[][];
}

function* entrances(app: AppView): Generator<Entrance> {
  for (const route of ingressRoutes(app)) {
    yield { object: route.ingress, what: requestsOf(route), plugins: doors => [doors.pluginsFor(route.ingress, route.service)] };
  }
  for (const object of [...app.ofKind('HTTPRoute'), ...app.ofKind('GRPCRoute')].filter(isKongs)) {
    for (const [index, rule] of list(object.manifest.spec?.rules).entries()) {
      const inRule = extensionRefs(rule).map(name => app.resolve(object, name)).filter(plugin => plugin !== undefined && plugin.namespace !== '*') as ResolvedPlugin[];
      const services = list(map(rule).backendRefs).map(ref => serviceOf(object, map(ref)));
      yield {
        object,
        what: `rule ${index + 1} of ${nameOf(object)}`,
        plugins: doors => (services.length > 0 ? services : [undefined]).map(service => [...inRule, ...doors.pluginsFor(object, service)]),
      };
    }
  }
  for (const object of [...app.ofKind('TCPIngress'), ...app.ofKind('UDPIngress')].filter(isKongs)) {
    yield { object, what: nameOf(object) };
  }
}

/** The Service that a backend of the Gateway API is, in the namespace of its route. */
function serviceOf(route: FinalObject, { kind = 'Service', name, namespace }: Record<string, unknown>): string | undefined {
  return kind === 'Service' && (namespace === undefined || namespace === route.namespace) ? String(name) : undefined;
}

function openness(doors: Doors, object: FinalObject, what: string, plugins: Entrance['plugins']): string | undefined {
  if (!plugins) {
    return `${what} has no authentication: kong asks nobody who they are on ${object.kind.slice(0, 3).toLowerCase()}; say why anybody may connect: the annotation ${PUBLIC} with the reason`;
  }
  const open = plugins(doors).map(each => doors.openness(object, each)).find(each => each !== undefined);
  return open && `${what} ${open}; attach an authentication plugin, or say why anybody may call: PublicAccess.because(…), or the annotation ${PUBLIC} with the reason`;
}

function reasonProblem(object: FinalObject, reason: string): string | undefined {
  return reason.trim().replace(/\s+/g, ' ').length >= SENTENCE ? undefined
    : `annotation ${PUBLIC} of ${nameOf(object)} is '${reason}': expected a sentence that a reviewer understands; say why it is safe here`;
}

/** What stands at the doors of an app's routes. */
class Doors {
  private readonly services = new Map<string, FinalObject>();
  private readonly globals: FinalObject[];
  /** Consumers whose requests are ended: what may be anonymous as one of them is not let in. */
  private readonly closed = new Set<string>();

  constructor(private readonly app: AppView) {
    for (const service of app.ofKind('Service')) {
      this.services.set(`${service.cluster} ${service.namespace ?? ''}/${service.name}`, service);
    }
    this.globals = app.ofKind('KongClusterPlugin').filter(object => labelsOf(object).global === 'true' && isKongs(object));
    for (const consumer of app.ofKind('KongConsumer').filter(isKongs)) {
      if (app.pluginsOn(consumer).some(ends)) {
        this.closed.add(`${consumer.cluster} ${consumer.manifest.username}`);
      }
    }
  }

  /** The authentication plugins that run for a route and one Service behind it. */
  public pluginsFor(route: FinalObject, service: string | undefined): ResolvedPlugin[] {
    const behind = service === undefined ? undefined : this.services.get(`${route.cluster} ${route.namespace ?? ''}/${service}`);
    return [
      ...this.app.pluginsOn(route),
      ...behind ? this.app.pluginsOn(behind) : [],
      ...this.globals.filter(({ cluster, gateway }) => cluster === route.cluster && gateway.ingressClassName === route.gateway.ingressClassName)
        .map(object => ({ name: object.name, type: object.manifest.plugin, object })),
    ];
  }

  /** Why nobody is asked who they are; undefined if somebody asks. */
  public openness(route: FinalObject, all: ResolvedPlugin[]): string | undefined {
    const plugins = all.filter(plugin => AUTHENTICATION.has(plugin.type));
    if (plugins.some(plugin => runs(plugin) && !isHidden(plugin, 'anonymous') && !this.letsIn(plugin, route))) {
      return undefined;
    }
    const off = plugins.find(plugin => !runs(plugin));
    const hidden = plugins.find(plugin => isHidden(plugin, 'anonymous'));
    const lax = plugins.find(plugin => this.letsIn(plugin, route));
    return off ? `has no authentication: its plugin '${off.name}' is disabled`
      : hidden ? `may have no authentication: its plugin '${hidden.name}' takes anonymous from a Secret, which may let everybody in`
        : lax ? `has no authentication: its plugin '${lax.name}' lets everybody in as the anonymous consumer '${anonymous(lax)}', and that has no request-termination without trigger in this app`
          : 'has no authentication: nothing asks who calls';
  }

  private letsIn(plugin: ResolvedPlugin, route: FinalObject): boolean {
    const consumer = anonymous(plugin);
    return consumer !== undefined && !this.closed.has(`${route.cluster} ${consumer}`);
  }
}

function runs({ object }: ResolvedPlugin): boolean {
  return object?.manifest.disabled !== true;
}

/** Whether a plugin ends every request: one with a trigger ends those that name it. */
function ends(plugin: ResolvedPlugin): boolean {
  return plugin.type === 'request-termination' && runs(plugin) && !isHidden(plugin, 'trigger') && !map(plugin.object?.manifest.config).trigger;
}

/** Whether a Secret says what a field is. */
function isHidden({ object }: ResolvedPlugin, field: string): boolean {
  return object !== undefined && (object.manifest.configFrom !== undefined
    || list(object.manifest.configPatches).some(patch => [`/${field}`, '/', ''].includes(String(map(patch).path ?? ''))));
}

function anonymous({ object }: ResolvedPlugin): string | undefined {
  return map(object?.manifest.config).anonymous || undefined;
}
