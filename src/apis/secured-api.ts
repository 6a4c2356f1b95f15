import { Construct } from 'constructs';
import { ApiBase } from './api-base';
import { ApiDefaults } from './api-defaults';
import { ApiRoute, ApiRouteOptions } from './api-route';
import { inOrder } from './route-match';
import { POLICY_NAMES, RoutePolicies, TeamPolicies } from './route-policies';
import { ValidatedRoute, ValidatedRouteOptions } from './validated-route';
import { locate, mistake } from '../errors';
import { IKongPlugin } from '../kong/kong-plugin';
import { AccessLog } from '../policies/access-log';
import { AuthenticationPolicy } from '../policies/authentication-policy';
import { GatewayProof } from '../policies/gateway-proof';
import { IpAccess } from '../policies/ip-access';
import { RateTier } from '../policies/rate-tier';
import { Tls } from '../tls/tls';
import { HostName } from '../values/host-name';
import { expectKind, expectList, expectOptional, isOptions, isText, shown } from '../values/kinds';
import { checkPropNames } from '../values/prop-names';
import { RoutePath } from '../values/route-path';

/** What a team says of its API, whoever fixes the rest. An organisation's class takes these, and adds what it leaves to teams. */
export interface SecuredApiOptions extends TeamPolicies {
  /**
   * The host name. With `*.example.com` Kong answers for hosts with more labels in its place too, though no certificate holds for them.
   *
   * @default - `hosts` are given
   */
  readonly host?: string;

  /**
   * Several host names, all served alike.
   *
   * @default - `host` is given
   */
  readonly hosts?: string[];

  /**
   * Further plugins on every route, for what no policy covers. A route has its own beside them.
   *
   * @default - none
   */
  readonly plugins?: IKongPlugin[];
}

/** An API. */
export interface SecuredApiProps extends SecuredApiOptions {
  /** Who may call. The way to let anybody in is `PublicAccess.because('…')`. Where it is enforced, it must be that very object. */
  readonly authentication: AuthenticationPolicy;
  /** How clients reach it. */
  readonly tls: Tls;

  /**
   * How often each caller may call.
   *
   * @default - that of `ApiDefaults`, or no limit
   */
  readonly tier?: RateTier;

  /**
   * From which addresses.
   *
   * @default - that of `ApiDefaults`, or any
   */
  readonly ipAccess?: IpAccess;

  /**
   * Where requests are logged.
   *
   * @default - that of `ApiDefaults`, or nowhere but in the gateway's own log
   */
  readonly accessLog?: AccessLog;

  /**
   * How backends know that a request came through the gateway.
   *
   * @default - that of `ApiDefaults`, or not at all
   */
  readonly gatewayProof?: GatewayProof;

  /**
   * Policies that the API has, and that it and its routes may tighten but not drop or loosen. For an organisation's class.
   *
   * @default - those of `ApiDefaults.enforce`
   */
  readonly enforced?: RoutePolicies;
}

const NAMES: Record<keyof SecuredApiProps, true> = { ...POLICY_NAMES, host: true, hosts: true, plugins: true, tls: true, enforced: true };

/**
 * An API at the gateway: hosts with a certificate, and routes that all have the policies given here unless they say otherwise, policy by
 * policy. It has no route until one is added, and needs at least one.
 */
export class SecuredApi extends ApiBase {
  /** @throws when there is no host or a wrong one, no authentication, or an enforced policy is loosened */
  constructor(scope: Construct, id: string, props: SecuredApiProps) {
    super(scope, id, {
      hosts: hostNames(scope, id, props),
      tls: required(scope, id, 'tls', props.tls, 'Tls.issuedBy(Issuer.cluster(\'…\')), Tls.fromSecret(\'…\') or Tls.terminatedElsewhere(\'…\')'),
      policies: {
        authentication: required(scope, id, 'authentication', props.authentication ?? props.enforced?.authentication ?? ApiDefaults._of(scope).authentication,
          'Authentication.jwt(…), or PublicAccess.because(\'…\') if anybody may call'),
        tier: props.tier,
        ipAccess: props.ipAccess,
        bots: props.bots,
        botScore: props.botScore,
        bodyLimit: props.bodyLimit,
        accessLog: props.accessLog,
        gatewayProof: props.gatewayProof,
        cors: props.cors,
        securityHeaders: props.securityHeaders,
        correlationId: props.correlationId,
      },
      enforced: props.enforced ?? {},
      plugins: props.plugins ?? [],
    });
  }

  /**
   * Adds a route. Its id, and so its part of the object's name, is made of the path, the way it is compared and the methods, in
   * letters and digits; a second route with the same needs `new ApiRoute(api, id, …)` with an id of its own.
   */
  public addRoute(path: string, options: ApiRouteOptions): ApiRoute {
    return new ApiRoute(this, this.routeId(path, options), { ...options, path });
  }

  /** Adds a route whose requests are validated. */
  public addValidatedRoute(path: string, options: ValidatedRouteOptions): ValidatedRoute {
    return new ValidatedRoute(this, this.routeId(path, options), { ...options, path });
  }

  private routeId(path: string, options: ApiRouteOptions): string {
    locate(this, () => expectKind(`options of route ${shown(path)}`, options, isOptions, 'options', "{ backend: Backend.service('api', 80) }"));
    const route = locate(this, () => RoutePath.of(path, options.match));
    const id = [route.slug, ...inOrder(Array.isArray(options.methods) ? options.methods : [])].join('-').toLowerCase();
    const other = this.node.tryFindChild(id);
    if (other) {
      // To cdk8s every object is an instance of every class of objects.
      const named = (other as Partial<ApiRoute>).path;
      throw mistake(this, `route ${route} would be called '${id}', as ${named ? `route ${named}` : 'something else of the api'} is: expected names that differ; make it with new ApiRoute(api, 'another-id', { path: '${path}', … })`);
    }
    return id;
  }
}

function hostNames(scope: Construct, id: string, props: SecuredApiOptions): HostName[] {
  locate(scope, () => {
    expectKind('props', props, isOptions, 'properties', '{ host: \'…\', tls: …, authentication: … }');
    checkPropNames('it', props, NAMES);
    expectOptional('host', props.host, isText, 'a text', "'api.example.com'");
    props.hosts && expectList('hosts', props.hosts, isText, 'a text', host => host === '…' ? "'api.example.com'" : host);
  }, `api '${id}': `);
  const given = [...props.host === undefined ? [] : [props.host], ...props.hosts ?? []];
  if (given.length === 0 || (props.host !== undefined && props.hosts !== undefined)) {
    throw mistake(scope, `api '${id}' has ${given.length === 0 ? 'no host' : 'host and hosts'}: expected one of host and hosts; without a host a route takes the requests of every host`);
  }
  const repeated = given.find((host, index) => given.indexOf(host) !== index);
  if (repeated) {
    throw mistake(scope, `api '${id}' has host '${repeated}' twice: expected each once; remove one`);
  }
  return locate(scope, () => given.map(host => HostName.of(host)), `api '${id}': `);
}

/** Types forbid leaving it out, and JavaScript does not know them. */
function required<T>(scope: Construct, id: string, name: string, value: T | undefined, fix: string): T {
  if (value === undefined || value === null) {
    throw mistake(scope, `api '${id}' has no ${name}: it must be said; give ${fix}`);
  }
  return value;
}
