import { Construct } from 'constructs';
import { ApiDefaults } from './api-defaults';
import { IBackend } from './backend';
import { POLICY_NAMES } from './route-policies';
import { SecuredApi, SecuredApiOptions } from './secured-api';
import { locate, mistake } from '../errors';
import { AccessLog } from '../policies/access-log';
import { AuthenticationPolicy } from '../policies/authentication-policy';
import { GatewayProof } from '../policies/gateway-proof';
import { IpAccess } from '../policies/ip-access';
import { RateTier } from '../policies/rate-tier';
import { Tls } from '../tls/tls';
import { Cidr } from '../values/cidr';
import { expectList, isCidr } from '../values/kinds';
import { checkPropNames } from '../values/prop-names';

/** An endpoint for operators. */
export interface AdminEndpointProps extends SecuredApiOptions {
  /** The ranges that may call. */
  readonly allow: Cidr[];
  /** Who may call. `PublicAccess` is an error. */
  readonly authentication: AuthenticationPolicy;
  /** How clients reach it. */
  readonly tls: Tls;
  /** Where its requests go. */
  readonly backend: IBackend;

  /**
   * The path.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * How often each caller may call.
   *
   * @default - no limit
   */
  readonly tier?: RateTier;

  /**
   * Where requests are logged.
   *
   * @default - nowhere but in the gateway's own log
   */
  readonly accessLog?: AccessLog;

  /**
   * How the backend knows that a request came through the gateway.
   *
   * @default - not at all
   */
  readonly gatewayProof?: GatewayProof;
}

const NAMES: Record<keyof AdminEndpointProps | 'ipAccess', true> = { ...POLICY_NAMES, host: true, hosts: true, plugins: true, tls: true, allow: true, backend: true, path: true };

/**
 * An API for operators: both an address in the allow list and authentication, on its route and on every one that is added. Neither can
 * be dropped or loosened by a route.
 */
export class AdminEndpoint extends SecuredApi {
  /** @throws as an API does, and when the allow list is empty or everybody, or callers are anonymous */
  constructor(scope: Construct, id: string, props: AdminEndpointProps) {
    locate(scope, () => checkPropNames('it', props, NAMES), `admin endpoint '${id}': `);
    const { allow, backend, path, ...api } = props;
    const authentication = api.authentication ?? ApiDefaults._of(scope).authentication;
    if (authentication?.isPublic) {
      throw mistake(scope, `admin endpoint '${id}' is public: expected callers who are known, an address alone proves little; give Authentication.jwt(…) or Authentication.apiKey(…)`);
    }
    const ipAccess = allowList(scope, id, allow ?? []);
    super(scope, id, { ...api, authentication, ipAccess, enforced: { authentication, ipAccess } });
    this.addRoute(path ?? '/', { backend });
  }
}

function allowList(scope: Construct, id: string, allow: Cidr[]): IpAccess {
  locate(scope, () => expectList('allow', allow, isCidr, 'a Cidr', text => `Cidr.of(${text})`), `admin endpoint '${id}': `);
  const everyone = allow.find(range => range.everyone);
  if (allow.length === 0 || everyone) {
    throw mistake(scope, `admin endpoint '${id}' allows ${everyone ? `${everyone}, which is everybody` : 'nobody'}: expected the ranges of the operators; give for instance [Cidr.of('10.0.0.0/8')]`);
  }
  return IpAccess.allow(...allow);
}
