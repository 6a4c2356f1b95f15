import { isIP } from 'node:net';
import { isToken } from './token';

/**
 * The host name of an API: what a request's `Host` header must say for the gateway to answer with that API's routes.
 *
 * It is a name of RFC 1123 in lower case, without port, scheme or trailing dot, or such a name below `*.`.
 */
export class HostName {
  /**
   * The host that a text names: `api.example.com`, `localhost`, `*.example.com`.
   *
   * @throws if the text is no such name. Upper case is refused because Kong answers 404 to a request whose `Host` has
   * any (observed, Kong 3.9); an IP address because Kubernetes refuses it in an Ingress.
   */
  public static of(text: string): HostName {
    const problem = isToken(text) ? undefined : problemOf(text);
    if (problem !== undefined) { throw new Error(problem); }
    return new HostName(text);
  }

  /** Whether the first label is `*`. */
  public readonly wildcard: boolean;

  private readonly text: string;

  private constructor(text: string) {
    this.text = text;
    this.wildcard = text.startsWith('*.');
  }

  /**
   * Whether a certificate or an Ingress for this name holds for the other name too: both are equal, or this is a
   * wildcard and the other has exactly one label in its place.
   *
   * Kong's router is more generous than that: it compares `*.example.com` as a suffix, so that a request for
   * `a.b.example.com` gets the wildcard's routes, though no certificate (Kong `router/transform.lua`).
   */
  public covers(other: HostName): boolean {
    return this.text === other.text
      || (this.wildcard && !other.wildcard && other.text.slice(other.text.indexOf('.')) === this.text.slice(1));
  }

  /** Text for use inside the name of an object: `api-example-com`, `wildcard-example-com`. */
  public get slug(): string {
    return this.text.replace('*', 'wildcard').replace(/\./g, '-');
  }

  /** The host name as it stands in an Ingress. */
  public toString(): string {
    return this.text;
  }
}

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

function problemOf(text: string): string | undefined {
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.exec(text);
  if (scheme) { return `host '${text}' has a scheme; write '${text.slice(scheme[0].length).replace(/[/?#].*$/s, '')}'`; }
  if (text.includes('/')) { return `host '${text}' has a path; write only the host name and give the path to the route`; }
  if (isIP(text) || /^\[.*\]$/.test(text)) { return `host '${text}' is an ip address, which an ingress cannot have; write a host name`; }
  const port = /:[0-9]*$/.exec(text);
  if (port) { return `host '${text}' has a port; write '${text.slice(0, port.index)}'`; }
  if (text !== text.toLowerCase()) { return `host '${text}' has upper-case letters, which kong answers with 404; write '${text.toLowerCase()}'`; }
  if (text.endsWith('.')) { return `host '${text}' ends with a dot; write '${text.replace(/\.+$/, '')}'`; }
  if (text.length > 253) { return `host '${text}' has ${text.length} characters; expected at most 253`; }

  const labels = text.split('.');
  if (labels.length > 1 && labels[0] === '*') { labels.shift(); }
  const bad = labels.find((label) => !LABEL.test(label));
  if (bad === undefined) {
    return isNumber(labels[labels.length - 1])
      ? `host '${text}' ends with a number, so that clients read it as an ip address; write a host name that ends with a word`
      : undefined;
  }
  if (bad.includes('*')) { return `host '${text}' has a '*' that is not its whole first label; write '*.example.com' or the full name`; }
  if (bad.length > 63) { return `host '${text}' has the label '${bad}' of ${bad.length} characters; expected at most 63 between two dots`; }
  return `host '${text}' has the label '${bad}'; expected letters a to z, digits and inner '-' (other alphabets in their xn-- form)`;
}

/** Clients read a host whose last label is a number as an IPv4 address (WHATWG URL, "ends in a number"). */
function isNumber(label: string): boolean {
  return /^([0-9]+|0x[0-9a-f]*)$/.test(label);
}
