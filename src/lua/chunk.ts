/** Where in a request a chunk runs: before authentication and everything else, or after every other plugin. */
export type LuaPlace = 'pre-function' | 'post-function';

/**
 * A piece of Lua that one policy asks for. Plain data: the composer puts it into the one function plugin of its place.
 *
 * The body is the inside of a function that runs for each request. To let the request on it returns nothing; to refuse it, it returns
 * a status, a message and, if need be, a table of response headers. It never answers by itself: the composer does, outside of what
 * catches errors.
 */
export interface LuaChunk {
  /** What made it, for the comment above it and for the log. */
  readonly id: string;
  readonly place: LuaPlace;
  /** Chunks of one place run in ascending order; see `LUA_ORDER`. */
  readonly order: number;
  /** Lua statements that run once per worker: locals that the body reads. */
  readonly constants?: string;
  /** Lua statements that run for each request. */
  readonly body: string;
  /** What the client gets when the body fails: a chunk that protects refuses. Left out, the request goes on and the error is logged. */
  readonly onError?: { readonly status: number; readonly message: string };
  /** Modules that the sandbox must allow, for instance `cjson.safe`. */
  readonly modules?: string[];
}

/** The order in which chunks run, in each place. */
export const LUA_ORDER = {
  /** Before authentication. */
  connectionGuard: 10,
  tokenGuard: 20,
  botScore: 30,
  clearIdentity: 40,
  clearProof: 50,
  /** After everything else. */
  authenticationGuard: 110,
  claims: 120,
  validation: 130,
  identity: 140,
  botHeader: 150,
  proof: 190,
} as const;
