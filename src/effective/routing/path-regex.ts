/** What Kong's router, whose expressions are those of Rust, does not know. */
const NOT_IN_RUST = /\(\?(?:=|!|<=|<!|>|\||R|\d|\()|\\[1-9]|\\[GKQXCgk]/;
/** What is broken in any dialect. */
const BROKEN = /Unterminated group|Unmatched '\)'/;

/** A path expression as Kong compares it: from the start on, and to the end only where it says so. */
export interface PathRegex {
  readonly regex?: RegExp;
  /** Kong refuses it, and with it the whole configuration. */
  readonly refused?: boolean;
}

const CACHE = new Map<string, PathRegex>();
const CACHE_SIZE = 10000;

/** Reads the path of a route that begins with `~`. Neither regex nor refused means that it cannot be judged here. */
export function pathRegex(path: string): PathRegex {
  let found = CACHE.get(path);
  if (!found) {
    found = compile(path.slice(1));
    CACHE.size < CACHE_SIZE && CACHE.set(path, found);
  }
  return found;
}

function compile(source: string): PathRegex {
  if (NOT_IN_RUST.test(source.replace(/\\\\/g, ''))) {
    return { refused: true };
  }
  const flags = /^\(\?([is]+)\)/.exec(source);
  const portable = (flags ? source.slice(flags[0].length) : source)
    .replace(/\(\?P<([A-Za-z_]\w*)>/g, '(?<$1>')
    .replace(/\\A/g, '^')
    .replace(/\\z/g, '$');
  if (/\[\[:|\\[pP]\{|\(\?[a-zA-Z-]+[:)]|&&/.test(portable)) {
    return {};
  }
  try {
    return { regex: new RegExp(`^${portable}`, flags?.[1] ?? '') };
  } catch (error) {
    return BROKEN.test((error as Error).message) ? { refused: true } : {};
  }
}
