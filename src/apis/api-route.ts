import { ApiObject } from 'cdk8s';
import { ApiBase, PLUGIN_FIX } from './api-base';
import { checkedBackend, IBackend, namespaceOfBackend } from './backend';
import { renderPolicies } from './policy-rendering';
import { checkedHeaders, checkedMethods } from './route-match';
import { ALL_POLICIES, given, POLICY_NAMES, PolicyName, RoutePolicies } from './route-policies';
import { Without } from './without';
import { locate, mistake } from '../errors';
import { kongObjectProps, namespaceOf, PLUGINS_ANNOTATION, scopedName } from '../kong/kong-object';
import { IKongPlugin } from '../kong/kong-plugin';
import { ManagedObject } from '../kong/managed-object';
import { PublicAccess } from '../policies/public-access';
import { RequestSchema } from '../policies/request-schema';
import { expectKind, expectList, expectOptional, isPlugin } from '../values/kinds';
import { PathMatch } from '../values/path-match';
import { checkPropNames } from '../values/prop-names';
import { RoutePath } from '../values/route-path';

/** What a route is, beside its path. */
export interface ApiRouteOptions extends RoutePolicies {
  /** Where its requests go. */
  readonly backend: IBackend;

  /**
   * How the path is compared. An exact path wins over a regular expression, and that over a prefix.
   *
   * @default PathMatch.PREFIX
   */
  readonly match?: PathMatch;

  /**
   * The methods it takes. Requests with other methods are not refused: they fall through to a wider route of the host, if there is one,
   * and have that route's policies. Kong asks routes with methods before routes without, whatever their paths; that one so takes the
   * requests of a narrower route is an error (rule `shadowed-route`).
   *
   * @default - all
   */
  readonly methods?: string[];

  /**
   * Request headers that it takes: a name and the values of which the request must have one, in any letter case. A client sends what
   * headers it likes, so this chooses between routes and protects none.
   *
   * @default - whatever they are
   */
  readonly headers?: { [name: string]: string[] };

  /**
   * Policies of the API that it does not have, each with a reason.
   *
   * @default - it has all of them
   */
  readonly without?: Without[];

  /**
   * Further plugins beside those of the API, for what no policy covers. A type that the API has already is an error: give such a plugin
   * to each route instead of the API.
   *
   * @default - only those of the API
   */
  readonly plugins?: IKongPlugin[];

  /**
   * What a request must look like; others are refused. Open-source Kong validates by Lua, Kong Enterprise by a plugin.
   *
   * @default - anything
   */
  readonly requestSchema?: RequestSchema;
}

/** A route of an API. */
export interface ApiRouteProps extends ApiRouteOptions {
  /** The path, beginning with a slash. */
  readonly path: string;
}

/** The names of a route's properties, for who looks for mistyped ones. */
export const ROUTE_NAMES: Record<keyof ApiRouteProps, true> = {
  ...POLICY_NAMES, path: true, backend: true, match: true, methods: true, headers: true, without: true, plugins: true, requestSchema: true,
};

/** What cert-manager's http-01 solver asks for; a route that takes it keeps certificates from being issued. */
const ACME_CHALLENGE = '/.well-known/acme-challenge/token';
/** An exact path is a regular expression to Kong, and between two of these it has no preference; others have priority 0. */
const EXACT_PRIORITY = '1';

/**
 * One path of an API: an Ingress with the plugins of its policies, those of the API where it says nothing else.
 */
export class ApiRoute extends ManagedObject {
  /** The path. */
  public readonly path: RoutePath;
  /** Whether callers are anonymous. */
  public readonly isPublic: boolean;

  private readonly attached: IKongPlugin[];

  /**
   * @throws when the path, a method or a header cannot be matched, the backend is in another namespace, two plugins have one type, a
   * policy cannot be had at this gateway, or one that is enforced is loosened
   */
  constructor(scope: ApiBase, id: string, props: ApiRouteProps) {
    // Filled below, when the route has a path of its own to say in errors.
    const spec: Record<string, unknown> = {};
    super(scope, id, kongObjectProps(scope, {
      apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: scopedName(scope, undefined, id), body: { spec },
    }));
    locate(this, () => checkKinds(props));
    this.path = locate(this, () => RoutePath.of(props.path, props.match));
    const methods = checkedMethods(this, props.methods);
    const headers = checkedHeaders(this, props.headers);
    this.checkBackend(props.backend);
    this.checkChallenge(scope, methods);
    Object.assign(spec, this.spec(scope, props.backend));
    const policies = this.effective(scope, props);
    this.isPublic = policies.authentication!.isPublic;
    this.attached = renderPolicies(this, scope, policies, {
      path: this.path,
      methods,
      plugins: props.plugins ?? [],
      requestSchema: props.requestSchema,
      exclusive: props.tier !== undefined && !props.tier.openToAll,
    });
    const served = policies.cors && methods && !methods.includes('OPTIONS') ? [...methods, 'OPTIONS'] : methods;
    const annotations: Record<string, string> = {
      ...this.annotations(scope, policies, props.without ?? []),
      // For the guard that knows what a consumer's own plan does to this limit.
      ...props.tier?.openToAll && { 'gatewarden/route-limit': props.tier.tierName },
      ...served && { 'konghq.com/methods': served.join(',') },
      ...Object.fromEntries(headers.map(([name, values]) => [`konghq.com/headers.${name}`, values.join(',')])),
    };
    Object.entries(annotations).forEach(([name, value]) => this.metadata.addAnnotation(name, value));
    scope._hasRoute = true;
  }

  /** The object: the route itself. */
  public get apiObject(): ApiObject {
    return this;
  }

  /** The plugins that run on this route, in the order in which Kong runs them. */
  public get plugins(): IKongPlugin[] {
    return [...this.attached];
  }

  private annotations(api: ApiBase, policies: RoutePolicies, without: Without[]): Record<string, string> {
    const plainHttp = api.tls.plainHttpReason;
    return {
      ...this.attached.length > 0 && { [PLUGINS_ANNOTATION]: this.attached.map(plugin => plugin.pluginName).join(',') },
      'konghq.com/protocols': api.tls._protocols,
      ...plainHttp === undefined && { 'konghq.com/https-redirect-status-code': '308' },
      'konghq.com/strip-path': 'false',
      'konghq.com/preserve-host': 'true',
      ...this.path.match === PathMatch.EXACT && { 'konghq.com/regex-priority': EXACT_PRIORITY },
      ...plainHttp !== undefined && { 'gatewarden/plain-http': plainHttp },
      ...policies.authentication instanceof PublicAccess && { 'gatewarden/public-access': policies.authentication.reason },
      ...Object.fromEntries(without.map(w => [`gatewarden/without-${kebab(w.policy)}`, w.reason])),
    };
  }

  private spec(api: ApiBase, backend: IBackend): Record<string, unknown> {
    const hosts = api.hosts.map(String);
    const path = {
      path: this.path.ingressPath,
      pathType: this.path.ingressPathType,
      backend: { service: { name: backend.name, port: { number: backend.port } } },
    };
    return {
      ingressClassName: api.gateway.ingressClassName,
      ...api.tlsSecretName && { tls: [{ hosts, secretName: api.tlsSecretName }] },
      rules: hosts.map(host => ({ host, http: { paths: [path] } })),
    };
  }

  /** The policies of the route: its own, then those of the API, without those that it leaves out. */
  private effective(api: ApiBase, props: ApiRouteOptions): RoutePolicies {
    const left = (props.without ?? []).map(w => w.policy);
    const contradiction = ALL_POLICIES.find(name => left.includes(name) && props[name] !== undefined);
    if (contradiction) {
      throw mistake(this, `route has ${contradiction} and leaves it out: expected one of the two; remove Without.${contradiction}(…) or the property`);
    }
    const needless = left.find((name, index) => left.indexOf(name) !== index || api._policies[name as PolicyName] === undefined);
    if (needless) {
      throw mistake(this, `route leaves out ${needless}, which ${api._policies[needless as PolicyName] ? 'it has left out before' : 'the api does not have'}: expected a policy of the api, once; remove Without.${needless}(…)`);
    }
    const policies: RoutePolicies = { ...api._policies, ...locate(this, () => given(props)), ...Object.fromEntries(left.map(name => [name, undefined])) };
    api._checkEnforced(policies, this);
    if (!policies.authentication) {
      throw mistake(this, 'route has no authentication: expected who may call; give Authentication.jwt(…), or PublicAccess.because(\'…\') if anybody may');
    }
    return policies;
  }

  private checkBackend(backend: IBackend): void {
    locate(this, () => checkedBackend(backend));
    const [mine, theirs] = [namespaceOf(this), namespaceOfBackend(backend)];
    if (theirs && theirs.namespace !== mine) {
      throw mistake(this, `backend '${backend.name}' is in namespace ${theirs.namespace ?? '(none)'} and the route in ${mine ?? '(none)'}: an ingress reaches services of its own namespace only; make the api in the chart of the service`);
    }
  }

  /** cert-manager's own route for the question has a literal path and no methods, so Kong asks expressions and routes with methods before it. */
  private checkChallenge(api: ApiBase, methods: string[] | undefined): void {
    const first = this.path.match === PathMatch.REGEX ? 'the expression' : methods?.includes('GET') ? 'the route with methods' : undefined;
    if (first && api.tls._issued && !api.hosts.every(host => host.wildcard) && this.path.answers(ACME_CHALLENGE)) {
      throw mistake(this, `path ${this.path} takes requests for /.well-known/acme-challenge/, by which a certificate authority checks the host, since kong asks ${first} before that path: the certificate could never be issued; use a narrower path${first === 'the expression' ? '' : ', or leave methods out'}`);
    }
  }
}

/** Types say these, and JavaScript does not know them. */
function checkKinds(props: ApiRouteProps): void {
  checkPropNames('route', props, ROUTE_NAMES);
  const { backend, without, plugins, requestSchema } = props;
  expectKind('backend', backend, value => typeof value.name === 'string' && value.port !== undefined, 'a backend',
    `Backend.service(${typeof backend === 'string' ? `'${backend}'` : "'api'"}, 80)`);
  without && expectList('without', without, value => typeof value.policy === 'string' && typeof value.reason === 'string' && value.reason.trim() !== '',
    'a Without', () => "Without.tier('…')");
  plugins && expectList('plugins', plugins, isPlugin, 'a plugin', PLUGIN_FIX);
  expectOptional('requestSchema', requestSchema, value => typeof value._plugins === 'function', 'a RequestSchema', 'RequestSchema.of({ body: JsonSchema.fromObject(…) })');
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
