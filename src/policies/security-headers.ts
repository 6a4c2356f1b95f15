import { PluginSpec, Policy } from './policy';
import { Hsts } from '../tls/hsts';
import { HeaderName } from '../values/header-name';

/** Response headers that every answer of an API carries. */
export interface SecurityHeadersProps {
  /**
   * `Content-Security-Policy`.
   *
   * @default "default-src 'none'; frame-ancestors 'none'", which fits answers that are no web pages
   */
  readonly contentSecurityPolicy?: string;

  /**
   * `Referrer-Policy`.
   *
   * @default 'no-referrer'
   */
  readonly referrerPolicy?: string;

  /**
   * `Cache-Control`.
   *
   * @default - left to the backend
   */
  readonly cacheControl?: string;

  /**
   * Further headers, by name.
   *
   * @default - none
   */
  readonly custom?: { [header: string]: string };

  /**
   * Response headers to take away, those that tell what the backend is made of.
   *
   * @default - Server and X-Powered-By
   */
  readonly remove?: string[];
}

const HSTS = 'Strict-Transport-Security';

/**
 * The headers of the OWASP REST security cheat sheet on every answer, also on those that the gateway itself gives (401, 403, 413, 429).
 * A header of the same name from the backend is replaced.
 */
export class SecurityHeaders extends Policy {
  private readonly set: Record<string, string>;
  private readonly remove: string[];

  /** @throws when a name is no header name, or a value has control characters */
  constructor(props: SecurityHeadersProps = {}) {
    super();
    this.set = {
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Content-Security-Policy': props.contentSecurityPolicy ?? 'default-src \'none\'; frame-ancestors \'none\'',
      'Referrer-Policy': props.referrerPolicy ?? 'no-referrer',
      ...props.cacheControl !== undefined && { 'Cache-Control': props.cacheControl },
      ...props.custom,
    };
    this.remove = props.remove ?? ['Server', 'X-Powered-By'];
    [...Object.keys(this.set), ...this.remove].forEach(name => HeaderName.of(name));
    for (const [name, value] of Object.entries(this.set)) {
      if (value.trim() !== value || value === '' || /[^\x20-\x7e]/.test(value)) {
        throw new Error(`response header ${name} has the value '${value}': expected printable ascii without spaces around it; correct it or leave it out`);
      }
    }
    if (Object.keys(this.set).some(name => name.toLowerCase() === HSTS.toLowerCase())) {
      throw new Error(`response header ${HSTS} is set by tls: expected it there; write Tls.issuedBy(issuer, { hsts: Hsts.of(…) })`);
    }
  }

  /** @internal */
  public _plugins(): PluginSpec[] {
    return responseHeaders(undefined, this);
  }

  /** @internal */
  public _loosens(enforced: Policy): string | undefined {
    const base = enforced as SecurityHeaders;
    const changed = Object.entries(base.set).find(([name, value]) => this.set[name] !== value);
    const kept = base.remove.find(name => !this.remove.includes(name));
    if (changed) {
      return `security headers may only be added, and ${changed[0]} differs`;
    }
    return kept ? `security headers may only be added, and ${kept} is not removed any more` : undefined;
  }

  /** @internal */
  public _headers(): { readonly set: Record<string, string>; readonly remove: string[] } {
    return { set: this.set, remove: this.remove };
  }
}

/**
 * The one response-transformer of a route: HSTS from its TLS and headers from its policy share it, since Kong runs one plugin per type.
 * What is to be set is removed first, because `add` leaves a header alone that the backend sent.
 */
export function responseHeaders(hsts: Hsts | undefined, policy: SecurityHeaders | undefined): PluginSpec[] {
  const { set, remove } = policy?._headers() ?? { set: {}, remove: [] };
  const all: Record<string, string> = { ...hsts && { [HSTS]: hsts.toString() }, ...set };
  if (Object.keys(all).length + remove.length === 0) {
    return [];
  }
  return [{
    plugin: 'response-transformer',
    config: {
      remove: { headers: [...remove, ...Object.keys(all)] },
      ...Object.keys(all).length > 0 && { add: { headers: Object.entries(all).map(([name, value]) => `${name}:${value}`) } },
    },
  }];
}
