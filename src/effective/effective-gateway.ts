import { IConstruct } from 'constructs';
import { appObjects } from './app-objects';
import { EffectiveCertificate, EffectiveConsumer, EffectiveMatch, EffectivePlugin, EffectiveRoute, EffectiveService } from './effective-entities';
import { EffectiveGatewayOptions, RouteRequest } from './effective-options';
import { routeTable } from './route-table';
import { ambiguities } from './routing/ambiguities';
import { requestText, routedRequest } from './routing/routed-request';
import { Router } from './routing/router';
import { toConsumer, toPlugin, toRoute, toService } from './to-entities';
import { RouteDraft } from './translate/draft';
import { KongRoute } from './translate/kong-config';
import { keyOf, nameOf } from './translate/objects';
import { translate, Translation } from './translate/translate';
import { refusals } from './verdict/refusals';
import { VerdictTarget } from './verdict/target';
import { Winners } from './winners';
import { KongEdition } from '../gateway/kong-edition';
import { KongGateway } from '../gateway/kong-gateway';
import { KongVersion } from '../gateway/kong-version';

/**
 * What a Kong gateway will make of objects: the routes, the plugins that run on each in the order of their execution, the consumers, and
 * what the controller would warn of. It is Kong's controller 3.5 without its admission webhook, as a function; recordings of the real one
 * are its test.
 *
 * Tests ask it what is enforced, instead of what is written.
 */
export class EffectiveGateway {
  /**
   * What the gateway that serves a scope makes of the final objects of the whole app, after patches.
   *
   * @throws when an object cannot be rendered
   */
  public static of(scope: IConstruct, options: EffectiveGatewayOptions = {}): EffectiveGateway {
    const gateway = KongGateway.of(scope);
    const { manifests, customPlugins } = appObjects(scope);
    const { ingressClassName, version, edition } = gateway;
    return new EffectiveGateway(manifests, { assumeExisting: true, customPlugins, ingressClassName, version, edition, ...given(options) });
  }

  /** What a gateway makes of plain objects. Their order is the order of their creation, unless they have timestamps. */
  public static fromManifests(manifests: any[], options: EffectiveGatewayOptions = {}): EffectiveGateway {
    return new EffectiveGateway(manifests, given(options));
  }

  private readonly translation: Translation;
  private readonly target: VerdictTarget;
  private readonly drafts = new Map<string, { readonly draft: RouteDraft; readonly service: string }>();
  private readonly winners: Winners;
  private router?: Router;
  private refused?: string[];

  private constructor(manifests: readonly any[], options: EffectiveGatewayOptions) {
    this.translation = translate([...options.alsoInCluster ?? [], ...manifests], {
      ingressClassName: options.ingressClassName ?? 'kong',
      defaultClass: options.defaultClass ?? false,
      namespace: options.namespace ?? 'default',
      assumeExisting: options.assumeExisting ?? false,
      proxyPorts: options.proxyPorts ?? [80, 443],
    });
    this.target = {
      version: (options.version ?? KongVersion.V3_9).toString(),
      edition: options.edition ?? KongEdition.OSS,
      customPlugins: options.customPlugins ?? [],
    };
    for (const { service, routes } of this.translation.services) {
      routes.forEach(draft => this.drafts.set(draft.route.name, { draft, service: service.name }));
    }
    this.winners = new Winners(this.translation);
  }

  /** The Kong services, in Kong's order. */
  public get services(): EffectiveService[] {
    const upstreams = new Map(this.translation.config.upstreams.map(upstream => [upstream.name, upstream]));
    return this.translation.services.map(draft => toService(draft, upstreams.get(draft.service.host)));
  }

  /** The routes, in Kong's order. */
  public get routes(): EffectiveRoute[] {
    return this.translation.services.flatMap(({ service, routes }) => routes.map(draft => toRoute(draft, service.name)));
  }

  /** All plugin entities that objects and annotations make, also those that never win. */
  public get plugins(): EffectivePlugin[] {
    return this.translation.plugins.map(({ entity, source }) => toPlugin(entity, source));
  }

  /** The consumers, by name. */
  public get consumers(): EffectiveConsumer[] {
    return this.translation.consumers.map(toConsumer);
  }

  /** The certificates. */
  public get certificates(): EffectiveCertificate[] {
    return this.translation.certificates.map(({ certificate, secrets }) => ({
      snis: [...certificate.snis], secrets: secrets.map(({ namespace, name }) => keyOf(namespace, name)),
    }));
  }

  /** The Warning events that the controller raises: `Ingress shop/api: referenced KongPlugin …`. What it drops silently raises none. */
  public get warnings(): string[] {
    return this.translation.events.map(({ object, message }) => `${object}: ${message}`);
  }

  /** Whether Kong takes the configuration. */
  public get accepted(): boolean {
    return this.refusals.length === 0;
  }

  /** Why Kong refuses the configuration, all of it: the last good one stays, and a new pod has none. */
  public get refusals(): string[] {
    this.refused ??= refusals(this.translation, this.target);
    return [...this.refused];
  }

  /** Routes that rank alike and share a host and a path: which of them takes a request, Kong decides by a hash of their names. */
  public get ambiguities(): string[] {
    return ambiguities(this.kongRoutes()).map(({ routes: [a, b], host, path }) => `${a.name} and ${b.name} rank alike on ${host} ${path}`);
  }

  /** Objects that the controller reads and this view does not: `GRPCRoute shop/api`. */
  public get unread(): string[] {
    return this.translation.unread.map(nameOf);
  }

  /** The declarative configuration that is sent to Kong, with names where Kong has ids. It holds the secrets that the objects hold. */
  public toKongConfig(): any {
    return structuredClone(this.translation.config);
  }

  /** The routes that are made of an object, for instance `Ingress shop/api`. */
  public routesOf(object: string): EffectiveRoute[] {
    return this.routes.filter(route => route.source === object);
  }

  /**
   * The plugins that run on a route, in the order of their execution: of each type the one that hangs most specifically.
   *
   * @param consumer who calls, by name; left out is a caller that no plugin has recognised
   * @throws when there is no such route or consumer
   */
  public pluginsOf(routeName: string, consumer?: string): EffectivePlugin[] {
    const found = this.drafts.get(routeName);
    if (!found) {
      throw new Error(`there is no route '${routeName}': expected one of these; see also the warnings\n${this.table()}`);
    }
    const caller = consumer === undefined ? undefined : this.translation.consumers.find(({ name }) => name === consumer);
    if (consumer !== undefined && !caller) {
      throw new Error(`there is no consumer '${consumer}': expected one of ${this.translation.consumers.map(({ name }) => name).join(', ') || '(none)'}`);
    }
    const groups = this.target.edition === 'enterprise' ? (caller?.consumer.groups ?? []).map(({ name }) => name) : [];
    const winners = this.winners.on(found.draft.route, found.service, { ...consumer !== undefined && { consumer }, groups });
    return winners.map(({ entity, source, rivals }) => toPlugin(entity, source, rivals));
  }

  /**
   * Which route takes a request, as the router of flavour `traditional_compatible` decides. Where two routes rank alike it is the hash of
   * their names that decides, and the answer says so instead of guessing.
   */
  public routeFor(request: RouteRequest): EffectiveMatch {
    const seen = routedRequest(request);
    if (!seen) {
      return { ambiguous: [], reason: 'the path is no text once it is decoded' };
    }
    this.router ??= new Router(this.kongRoutes());
    const { routes, path, undecided } = this.router.route(seen);
    const found = [...new Set([...routes, ...undecided])].map(({ name }) => this.routeNamed(name));
    if (undecided.length > 0) {
      return { ambiguous: found, reason: `${undecided.map(({ name }) => name).join(', ')}: its expressions cannot be judged here` };
    }
    if (found.length > 1) {
      return { ambiguous: found, reason: `${found.length} routes rank alike and take it: ${found.map(({ name }) => name).join(', ')}` };
    }
    const [route] = found;
    if (!route) {
      const lower = seen.host.toLowerCase();
      const hint = lower === seen.host ? '' : `; kong compares hosts as they are written, and this one has capitals (${lower})`;
      return { ambiguous: [], reason: `no route takes ${requestText({ ...request, path: seen.path })}${hint}` };
    }
    const plain = !seen.https && route.protocols.length > 0 && !route.protocols.includes('http');
    const reason = plain ? `answered ${route.httpsRedirectStatusCode}: the route is for ${route.protocols.join(', ')}` : `taken by ${route.name}`;
    return { route, ambiguous: [], reason, ...path !== undefined && { path } };
  }

  /** The routes as a table: hosts, methods, paths, service, and the plugins that run for a caller nobody has recognised. */
  public table(): string {
    return routeTable(this.routes, name => this.pluginsOf(name));
  }

  private kongRoutes(): KongRoute[] {
    return this.translation.config.services.flatMap(({ routes }) => routes);
  }

  private routeNamed(name: string): EffectiveRoute {
    const { draft, service } = this.drafts.get(name)!;
    return toRoute(draft, service);
  }
}

/** The options that are set: one that is undefined does not hide a default. */
function given(options: EffectiveGatewayOptions): EffectiveGatewayOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
