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
   * Further headers, by name; also in place of X-Content-Type-Options and X-Frame-Options.
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

  /** @throws when a name is no header name or is given twice, or a value is not printable */
  constructor(props: SecurityHeadersProps = {}) {
    super();
    this.set = headersOf(props);
    this.remove = [...props.remove ?? ['Server', 'X-Powered-By']];
    [...Object.keys(this.set), ...this.remove].forEach(name => HeaderName.of(name));
    const both = this.remove.find(name => Object.keys(this.set).some(other => other.toLowerCase() === name.toLowerCase()));
    if (both) {
      throw new Error(`response header ${both} is set and removed: expected one of the two; take it out of remove`);
    }
    for (const [name, value] of Object.entries(this.set)) {
      if (value.trim() !== value || value === '' || /[^\x20-\x7e]/.test(value)) {
        throw new Error(`response header ${name} has the value '${value}': expected printable ascii without spaces around it; correct it or leave it out`);
      }
    }
    if ([...Object.keys(this.set), ...this.remove].some(name => name.toLowerCase() === HSTS.toLowerCase())) {
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
    const mine = new Map(Object.entries(this.set).map(([name, value]) => [name.toLowerCase(), value]));
    const removed = this.remove.map(name => name.toLowerCase());
    const changed = Object.entries(base.set).find(([name, value]) => mine.get(name.toLowerCase()) !== value);
    const kept = base.remove.find(name => !removed.includes(name.toLowerCase()) && !mine.has(name.toLowerCase()));
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
 *
 * A header is in `replace` and in `add`: the one takes effect if the backend sent it, the other if it did not. `remove` and `add` would
 * lose it: Kong looks for what to add in a copy of the headers from before the removal, and finds it there.
 */
export function responseHeaders(hsts: Hsts | undefined, policy: SecurityHeaders | undefined): PluginSpec[] {
  const { set, remove } = policy?._headers() ?? { set: {}, remove: [] };
  const all: Record<string, string> = { ...hsts && { [HSTS]: hsts.toString() }, ...set };
  if (Object.keys(all).length + remove.length === 0) {
    return [];
  }
  const headers = Object.entries(all).map(([name, value]) => `${name}:${value}`);
  return [{
    plugin: 'response-transformer',
    config: {
      ...remove.length > 0 && { remove: { headers: [...remove] } },
      ...headers.length > 0 && { replace: { headers }, add: { headers: [...headers] } },
    },
  }];
}

/** The headers to set, each once whatever its letter case: two of one name are one at the gateway. */
function headersOf(props: SecurityHeadersProps): Record<string, string> {
  const given: Record<string, string | undefined> = {
    'Content-Security-Policy': props.contentSecurityPolicy, 'Referrer-Policy': props.referrerPolicy, 'Cache-Control': props.cacheControl,
  };
  const names = [...Object.keys(given).filter(name => given[name] !== undefined), ...Object.keys(props.custom ?? {})].map(name => name.toLowerCase());
  const twice = Object.keys(props.custom ?? {}).find(name => names.filter(other => other === name.toLowerCase()).length > 1);
  if (twice) {
    throw new Error(`response header ${twice} is given twice: expected one value; remove one of them`);
  }
  const usual: Record<string, string> = {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Content-Security-Policy': given['Content-Security-Policy'] ?? 'default-src \'none\'; frame-ancestors \'none\'',
    'Referrer-Policy': given['Referrer-Policy'] ?? 'no-referrer',
    ...props.cacheControl !== undefined && { 'Cache-Control': props.cacheControl },
  };
  const kept = Object.entries(usual).filter(([name]) => given[name] !== undefined || !names.includes(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...props.custom };
}
