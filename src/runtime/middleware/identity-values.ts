import { IncomingMessage } from 'node:http';
import { checkedHeaderName, headerValues } from './request-headers';

/** A header that carries a list. */
export interface ListHeader {
  readonly header: string;
  readonly separator: string;
}

/** Properties of an identity, each with the header that carries it. */
export interface IdentityHeaderMap {
  readonly [property: string]: string | ListHeader;
}

/**
 * Who calls, as the gateway says. A text that the gateway has not sent is undefined, a list is empty: claims that are missing, or not safe
 * as a header, have none.
 */
export type Identity<H extends IdentityHeaderMap> = { readonly [P in keyof H]: IdentityValue<H[P]> };

/** What a header says: a text or a list. */
export type IdentityValue<V> = V extends string ? string | undefined : readonly string[];

/**
 * A header that carries a list, as `IdentityHeaders` of the gateway writes it. A claim that is one text, and not a list, is split as well
 * where it holds the separator.
 *
 * @param separator that of the gateway's `IdentityHeaders`; `,` by default
 * @throws when the separator is none of those that the gateway knows
 */
export function list(header: string, separator: string = ','): ListHeader {
  if (![',', ';', '|', ' '].includes(separator)) {
    throw new Error(`list in ${header} has separator '${separator}': expected that of the gateway's IdentityHeaders, one of ',' ';' '|' and a space; leave it out for ','`);
  }
  return { header, separator };
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Which headers an identity is made of. */
export class IdentityValues {
  /** @throws when there is none, a name is none, or one is given twice */
  public static of(headers: IdentityHeaderMap): IdentityValues {
    const properties = Object.entries(headers).map(([property, value]) => {
      const { header, separator } = typeof value === 'string' ? { header: value, separator: undefined } : value;
      return { property, header: checkedHeaderName(`header of ${property}`, header), separator };
    });
    if (properties.length === 0) {
      throw new Error('gatewayIdentity has no headers: expected those that the gateway sets; write for instance headers: { userId: \'X-User-ID\' }');
    }
    const names = properties.map(({ header }) => header.toLowerCase());
    const twice = properties.find((_, i) => names.indexOf(names[i]) !== i);
    if (twice) {
      throw new Error(`gatewayIdentity has header ${twice.header} twice: letter case makes no difference; remove ${twice.property} or name its own header`);
    }
    return new IdentityValues(properties);
  }

  private constructor(private readonly properties: readonly { readonly property: string; readonly header: string; readonly separator?: string }[]) {}

  /** The names of the headers, as they were written. */
  public get headers(): string[] {
    return this.properties.map(({ header }) => header);
  }

  /** Whether a request has one of the headers twice, which the gateway never sends. */
  public isAmbiguous(request: IncomingMessage): boolean {
    return this.headers.some(header => headerValues(request, header).length > 1);
  }

  /** What the headers say; undefined if they say nothing. */
  public read(request: IncomingMessage): Identity<IdentityHeaderMap> | undefined {
    const texts = this.properties.map(({ header }) => utf8(headerValues(request, header)[0]));
    if (texts.every(text => text === undefined)) {
      return undefined;
    }
    return Object.freeze(Object.fromEntries(this.properties.map(({ property, separator }, i) => [
      property, separator === undefined ? texts[i] : Object.freeze(texts[i]?.split(separator) ?? []),
    ])));
  }
}

/** Node reads bytes as latin1, and the claims are UTF-8. What is none, or empty, is not what the gateway sends. */
function utf8(latin1: string | undefined): string | undefined {
  try {
    return latin1 ? UTF8.decode(Buffer.from(latin1, 'latin1')) : undefined;
  } catch {
    return undefined;
  }
}
