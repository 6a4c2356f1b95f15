import { claimPath } from '../lua/claim-path';
import { ClaimHeader, ClaimHeaders } from '../lua/identity';
import { HeaderName } from '../values/header-name';

/** How claims become headers. */
export interface IdentityHeadersOptions {
  /**
   * What stands between the items of a list: one of `,` `;` `|` and a space. A list with an item that holds it is not sent.
   *
   * @default ','
   */
  readonly separator?: string;

  /**
   * How many bytes a value may have; longer ones are not sent.
   *
   * @default 1024
   */
  readonly maxLength?: number;
}

/** What HTTP, Kong or a proxy on the way reads itself, so that clearing or setting it would break something else. */
const TAKEN = new RegExp('^(host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|via|date|forwarded|authorization|cookie|accept|range|origin|referer'
  + '|user-agent|x-real-ip|x-anonymous-consumer|x-credential-identifier|(content|proxy|x-forwarded|x-consumer|x-kong|sec|if|access-control|accept)-.*)$', 'i');
const SEPARATORS = [',', ';', '|', ' '];
/** Kong sends at most 8 KiB of a header, and many backends read less. */
const LONGEST = 4096;

/**
 * Request headers that tell the backend who calls, made of the claims of the verified token. On every route of the API, also on public
 * ones, what the client sends under these names is removed, in every spelling with `_` and `-`. A claim that is missing, null, an object,
 * not exact as a number or not safe as a header leaves its header out.
 */
export class IdentityHeaders {
  /**
   * Headers by name, each with its claim. Dots lead into objects (`realm_access.roles`), but in a claim that is a URL; a dot of a name is
   * written `\.`.
   *
   * @throws when there is none, a header is none, taken or given twice, a claim is none, or an option is out of range
   */
  public static of(headers: { [header: string]: string }, options: IdentityHeadersOptions = {}): IdentityHeaders {
    const mapped = Object.entries(headers).map(([header, claim]) => ({ header: checkedHeader(header), path: claimPath(claim) }));
    if (mapped.length === 0) {
      throw new Error('identity has no header: expected at least one; write for instance { \'X-User-ID\': \'sub\' }, or leave identity out');
    }
    const repeated = mapped.find(({ header }, i) => mapped.findIndex(other => other.header.sameAs(header)) !== i);
    if (repeated) {
      throw new Error(`identity has header '${repeated.header}' twice: expected each once, in whatever letter case; remove one`);
    }
    const separator = options.separator ?? ',';
    if (!SEPARATORS.includes(separator)) {
      throw new Error(`separator '${separator}' is not one: expected one of ',' ';' '|' and a space; leave separator out for ','`);
    }
    const maxLength = options.maxLength ?? 1024;
    if (!Number.isInteger(maxLength) || maxLength < 1 || maxLength > LONGEST) {
      throw new Error(`identity headers have ${maxLength} bytes at most: expected an integer from 1 to ${LONGEST}; leave maxLength out for 1024`);
    }
    return new IdentityHeaders({ headers: mapped, separator, maxLength });
  }

  private constructor(
    /** @internal */
    public readonly _claimHeaders: ClaimHeaders) {}

  /** The names of the headers. */
  public get headerNames(): HeaderName[] {
    return this._claimHeaders.headers.map(({ header }: ClaimHeader) => header);
  }
}

function checkedHeader(text: string): HeaderName {
  const header = HeaderName.of(text);
  if (TAKEN.test(text)) {
    throw new Error(`header '${text}' cannot carry identity: http, kong or a proxy reads it; choose another name, for instance 'X-User-ID'`);
  }
  // Throws for a name with too many.
  header.spellings();
  return header;
}
