/** What marks a path of an Ingress as a regular expression, unless an annotation says otherwise. */
export const REGEX_MARKER = '/~';

/**
 * The paths of a Kong route that an Ingress path becomes. Nothing is escaped: a dot in an exact path is any character. The marker turns
 * each result into an expression by itself, which breaks `/~` with Prefix and Exact.
 *
 * @param written the path as it is written; empty or absent is `/`
 */
export function kongPaths(written: unknown, pathType: unknown, marker: string = REGEX_MARKER): string[] {
  const path = (typeof written === 'string' ? written : '').replace(/\/{2,}/g, '/') || '/';
  return byType(path, pathType).map(each => each.startsWith(marker) ? `~${each.slice(marker.length)}` : each);
}

function byType(path: string, pathType: unknown): string[] {
  if (pathType === 'Prefix') {
    const base = path.replace(/^\/+|\/+$/g, '');
    return base === '' ? ['/'] : [`/${base}/`, `~/${base}$`];
  }
  return pathType === 'Exact' ? [`~/${path.replace(/^\/+/, '')}$`] : [path];
}
