import { authenticationGuard } from './authentication-guard';
import { AuthenticationPolicy } from './authentication-policy';
import { PluginSpec, RouteFacts } from './policy';
import { LuaChunk } from '../lua/chunk';
import { HeaderName } from '../values/header-name';
import { checkPropNames } from '../values/prop-names';

/** Where an API key is sent. */
export interface ApiKeyAuthenticationProps {
  /**
   * The request header that carries the key.
   *
   * @default 'apikey'
   */
  readonly header?: string;
}

const NAMES: Record<keyof ApiKeyAuthenticationProps, true> = { header: true };

/**
 * An API key in a request header, 401 otherwise. The key is removed before the request reaches the backend; keys in the query string
 * and in bodies are not looked at.
 */
export class ApiKeyAuthentication extends AuthenticationPolicy {
  public readonly isPublic = false;
  /** @internal */
  public readonly _credentialHeaders: string[];
  private readonly header: HeaderName;

  /** @throws when the header's name is none */
  constructor(props: ApiKeyAuthenticationProps = {}) {
    super();
    checkPropNames('api key authentication', props, NAMES, new.target === ApiKeyAuthentication);
    this.header = HeaderName.of(props.header ?? 'apikey');
    this._credentialHeaders = [this.header.toString().toLowerCase()];
  }

  /** @internal */
  public _plugins(_route: RouteFacts): PluginSpec[] {
    return [{
      plugin: 'key-auth',
      config: {
        key_names: [this.header.toString()],
        key_in_header: true,
        key_in_query: false,
        key_in_body: false,
        hide_credentials: true,
        run_on_preflight: true,
      },
    }];
  }

  /** @internal */
  public _chunks(route: RouteFacts): LuaChunk[] {
    return [authenticationGuard(route)];
  }
}
