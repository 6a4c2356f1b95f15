/** How the path of a route is compared with the path of a request. */
export enum PathMatch {
  /** The path itself and everything below it: `/v1` answers `/v1` and `/v1/orders`, not `/v10`. */
  PREFIX = 'prefix',

  /** The path itself and nothing else: `/v1` does not answer `/v1/`. */
  EXACT = 'exact',

  /** A regular expression that is compared from the start of the request's path. */
  REGEX = 'regex',
}
