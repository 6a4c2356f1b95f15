import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ApiBase } from './api-base';
import { checkedBackend, IBackend, namespaceOfBackend } from './backend';
import { renderPolicies } from './policy-rendering';
import { ALL_POLICIES, RoutePolicies } from './route-policies';
import { checkedHeaders, checkedMethods } from './route-match';
import { Without } from './without';
import { mistake } from '../errors';
import { kongObject, namespaceOf, PLUGINS_ANNOTATION, scopedName } from '../kong/kong-object';
import { IKongPlugin } from '../kong/kong-plugin';
import { PublicAccess } from '../policies/public-access';
import { RequestSchema } from '../policies/request-schema';
import { PathMatch } from '../values/path-match';
import { RoutePath } from '../values/route-path';

/** What a route is, beside its path. */
export interface ApiRouteOptions extends RoutePolicies {
  /** Where its requests go. */
  readonly backend: IBackend;

  /**
   * How the path is compared.
   *
   * @default PathMatch.PREFIX
   */
  readonly match?: PathMatch;

  /**
   * The methods it takes. Other methods fall through to a wider route of the host, if there is one, and that route's policies.
   *
   * @default - all
   */
  readonly methods?: string[];

  /**
   * Request headers that it takes: a name and the values of which the request must have one.
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
   * Further plugins, for what no policy covers.
   *
   * @default - those of the API
   */
  readonly plugins?: IKongPlugin[];

  /**
   * What a request must look like. Needs Kong Enterprise.
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

/** What cert-manager's http-01 solver asks for; a route that takes it keeps certificates from being issued. */
const ACME_CHALLENGE = '/.well-known/acme-challenge/token';

/**
 * One path of an API: an Ingress with the plugins of its policies, those of the API where it says nothing else.
 */
export class ApiRoute extends Construct {
  /** The path. */
  public readonly path: RoutePath;
  /** The object. */
  public readonly apiObject: ApiObject;
  /** Whether callers are anonymous. */
  public readonly isPublic: boolean;

  private readonly attached: IKongPlugin[];

  /**
   * @throws when the path, a method or a header cannot be matched, the backend is in another namespace, two plugins have one type, a
   * policy cannot be had at this gateway, or one that is enforced is loosened
   */
  constructor(scope: ApiBase, id: string, props: ApiRouteProps) {
    super(scope, id);
    this.path = RoutePath.of(props.path, props.match);
    const methods = checkedMethods(this, props.methods);
    const headers = checkedHeaders(this, props.headers);
    this.checkBackend(props.backend);
    this.checkChallenge(scope);
    const policies = this.effective(scope, props);
    this.isPublic = policies.authentication!.isPublic;
    this.attached = renderPolicies(this, scope, policies, {
      path: this.path, methods, plugins: props.plugins ?? scope._sharedPlugins, requestSchema: props.requestSchema,
    });
    const served = policies.cors && methods && !methods.includes('OPTIONS') ? [...methods, 'OPTIONS'] : methods;
    this.apiObject = kongObject(this, 'Resource', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      name: scopedName(this),
      annotations: {
        ...this.annotations(scope, policies, props.without ?? []),
        ...served && { 'konghq.com/methods': served.join(',') },
        ...Object.fromEntries(headers.map(([name, values]) => [`konghq.com/headers.${name}`, values.join(',')])),
      },
      body: { spec: this.spec(scope, props.backend) },
    });
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
    const left = new Set((props.without ?? []).map(w => w.policy));
    const contradiction = ALL_POLICIES.find(name => left.has(name) && props[name] !== undefined);
    if (contradiction) {
      throw mistake(this, `route has ${contradiction} and leaves it out: expected one of the two; remove Without.${contradiction}(…) or the property`);
    }
    const policies = Object.fromEntries(ALL_POLICIES.filter(name => !left.has(name)).map(name => [name, props[name] ?? api._policies[name]])) as RoutePolicies;
    api._checkEnforced(policies, this);
    if (!policies.authentication) {
      throw mistake(this, 'route has no authentication: expected who may call; give Authentication.jwt(…), or PublicAccess.because(\'…\') if anybody may');
    }
    return policies;
  }

  private checkBackend(backend: IBackend): void {
    try {
      checkedBackend(backend);
    } catch (error) {
      throw mistake(this, (error as Error).message);
    }
    const [mine, theirs] = [namespaceOf(this), namespaceOfBackend(backend)];
    if (theirs && theirs.namespace !== mine) {
      throw mistake(this, `backend '${backend.name}' is in namespace ${theirs.namespace ?? '(none)'} and the route in ${mine ?? '(none)'}: an ingress reaches services of its own namespace only; make the api in the chart of the service`);
    }
  }

  private checkChallenge(api: ApiBase): void {
    if (api.tls._issued && this.path.match === PathMatch.REGEX && this.path.answers(ACME_CHALLENGE)) {
      throw mistake(this, `path ${this.path} takes requests for /.well-known/acme-challenge/, by which a certificate authority checks the host: the certificate could never be issued; exclude it, or use a prefix path`);
    }
  }
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
