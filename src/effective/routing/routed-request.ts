import { headerName, RoutedRequest } from './matcher';
import { normalizePath } from './normalize-path';
import { RouteRequest } from '../effective-options';

/** A request as the router sees it; undefined if its path is no text. */
export function routedRequest(request: RouteRequest): RoutedRequest | undefined {
  const host = request.host.replace(/:\d+$/, '');
  const path = normalizePath(request.path || '/');
  if (path === undefined) {
    return undefined;
  }
  const headers = new Map<string, string[]>();
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    headers.set(headerName(name), [...headers.get(headerName(name)) ?? [], value]);
  }
  return { method: (request.method ?? 'GET').toUpperCase(), host, path, headers, https: request.https ?? true, sni: request.sni ?? host };
}

/** A request as people write it: `POST api.example.com/v1`. */
export function requestText({ method, host, path }: RouteRequest): string {
  return `${(method ?? 'GET').toUpperCase()} ${host}${path || '/'}`;
}
