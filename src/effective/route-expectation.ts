import { contains } from './contains';
import { EffectivePlugin, EffectiveRoute } from './effective-entities';
import { EffectiveGateway } from './effective-gateway';
import { RouteRequest } from './effective-options';
import { routeTable } from './route-table';
import { requestText } from './routing/routed-request';

/** Plugins that find out who calls. */
const AUTHENTICATION = new Set(['basic-auth', 'header-cert-auth', 'hmac-auth', 'jwt', 'jwt-signer', 'key-auth', 'key-auth-enc', 'ldap-auth', 'ldap-auth-advanced',
  'mtls-auth', 'oauth2', 'oauth2-introspection', 'openid-connect', 'saml', 'vault-auth']);

/**
 * What is expected of a request at a gateway. Each method throws an error that shows the route and its plugins if it is not so, and
 * otherwise returns the expectation, so that the next one can follow.
 */
export class RouteExpectation {
  /** Begins an expectation. */
  public static of(view: EffectiveGateway, request: RouteRequest): RouteExpectation {
    return new RouteExpectation(view, request, undefined);
  }

  private constructor(private readonly view: EffectiveGateway, private readonly request: RouteRequest, private readonly consumer: string | undefined) {}

  /** The same for a request with a header. */
  public withHeader(name: string, value: string): RouteExpectation {
    return new RouteExpectation(this.view, { ...this.request, headers: { ...this.request.headers, [name]: value } }, this.consumer);
  }

  /** The same for a caller that a plugin has recognised. */
  public asConsumer(username: string): RouteExpectation {
    return new RouteExpectation(this.view, this.request, username);
  }

  /** Plugins of these types run, among others. */
  public toRun(...types: string[]): RouteExpectation {
    const missing = types.filter(type => !this.plugins().some(plugin => plugin.type === type));
    return this.check(missing.length === 0, () => `to run ${missing.join(', ')}, which it does not`);
  }

  /** Plugins of these types run and no others, in whatever order they are named. */
  public toRunExactly(...types: string[]): RouteExpectation {
    const running = this.plugins().map(({ type }) => type);
    const [missing, extra] = [types.filter(type => !running.includes(type)), running.filter(type => !types.includes(type))];
    const parts = [missing.length > 0 && `${missing.join(', ')} does not run`, extra.length > 0 && `${extra.join(', ')} runs as well`].filter(Boolean);
    return this.check(parts.length === 0, () => `to run exactly ${types.join(', ') || 'nothing'}: ${parts.join('; ')}`);
  }

  /** Plugins of these types run one after the other, with or without others in between. */
  public toRunInOrder(...types: string[]): RouteExpectation {
    const running = this.plugins().map(({ type }) => type).filter(type => types.includes(type));
    return this.check(running.join() === types.join(), () => `to run ${types.join(', then ')}: it runs ${running.join(', then ') || 'none of them'}`);
  }

  /** A plugin of this type runs with this configuration; what it has besides is not looked at. */
  public toRunWith(type: string, config: { [key: string]: any }): RouteExpectation {
    const plugin = this.plugins().find(each => each.type === type);
    return this.check(plugin !== undefined && contains(plugin.config, config),
      () => `to run ${type} with ${JSON.stringify(config)}: ${plugin ? `it has ${JSON.stringify(plugin.config)}` : 'it does not run'}`);
  }

  /** No plugin of these types runs. */
  public notToRun(...types: string[]): RouteExpectation {
    const running = this.plugins().filter(({ type }) => types.includes(type)).map(({ type }) => type);
    return this.check(running.length === 0, () => `not to run ${running.join(', ')}, which it does`);
  }

  /** A plugin finds out who calls, and lets nobody else through. */
  public toRequireAuthentication(): RouteExpectation {
    const guards = this.plugins().filter(isGuard);
    return this.check(guards.length > 0, () => 'to require authentication: no plugin that runs does');
  }

  /** Anybody may call. */
  public toBeOpen(): RouteExpectation {
    const guards = this.plugins().filter(isGuard).map(({ type }) => type);
    return this.check(guards.length === 0, () => `to be open: it runs ${guards.join(', ')}`);
  }

  /** It goes to this backend: a Kong service (`shop.api.80`), or a Service with or without namespace (`shop/api`, `api`). */
  public toReach(service: string): RouteExpectation {
    const route = this.route();
    const { services = [] } = this.view.services.find(({ name }) => name === route.service) ?? {};
    const names = [route.service, ...services, ...services.map(name => name.slice(name.indexOf('/') + 1))];
    return this.check(names.includes(service), () => `to reach ${service}: it reaches ${services.join(', ') || 'no service'} (${route.service})`);
  }

  /** A route of this object takes it: `Ingress shop/api`. */
  public toBeTakenBy(object: string): RouteExpectation {
    const route = this.route();
    return this.check(route.source === object, () => `to be taken by ${object}: ${route.source} takes it`);
  }

  /** No route takes it: the answer is 404. */
  public toHaveNoRoute(): RouteExpectation {
    const { route, ambiguous } = this.view.routeFor(this.request);
    return this.check(!route && ambiguous.length === 0, () => `to have no route: ${(route ? [route] : ambiguous).map(({ name }) => name).join(' or ')} takes it`);
  }

  /** Two routes or more rank alike and take it. */
  public toBeAmbiguous(): RouteExpectation {
    const { ambiguous, reason } = this.view.routeFor(this.request);
    return this.check(ambiguous.length > 0, () => `to be ambiguous: ${reason}`);
  }

  private plugins(): EffectivePlugin[] {
    return this.view.pluginsOf(this.route().name, this.consumer);
  }

  private route(): EffectiveRoute {
    const { route, reason } = this.view.routeFor(this.request);
    if (!route) {
      throw new Error(`expected ${requestText(this.request)} to be taken by one route: ${reason}\n${this.table()}`);
    }
    return route;
  }

  private check(holds: boolean, what: () => string): RouteExpectation {
    if (!holds) {
      const who = this.consumer === undefined ? '' : ` as ${this.consumer}`;
      throw new Error(`expected ${requestText(this.request)}${who} ${what()}\n${this.details()}${this.table()}`);
    }
    return this;
  }

  /** The route with its plugins, one a line. */
  private details(): string {
    const { route, path, reason } = this.view.routeFor(this.request);
    if (!route) {
      return `${reason}\n`;
    }
    const plugins = this.view.pluginsOf(route.name, this.consumer).map(({ type, object, target, config }) => `  ${type} ${target}, ${object}: ${JSON.stringify(config)}\n`);
    return `${route.name} of ${route.source} takes it${path ? ` by ${path}` : ''} and runs, in this order:\n${plugins.join('') || '  nothing\n'}`;
  }

  /** The routes of the host, or all of them if it has none. */
  private table(): string {
    const own = this.view.routes.filter(({ hosts }) => hosts.includes(this.request.host));
    return routeTable(own.length > 0 ? own : this.view.routes, name => this.view.pluginsOf(name));
  }
}

/** A plugin that lets nobody through whom it does not know: not one with an anonymous consumer. */
function isGuard({ type, config }: EffectivePlugin): boolean {
  return AUTHENTICATION.has(type) && !config.anonymous;
}
