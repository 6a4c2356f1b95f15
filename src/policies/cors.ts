import { Duration } from 'cdk8s';
import { wholeSeconds } from './durations';
import { PluginSpec, Policy } from './policy';
import { expectList, isText } from '../values/kinds';

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

const METHODS = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'];
const ORIGIN = /^https?:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$/;

/**
 * Answers the browser's preflight requests and says which origins may read answers. It runs before authentication, so that a preflight,
 * which carries no token, gets its answer. It protects users of browsers, not the API: other callers ignore it.
 */
export class Cors extends Policy {
  private readonly props: CorsProps;
  private readonly maxAge?: number;

  /** @throws when there is no origin, one is not an origin, credentials are allowed for every origin, or a list or time cannot be had */
  constructor(props: CorsProps) {
    super();
    expectList('origins', props.origins, isText, 'a text', origin => origin === '…' ? "'https://app.example.com'" : origin);
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
      const ported = /^(http:.*):80$|^(https:.*):443$/.exec(origin);
      if (ported) {
        throw new Error(`origin '${origin}' names the default port, which no browser does: expected the origin as browsers send it; write '${ported[1] ?? ported[2]}'`);
      }
    }
    this.props = {
      origins: [...props.origins],
      methods: checkedMethods(props.methods),
      headers: checkedHeaders('headers', props.headers),
      exposedHeaders: checkedHeaders('exposedHeaders', props.exposedHeaders),
      credentials: props.credentials ?? false,
      maxAge: props.maxAge,
    };
    this.maxAge = props.maxAge && wholeSeconds('maxAge of cors', props.maxAge);
  }

  /** @internal */
  public _plugins(): PluginSpec[] {
    const { origins, methods, headers, exposedHeaders, credentials } = this.props;
    return [{
      plugin: 'cors',
      config: {
        origins: [...origins],
        ...methods && { methods: [...methods] },
        ...headers && { headers: [...headers] },
        ...exposedHeaders && { exposed_headers: [...exposedHeaders] },
        credentials,
        ...this.maxAge !== undefined && { max_age: this.maxAge },
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
    if (this.props.credentials && !base.credentials) {
      return 'cors may not begin to allow credentials';
    }
    return added('methods', this.props.methods ?? METHODS, base.methods ?? METHODS)
      // Without a list of its own a browser's question is answered with what it asks for, and no answer header is shown.
      ?? (this.props.headers || !base.headers ? undefined : 'the headers of cors may only shrink, and they would be whatever a browser asks for')
      ?? added('headers', base.headers ? this.props.headers ?? [] : [], base.headers ?? [])
      ?? added('exposed headers', this.props.exposedHeaders ?? [], base.exposedHeaders ?? []);
  }
}

function added(what: string, mine: string[], theirs: string[]): string | undefined {
  const known = theirs.map(item => item.toLowerCase());
  const extra = mine.find(item => !known.includes(item.toLowerCase()));
  return extra === undefined ? undefined : `the ${what} of cors may only shrink, and ${extra} is new`;
}

function checkedMethods(methods: string[] | undefined): string[] | undefined {
  if (methods?.length === 0) {
    throw new Error('cors has an empty list of methods: pages could use none; list some, or leave methods out');
  }
  const wrong = methods?.find(method => !METHODS.includes(method));
  if (wrong !== undefined) {
    const upper = wrong.toUpperCase();
    throw new Error(`cors method '${wrong}' is not a method: expected one of ${METHODS.join(', ')}; ${METHODS.includes(upper) ? `write '${upper}'` : 'correct it'}`);
  }
  return methods && [...methods];
}

function checkedHeaders(name: string, headers: string[] | undefined): string[] | undefined {
  if (headers?.length === 0) {
    throw new Error(`cors has an empty list of ${name}: kong would take that for none given; list some, or leave ${name} out`);
  }
  const wrong = headers?.find(header => !/^[A-Za-z0-9_-]+$/.test(header));
  if (wrong !== undefined) {
    throw new Error(`cors header '${wrong}' is not a header: expected one name of letters, digits, '-' and '_' per entry; write for instance 'X-Request-ID'`);
  }
  return headers && [...headers];
}
