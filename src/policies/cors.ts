import { Duration } from 'cdk8s';
import { PluginSpec, Policy } from './policy';

/** Which web pages may call an API from a browser. */
export interface CorsProps {
  /** The origins, as `https://app.example.com`; or the one entry `*` for every page, without credentials. */
  readonly origins: string[];

  /**
   * The methods that pages may use.
   *
   * @default - those of Kong: GET, HEAD, PUT, PATCH, POST, DELETE, OPTIONS, TRACE, CONNECT
   */
  readonly methods?: string[];

  /**
   * The request headers that pages may send.
   *
   * @default - what the browser asks for
   */
  readonly headers?: string[];

  /**
   * The response headers that pages may read.
   *
   * @default - the simple ones
   */
  readonly exposedHeaders?: string[];

  /**
   * Whether browsers send cookies and client certificates along.
   *
   * @default false
   */
  readonly credentials?: boolean;

  /**
   * How long a browser may keep the answer to a preflight request.
   *
   * @default - the browser's own, five seconds in most
   */
  readonly maxAge?: Duration;
}

const ORIGIN = /^https?:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$/;

/**
 * Answers the browser's preflight requests and says which origins may read answers. It runs before authentication, so that a preflight,
 * which carries no token, gets its answer. It protects users of browsers, not the API: other callers ignore it.
 */
export class Cors extends Policy {
  private readonly props: CorsProps;

  /** @throws when there is no origin, one is not an origin, or credentials are allowed for every origin */
  constructor(props: CorsProps) {
    super();
    this.props = { ...props, origins: [...props.origins] };
    if (props.origins.length === 0) {
      throw new Error('cors has no origins: kong would take that for every origin; list them, as https://app.example.com');
    }
    if (props.origins.includes('*') && props.credentials) {
      throw new Error('cors allows credentials for every origin: kong would reflect the caller\'s origin, and any web page could read the answers of a signed-in user; list the origins, or leave credentials out');
    }
    if (props.origins.includes('*') && props.origins.length > 1) {
      throw new Error(`cors lists '*' beside ${props.origins.length - 1} other origin(s): expected one or the other; remove '*', or the rest`);
    }
    for (const origin of props.origins.filter(o => o !== '*')) {
      if (!ORIGIN.test(origin)) {
        throw new Error(`origin '${origin}' is not an origin: expected scheme, lower-case host and optional port without a path; write for instance 'https://app.example.com' (kong would read other characters as a regular expression)`);
      }
    }
    if (props.maxAge && props.maxAge.toSeconds() < 0) {
      throw new Error('cors has a negative maxAge: expected zero or more; leave it out for the browser\'s own');
    }
  }

  /** @internal */
  public _plugins(): PluginSpec[] {
    const { origins, methods, headers, exposedHeaders, credentials, maxAge } = this.props;
    return [{
      plugin: 'cors',
      config: {
        origins: [...origins],
        ...methods && { methods },
        ...headers && { headers },
        ...exposedHeaders && { exposed_headers: exposedHeaders },
        credentials: credentials ?? false,
        ...maxAge && { max_age: maxAge.toSeconds() },
        preflight_continue: false,
      },
    }];
  }

  /** @internal */
  public _loosens(enforced: Policy): string | undefined {
    const base = (enforced as Cors).props;
    const wider = base.origins.includes('*') ? undefined : this.props.origins.find(origin => !base.origins.includes(origin));
    if (wider) {
      return `the origins of cors may only shrink, and ${wider} is new`;
    }
    return this.props.credentials && !base.credentials ? 'cors may not begin to allow credentials' : undefined;
  }
}
