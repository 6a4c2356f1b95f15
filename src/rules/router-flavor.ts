import { AppView } from './app-view';
import { FinalObject, nameOf } from './final-object';
import { StatedSetting, statedSetting } from './gateway-settings';
import { IngressRoute, ingressRoutes } from './ingress-routes';
import { meeting } from './route-overlap';
import { Rule, Violation } from './rule';

const SETTING = 'KONG_ROUTER_FLAVOR';
const COMPATIBLE = 'traditional_compatible';

/** Where a wildcard covers a host with other plugins, the gateway has the router that asks the narrower host first. */
export const ROUTER_FLAVOR: Rule = {
  id: 'router-flavor',
  why: 'kong\'s helm chart sets router_flavor traditional, with which kong can take the route of a wildcard, and its plugins, before that of a host that it covers',
  check: app => {
    const flavors = new Flavors(app);
    const hosts = new Map<string, IngressRoute[]>();
    for (const route of ingressRoutes(app)) {
      const key = hostKey(route, route.host);
      hosts.get(key)?.push(route) ?? hosts.set(key, [route]);
    }
    const violations: Violation[] = [];
    for (const routes of hosts.values()) {
      for (const wildcard of wildcardsOver(routes[0].host)) {
        const wider = hosts.get(hostKey(routes[0], wildcard)) ?? [];
        const pair = wider.length > 0 ? flavors.differing(routes, wider) : undefined;
        pair && violations.push({ at: pair[0].ingress.source, message: textOf(...pair) });
      }
    }
    return violations;
  },
};

function hostKey({ ingress }: IngressRoute, host: string): string {
  return `${ingress.cluster} ${ingress.gateway.ingressClassName} ${host}`;
}

/** The wildcards that cover a host, of whatever number of labels. */
function wildcardsOver(host: string): string[] {
  const labels = host.split('.');
  return labels.map((_, i) => `*.${labels.slice(i + 1).join('.')}`).filter(wildcard => wildcard !== '*.' && wildcard !== host);
}

/** Which routes run what, and with which router. */
class Flavors {
  private readonly stated: StatedSetting;
  private readonly services = new Map<string, FinalObject>();
  private readonly plugins = new Map<IngressRoute, string>();

  constructor(private readonly app: AppView) {
    this.stated = statedSetting(app);
    app.ofKind('Service').forEach(service => this.services.set(`${service.cluster} ${service.namespace ?? ''}/${service.name}`, service));
  }

  /** A route of a host and one of a wildcard above it that can take the same requests with other plugins. */
  public differing(routes: IngressRoute[], wider: IngressRoute[]): [IngressRoute, IngressRoute] | undefined {
    for (const route of routes) {
      const other = wider.find(each => each.ingress !== route.ingress && pathsMeet(route, each) && this.pluginsOf(route) !== this.pluginsOf(each)
        && !this.isCompatible(route, each) && meeting(this.app, route, each));
      if (other) {
        return [route, other];
      }
    }
    return undefined;
  }

  /** Whether one of the gateways says that the nodes have the router, and none another one. */
  private isCompatible(...routes: IngressRoute[]): boolean {
    const values = routes.map(({ ingress }) => this.stated(ingress.gateway, SETTING)).filter(value => value !== undefined);
    return values.length > 0 && values.every(value => value === COMPATIBLE);
  }

  private pluginsOf(route: IngressRoute): string {
    let text = this.plugins.get(route);
    if (text === undefined) {
      const { ingress, service } = route;
      const behind = this.services.get(`${ingress.cluster} ${ingress.namespace ?? ''}/${service}`);
      const plugins = [...this.app.pluginsOn(ingress), ...behind ? this.app.pluginsOn(behind) : []];
      text = plugins.map(({ namespace, name }) => `${namespace ?? ''}/${name}`).sort().join(' ');
      this.plugins.set(route, text);
    }
    return text;
  }
}

/** Whether one path is below the other, as far as literals tell; an expression may be anything. */
function pathsMeet({ written: a }: IngressRoute, { written: b }: IngressRoute): boolean {
  return a.includes('~') || b.includes('~') || a.startsWith(b) || b.startsWith(a);
}

function textOf({ host }: IngressRoute, { host: wildcard, ingress }: IngressRoute): string {
  return `${host} is covered by ${wildcard} of ${nameOf(ingress)}, which has other plugins: with router_flavor traditional, which kong's helm chart sets, kong can take the route of the wildcard for it; expected the router ${COMPATIBLE}: set it at the nodes (env.router_flavor in helm values, which wins over envFrom), and state settings: { ${SETTING}: '${COMPATIBLE}' } of the gateway`;
}
