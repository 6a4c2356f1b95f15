import { EffectivePlugin, EffectiveRoute } from './effective-entities';

const HEAD = ['hosts', 'methods', 'paths', 'route', 'service', 'plugins'];
/** More rows than anybody reads. */
const MOST_ROWS = 200;

/** Routes as a table for people, one row each; plugins in the order of their execution. */
export function routeTable(routes: EffectiveRoute[], pluginsOf: (route: string) => EffectivePlugin[]): string {
  const rows = routes.slice(0, MOST_ROWS).map(route => [
    route.hosts.join(' ') || '*',
    route.methods.join(' ') || '*',
    [...route.paths, ...Object.entries(route.headers).map(([name, values]) => `[${name}: ${values.join('|')}]`)].join(' ') || '*',
    route.name,
    route.service,
    pluginsOf(route.name).map(pluginText).join(', ') || '(none)',
  ]);
  const widths = HEAD.map((head, i) => Math.max(head.length, ...rows.map(row => row[i].length)));
  const lines = [HEAD, ...rows].map(row => row.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd());
  return [...rows.length > 0 ? lines : ['(no routes)'], ...routes.length > MOST_ROWS ? [`… and ${routes.length - MOST_ROWS} more`] : []].join('\n');
}

/** A plugin in a row: where it hangs, unless that is the route. */
export function pluginText({ type, route, service, consumer, consumerGroup, rivals }: EffectivePlugin): string {
  const places = [consumer && `consumer ${consumer}`, consumerGroup && `group ${consumerGroup}`, service && 'service'].filter(Boolean);
  const place = places.length > 0 ? ` (${places.join(', ')})` : route ? '' : ' (global)';
  return `${type}${place}${rivals.length > 0 ? ' (or another)' : ''}`;
}
