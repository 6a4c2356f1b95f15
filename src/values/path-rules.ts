/** What a route path may hold; the source of each rule is what Kong's controller and Kong's router make of it. */

/** What Kong leaves percent-encoded when it normalises a path, but a path may hold bare (Kong `tools/uri.lua`). */
const RESERVED = /[!*'();:@&=+$,[\]]/;

/** Escapes that mean the same in JavaScript and in Rust's regex crate, old versions included. */
const PORTABLE_ESCAPE = /[dDwWsS.+*?()|[\]{}^$\-\\]/;

/**
 * What is wrong with a path that is compared as it is written; undefined if nothing is.
 *
 * @param end how a regular expression in its place has to end.
 * @internal
 */
export function literalPathProblem(path: string, end: string): string | undefined {
  const got = `path '${path}'`;
  if (path.startsWith('~') || path.startsWith('/~')) {
    return `${got} begins with '~', which marks a regular expression; write ${asWritten(path.replace(/^\/?~\^?/, ''))} with match: PathMatch.REGEX`;
  }
  if (!path.startsWith('/')) { return `${got} does not begin with '/'; write '/${path}'`; }
  if (/[?#]/.test(path)) { return `${got} has a query or fragment; write '${path.replace(/[?#].*$/s, '')}'`; }
  if (path.includes('%')) { return `${got} has '%', which kong would compare with the decoded path; write the decoded character`; }
  if (path.includes('//')) { return `${got} has an empty segment; write '${path.replace(/\/+/g, '/')}'`; }
  if (/\/\.\.?(\/|$)/.test(path)) { return `${got} has a dot segment, which kong resolves before it compares; write the resolved path`; }
  if (path.endsWith('/*')) {
    const above = path.replace(/[/*]+$/, '') || '/';
    return end === '$' ? `${got} ends with '/*', which an exact path compares as it stands; write '${above}' without match, a prefix answers what is below it`
      : `${got} ends with '/*', and a prefix covers what is below it already; write '${above}'`;
  }
  const named = path.replace(/\/:([A-Za-z_][A-Za-z0-9_-]*)(?=\/|$)/g, '/{$1}');
  if (/\{[A-Za-z_][A-Za-z0-9_-]*\}/.test(named)) {
    return `${got} has a path parameter; write ${asWritten(asRegex(named) + end)} with match: PathMatch.REGEX`;
  }
  const illegal = /[^A-Za-z0-9\-._~/!*'();:@&=+$,[\]]/.exec(path);
  if (illegal) {
    return `${got} has the character '${illegal[0]}'; expected letters, digits, '/', '-', '.', '_' and '~'`;
  }
  const reserved = RESERVED.exec(path);
  if (reserved) {
    return `${got} has the character '${reserved[0]}', and a client could evade the route by sending it percent-encoded; `
      + `write ${asWritten(asRegex(path) + end)} with match: PathMatch.REGEX`;
  }
  return undefined;
}

/**
 * What is wrong with a path that is a regular expression; undefined if nothing is.
 *
 * @internal
 */
export function regexPathProblem(path: string): string | undefined {
  const got = `path regex '${path}'`;
  const marker = /^(?:\/?~\^?|\^)(?=\/)/.exec(path);
  if (marker) { return `${got} begins with '${marker[0]}', which is added for kong; write '${path.slice(marker[0].length)}'`; }
  if (!path.startsWith('/')) { return `${got} does not begin with '/'; write '/${path}'`; }
  if (/[^\x21-\x7e]/.test(path)) { return `${got} has whitespace, a control character or a non-ascii character; write it without`; }
  if (path.includes('//')) { return `${got} has '//', of which kong's controller makes '/'; write '${path.replace(/\/+/g, '/')}'`; }
  if (/\(\?(?!:|<[A-Za-z])/.test(path)) {
    return `${got} has a group that kong's router does not know in that form; expected (…), (?:…) or (?<name>…)`;
  }
  try {
    new RegExp(`^${path}`, 'u');
  } catch (error) {
    return `${got} does not compile: ${(error as Error).message}; escape what is meant literally`;
  }
  return scanProblem(got, path)
    ?? (endsClosed(path) ? undefined : `${got} has an open end, so that it answers every path that begins so; end it with '$', '(/|$)' or '.*'`);
}

/** What a look at each character in its place shows: foreign escapes, class syntax, alternatives outside parentheses. */
function scanProblem(got: string, path: string): string | undefined {
  let depth = 0;
  let inClass = false;
  for (let i = 0; i < path.length; i++) {
    const char = path[i];
    if (char === '\\') {
      i++;
      if (path[i] === '/') { return `${got} has '\\/', which kong's router may refuse; write '/'`; }
      if (!PORTABLE_ESCAPE.test(path[i])) { return `${got} has '\\${path[i]}', which kong's router may refuse or read in another way; write the characters meant`; }
    } else if (inClass) {
      if (char === ']') { inClass = false; }
      if (char === '[' || /^(?:&&|--|~~)/.test(path.slice(i))) {
        return `${got} has '${char}' inside a character class, which kong's router reads as set syntax; write '\\${char}' or leave it out`;
      }
    } else if (char === '[') {
      if (/^\[\^?\]/.test(path.slice(i))) { return `${got} has an empty character class, which kong's router does not know; write '.' or leave it out`; }
      inClass = true;
    } else if (char === '(') {
      depth++;
    } else if (char === ')') {
      depth--;
    } else if (char === '|' && depth === 0) {
      return `${got} has '|' outside parentheses, so that only the first alternative is anchored; write '/(a|b)$'`;
    } else if (char === '^') {
      return `${got} has '^' after its start, where it never matches; leave it out`;
    }
  }
  return undefined;
}

function endsClosed(path: string): boolean {
  if (/\((?:\?:)?\/\|\$\)$/.test(path)) { return true; }
  const end = path.endsWith('$') ? 1 : path.endsWith('.*') ? 2 : undefined;
  if (end === undefined) { return false; }
  const backslashes = /\\*$/.exec(path.slice(0, -end))![0].length;
  return backslashes % 2 === 0;
}

/** A text as code writes it. */
function asWritten(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** The regular expression that answers a path in each spelling of its reserved characters, and any value of its parameters. */
function asRegex(path: string): string {
  return path
    .replace(/\./g, '\\.')
    .replace(new RegExp(RESERVED, 'g'), (char) => {
      const encoded = `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
      return `(${PORTABLE_ESCAPE.test(char) ? '\\' : ''}${char}|${encoded})`;
    })
    .replace(/\{([A-Za-z_][A-Za-z0-9_-]*)\}/g, (_, name) => `(?<${name.replace(/-/g, '_')}>[^/]+)`);
}
