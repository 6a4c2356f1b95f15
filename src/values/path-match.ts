/** How the path of a route is compared with the path of a request. */
export enum PathMatch {
  /** The path itself and everything below it: `/v1` answers `/v1` and `/v1/orders`, not `/v10`. */
  PREFIX = 'prefix',

  /** The path itself and nothing else: `/v1` does not answer `/v1/`. */
  EXACT = 'exact',

  /**
   * A regular expression that is compared from the start of the request's path. Kong compares expressions before prefixes, however long,
   * and of two that answer one path it takes either by chance: the rule `shadowed-route` finds many such pairs by sample paths, but
   * cannot find all. Write expressions of one host so that no path fits two, or name the special path as EXACT, which goes before
   * them unless they name methods or headers and it does not.
   */
  REGEX = 'regex',
}
