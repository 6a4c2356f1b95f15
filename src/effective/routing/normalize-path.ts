/** Bytes that mean something else when they stand bare: an escape of one stays. */
const RESERVED = new Set([..."!*'();:@&=+$,/?%#[]"].map(char => char.charCodeAt(0)));

/**
 * The path of a request as Kong compares it: without query, escapes of anything but reserved characters decoded and the others in
 * capitals, dot segments resolved, slashes merged.
 *
 * @returns undefined if an escape is not readable as text
 */
export function normalizePath(path: string): string | undefined {
  const bare = path.replace(/[?#].*$/s, '');
  const decoded = decode(bare);
  return decoded === undefined || decoded === '' || decoded === '/' ? decoded : resolve(decoded);
}

function decode(path: string): string | undefined {
  try {
    return path.replace(/(?:%[\dA-Fa-f]{2})+/g, run => {
      const bytes = run.slice(1).split('%').map(hex => Number.parseInt(hex, 16));
      return decodeURIComponent(bytes.map(byte => escape(byte, RESERVED.has(byte))).join(''));
    });
  } catch {
    return undefined;
  }
}

/** A byte for `decodeURIComponent`: an escape that must stay is escaped itself. */
function escape(byte: number, stays: boolean): string {
  const hex = byte.toString(16).toUpperCase().padStart(2, '0');
  return stays ? `%25${hex}` : `%${hex}`;
}

function resolve(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/').slice(path.startsWith('/') ? 1 : 0);
  const last = segments.length - 1;
  segments.forEach((segment, i) => {
    if (segment === '..') {
      kept.pop();
    }
    if (segment !== '' && segment !== '.' && segment !== '..') {
      kept.push(segment);
    } else if (i === last) {
      kept.push('');
    }
  });
  return `/${kept.join('/')}`;
}
