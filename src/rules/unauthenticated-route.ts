import { AppView, ResolvedPlugin } from './app-view';
import { FinalObject, isKongs, labelsOf, map } from './final-object';
import { ingressRoutes, requestsOf } from './ingress-routes';
import { Rule, Violation } from './rule';

/** Plugins that ask who calls and refuse who cannot say. */
const AUTHENTICATION = new Set(['jwt', 'key-auth', 'key-auth-enc', 'basic-auth', 'hmac-auth', 'ldap-auth', 'ldap-auth-advanced', 'oauth2', 'oauth2-introspection',
  'openid-connect', 'mtls-auth', 'header-cert-auth', 'jwt-signer', 'vault-auth', 'saml', 'konnect-application-auth', 'ai-mcp-oauth2']);
const PUBLIC = 'gatewarden/public-access';

/** Every route asks who calls, or says why anybody may. */
export const UNAUTHENTICATED_ROUTE: Rule = {
  id: 'unauthenticated-route',
  why: 'anybody can call a route without an authentication plugin',
  check: app => {
    const doors = new Doors(app);
    const violations = new Map<FinalObject, Violation>();
    for (const route of ingressRoutes(app)) {
      const { ingress, service } = route;
      if (violations.has(ingress) || ingress.annotations[PUBLIC]?.trim()) {
        continue;
      }
      const open = doors.openness(ingress, service);
      if (open) {
        violations.set(ingress, {
          at: ingress.source,
          message: `${requestsOf(route)} ${open}; attach an authentication plugin, or say why anybody may call: PublicAccess.because(…), or the annotation ${PUBLIC} with the reason`,
        });
      }
    }
    return [...violations.values()];
  },
};

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
      if (app.pluginsOn(consumer).some(plugin => plugin.type === 'request-termination' && runs(plugin))) {
        this.closed.add(`${consumer.cluster} ${consumer.manifest.username}`);
      }
    }
  }

  /** Why nobody is asked who they are; undefined if somebody asks. */
  public openness(ingress: FinalObject, service: string): string | undefined {
    const behind = this.services.get(`${ingress.cluster} ${ingress.namespace ?? ''}/${service}`);
    const plugins = [
      ...this.app.pluginsOn(ingress),
      ...behind ? this.app.pluginsOn(behind) : [],
      ...this.globals.filter(({ cluster, gateway }) => cluster === ingress.cluster && gateway.ingressClassName === ingress.gateway.ingressClassName)
        .map(object => ({ name: object.name, type: object.manifest.plugin, object })),
    ].filter(plugin => AUTHENTICATION.has(plugin.type));
    if (plugins.some(plugin => runs(plugin) && !this.letsIn(plugin, ingress))) {
      return undefined;
    }
    const off = plugins.find(plugin => !runs(plugin));
    const lax = plugins.find(plugin => this.letsIn(plugin, ingress));
    return off ? `has no authentication: its plugin '${off.name}' is disabled`
      : lax ? `has no authentication: its plugin '${lax.name}' lets everybody in as the anonymous consumer '${anonymous(lax)}', and that has no request-termination in this app`
        : 'has no authentication: nothing asks who calls';
  }

  private letsIn(plugin: ResolvedPlugin, ingress: FinalObject): boolean {
    const consumer = anonymous(plugin);
    return consumer !== undefined && !this.closed.has(`${ingress.cluster} ${consumer}`);
  }
}

function runs({ object }: ResolvedPlugin): boolean {
  return object?.manifest.disabled !== true;
}

function anonymous({ object }: ResolvedPlugin): string | undefined {
  return map(object?.manifest.config).anonymous || undefined;
}
