import { IncomingMessage } from 'node:http';

/** What two names have in common that some backend reads as one: CGI makes `_` of whatever is no letter or digit, and others `-` of `_`. */
export function canonicalName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '-');
}

/** The values of a header, in order, as often as it was sent; `_` for `-` is another header. */
export function headerValues({ rawHeaders }: IncomingMessage, name: string): string[] {
  const small = name.toLowerCase();
  return rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1].toLowerCase() === small);
}

/** The values of a header as one, as the gateway joins them; undefined if it was not sent. */
export function headerValue(request: IncomingMessage, name: string): string | undefined {
  const values = headerValues(request, name);
  return values.length > 0 ? values.join(', ') : undefined;
}

/** Takes the headers whose name is refused away from all that reads the request later. */
export function removeHeaders(request: IncomingMessage, refused: (name: string) => boolean): void {
  // Both are made of rawHeaders at the first look, so that they must be there before something is taken out of those.
  for (const headers of [request.headers, request.headersDistinct ?? {}]) {
    Object.keys(headers).filter(refused).forEach(name => { delete headers[name]; });
  }
  const raw = request.rawHeaders;
  for (let i = raw.length - 2; i >= 0; i -= 2) {
    if (refused(raw[i])) {
      raw.splice(i, 2);
    }
  }
}

/** Sets a header that the request does not have. */
export function addHeader(request: IncomingMessage, name: string, value: string): void {
  const small = name.toLowerCase();
  request.headers[small] = value;
  if (request.headersDistinct) {
    request.headersDistinct[small] = [value];
  }
  request.rawHeaders.push(name, value);
}

/**
 * The name of a header that the gateway sets.
 *
 * @throws when the gateway could not set it
 */
export function checkedHeaderName(what: string, name: unknown): string {
  if (typeof name !== 'string' || name.length > 64 || !/^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/.test(name)) {
    const got = typeof name === 'string' ? `'${name}'` : typeof name;
    throw new Error(`${what} is ${got}: expected the name of a header of at most 64 letters, digits and single inner '-', as the gateway sets it; write for instance 'X-User-ID'`);
  }
  return name;
}
