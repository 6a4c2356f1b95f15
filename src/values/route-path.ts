import { expectEnum, expectKind, isText } from './kinds';
import { PathMatch } from './path-match';
import { literalPathProblem, regexPathProblem } from './path-rules';

/**
 * The path of a route: which request paths the gateway answers with it.
 *
 * Kong compares after it has normalised the request's path: dot segments are resolved and percent-encoded letters,
 * digits and `- . _ ~` are decoded. It compares case-sensitively, and regular expressions before prefixes.
 */
export class RoutePath {
  /**
   * A path compared in the way that `match` says.
   *
   * @param path the path, beginning with `/`; for a REGEX without a `~` or `^` in front.
   * @param match how to compare it. By default PREFIX.
   * @throws as `prefix`, `exact` and `regex` do.
   */
  public static of(path: string, match?: PathMatch): RoutePath {
    expectKind('path', path, isText, 'a text', "'/v1'");
    expectEnum('match', match, 'PathMatch', PathMatch);
    switch (match ?? PathMatch.PREFIX) {
      case PathMatch.EXACT: return RoutePath.exact(path);
      case PathMatch.REGEX: return RoutePath.regex(path);
      default: return RoutePath.prefix(path);
    }
  }

  /**
   * The path and everything below it. A trailing slash makes no difference, except that `/` is every path.
   *
   * The controller writes `/v1.0` as the two Kong paths `/v1.0/` and `~/v1.0$` without escaping the dot, so the path
   * itself is also answered with any one character in the dot's place (`/v1x0`); what is below it is not.
   *
   * @throws if the path holds anything that Kong or the controller would read in another way than it is written.
   */
  public static prefix(path: string): RoutePath {
    const problem = literalPathProblem(path, '(/|$)');
    if (problem !== undefined) { throw new Error(problem); }
    return new RoutePath(path.length > 1 ? path.replace(/\/$/, '') : path, PathMatch.PREFIX);
  }

  /**
   * The path and nothing else, a trailing slash included.
   *
   * @throws if the path holds anything that Kong or the controller would read in another way than it is written.
   */
  public static exact(path: string): RoutePath {
    const problem = literalPathProblem(path, '$');
    if (problem !== undefined) { throw new Error(problem); }
    return new RoutePath(path, PathMatch.EXACT);
  }

  /**
   * A regular expression that begins with `/` and says at its end where it ends: with `$`, `(/|$)`, or `.*`. Kong
   * anchors it at its start only. Captures may have names, as in `/users/(?<id>[0-9]+)$`.
   *
   * Kong's engine is that of Rust: it knows no look-around and no back-references, and `\d` and `\w` are digits and letters of every
   * alphabet there, so write `[0-9]` and `[A-Za-z0-9_]`.
   *
   * @throws if the expression does not compile, uses what the engine lacks, has an alternative outside parentheses (it
   * would escape the anchor), or has an open end.
   */
  public static regex(path: string): RoutePath {
    const problem = regexPathProblem(path);
    if (problem !== undefined) { throw new Error(problem); }
    return new RoutePath(path, PathMatch.REGEX);
  }

  /** How the path is compared. */
  public readonly match: PathMatch;

  private readonly path: string;

  private constructor(path: string, match: PathMatch) {
    this.path = path;
    this.match = match;
  }

  /**
   * The text for `path` of an Ingress rule. `/~` in front marks a regular expression to Kong's controller; an exact
   * path with a dot becomes one, because the controller does not escape dots.
   */
  public get ingressPath(): string {
    if (this.match === PathMatch.REGEX) { return `/~${this.path}`; }
    return this.escapedExact ? `/~${this.path.replace(/\./g, '\\.')}$` : this.path;
  }

  /** The text for `pathType` of an Ingress rule. */
  public get ingressPathType(): string {
    if (this.match === PathMatch.PREFIX) { return 'Prefix'; }
    return this.match === PathMatch.REGEX || this.escapedExact ? 'ImplementationSpecific' : 'Exact';
  }

  /** Text for use inside the name of an object: `root`, `v1-premium`, `v1-exact`, `users-id-0-9-regex`. */
  public get slug(): string {
    const words = this.path.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || (this.path === '/' ? 'root' : 'path');
    if (this.match === PathMatch.PREFIX) { return words; }
    const slash = this.match === PathMatch.EXACT && this.path.length > 1 && this.path.endsWith('/') ? '-slash' : '';
    return `${words}${slash}-${this.match}`;
  }

  /**
   * Whether Kong matches a request path with this route path, all else being equal.
   *
   * @param path the path of a request, normalised, without its query.
   */
  public answers(path: string): boolean {
    switch (this.match) {
      case PathMatch.EXACT: return path === this.path;
      case PathMatch.REGEX: return new RegExp(`^${this.path}`, 'u').test(path);
      default: return this.path === '/'
        ? path.startsWith('/')
        : path.startsWith(`${this.path}/`) || new RegExp(`^${this.path}$`, 'u').test(path);
    }
  }

  /** Whether both are compared in the same way with the same path, so that two routes with them would answer the same requests. */
  public sameAs(other: RoutePath): boolean {
    return this.toString() === other.toString();
  }

  /** The path as people read it: `/v1`, `= /v1` if exact, `~ /v1/[0-9]+$` if a regular expression. */
  public toString(): string {
    switch (this.match) {
      case PathMatch.EXACT: return `= ${this.path}`;
      case PathMatch.REGEX: return `~ ${this.path}`;
      default: return this.path;
    }
  }

  private get escapedExact(): boolean {
    return this.match === PathMatch.EXACT && this.path.includes('.');
  }
}
