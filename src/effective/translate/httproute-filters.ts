import { NestedPlugin } from './kong-config';
import { asText, list, map, text } from './objects';

/** What the filters of a rule make of a route. */
export interface Filtered {
  /** Plugins inside the route. */
  readonly plugins: NestedPlugin[];
  /** Names of KongPlugins, which count as if they stood in the annotation. */
  readonly extensions: string[];
  /** The paths, where a filter replaces those of the match. */
  readonly paths?: string[];
}

/** Lists of header texts by what is done with them, and a new path. */
interface Transform {
  readonly replace: { headers?: string[]; uri?: string };
  readonly add: { headers?: string[] };
  readonly append: { headers?: string[] };
  readonly remove: { headers?: string[] };
}

/**
 * Translates the filters of a rule. Those that change headers or the path become one transformer per direction.
 *
 * @param prefix the path of the rule's first match
 */
export function translateFilters(filters: any[], prefix: string, tags: string[]): Filtered {
  const request: Transform = { replace: {}, add: {}, append: {}, remove: {} };
  const response: Transform = { replace: {}, add: {}, append: {}, remove: {} };
  const plugins: NestedPlugin[] = [];
  const extensions: string[] = [];
  let paths: string[] | undefined;
  for (const filter of filters) {
    if (filter?.type === 'RequestHeaderModifier') {
      headers(request, map(filter.requestHeaderModifier));
    } else if (filter?.type === 'ResponseHeaderModifier') {
      headers(response, map(filter.responseHeaderModifier));
    } else if (filter?.type === 'RequestRedirect') {
      plugins.push(nested('redirect', redirect(map(filter.requestRedirect)), tags));
    } else if (filter?.type === 'URLRewrite') {
      paths = rewrite(request, map(filter.urlRewrite), prefix) ?? paths;
    } else if (filter?.type === 'ExtensionRef' && filter.extensionRef?.kind === 'KongPlugin' && text(filter.extensionRef.name)) {
      extensions.push(filter.extensionRef.name);
    }
  }
  for (const [name, transform] of [['request-transformer', request], ['response-transformer', response]] as const) {
    const config = Object.fromEntries(Object.entries(transform).filter(([, change]) => Object.keys(change).length > 0));
    if (Object.keys(config).length > 0) {
      plugins.push(nested(name, config, tags));
    }
  }
  return { plugins, extensions, ...paths && { paths } };
}

/** A plugin that is inside a route or service. */
export function nested(name: string, config: Record<string, any>, tags?: string[]): NestedPlugin {
  return { name, config, enabled: true, protocols: ['http', 'https'], ...tags && { tags } };
}

function headers(transform: Transform, { set, add, remove }: Record<string, any>): void {
  const written = (headerList: unknown): string[] => list(headerList).map(header => `${asText(header?.name)}:${asText(header?.value)}`);
  // `set` must reach a request with and without the header.
  put(transform.replace, written(set));
  put(transform.add, written(set));
  put(transform.append, written(add));
  put(transform.remove, list(remove).map(asText));
}

function put(change: { headers?: string[] }, written: string[]): void {
  if (written.length > 0) {
    change.headers = [...change.headers ?? [], ...written];
  }
}

function redirect({ scheme, hostname, port, path, statusCode }: Record<string, any>): Record<string, any> {
  const host = text(hostname) ? `${text(scheme) ?? 'http'}://${hostname}${typeof port === 'number' ? `:${port}` : ''}` : '';
  const full = path?.type === 'ReplaceFullPath' ? text(path.replaceFullPath) : undefined;
  return { keep_incoming_path: full === undefined, location: `${host}${full ?? (host ? '' : '/')}`, status_code: statusCode ?? 302 };
}

/** @returns the paths of the route, if its prefix is replaced: an expression that captures what follows. */
function rewrite(transform: Transform, { hostname, path }: Record<string, any>, prefix: string): string[] | undefined {
  if (text(hostname)) {
    put(transform.replace, [`host:${hostname}`]);
    put(transform.add, [`host:${hostname}`]);
  }
  if (path?.type === 'ReplaceFullPath') {
    transform.replace.uri = asText(path.replaceFullPath);
  }
  if (path?.type !== 'ReplacePrefixMatch') {
    return undefined;
  }
  const root = prefix.replace(/\/+$/, '') === '';
  const base = prefix.replace(/\/+$/, '');
  const to = asText(path.replacePrefixMatch ?? '').replace(/\/$/, '');
  transform.replace.uri = root
    ? `${to}$(uri_captures[1] == nil and "${to === '' ? '/' : ''}" or "/" .. uri_captures[1])`
    : to === '' ? '$(uri_captures[1] == nil and "/" or uri_captures[1])' : `${to}$(uri_captures[1])`;
  return root ? ['~/$', '~/(.*)'] : [`~${base}$`, `~${base}(/.*)`];
}
