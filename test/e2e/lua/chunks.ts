import { Phases, RouteConfig } from './lua-gateway';
import { Page } from '../pages';

/** A plugin object that carries Lua. */
export interface LuaPlugin {
  readonly title: string;
  readonly plugin: string;
  readonly config: any;
}

/** Every plugin of these pages that carries Lua. */
export function luaPlugins(pages: Page[]): LuaPlugin[] {
  return pages.flatMap(page => page.objects
    .filter(object => /^Kong(Cluster)?Plugin$/.test(object.kind))
    .map(object => ({ title: `${page.title} ${object.metadata.name}`, plugin: object.plugin, config: object.config ?? {} }))
    .filter(({ plugin, config }) => /^(pre|post)-function$/.test(plugin) || config.custom_fields_by_lua !== undefined));
}

/** Every piece of Lua in them, with where it is from. */
export function chunksOf(plugins: LuaPlugin[]): [string, string][] {
  return plugins.flatMap(({ title, plugin, config }) => {
    const functions = /-function$/.test(plugin)
      ? Object.entries<string[]>(config).flatMap(([phase, chunks]) => chunks.map((chunk, i): [string, string] => [`${title} ${phase}[${i}]`, chunk]))
      : [];
    const fields = Object.entries<string>(config.custom_fields_by_lua ?? {}).map(([key, chunk]): [string, string] => [`${title} ${key}`, chunk]);
    return [...functions, ...fields];
  });
}

/** What Kong runs for a route of an Ingress: the plugins that its annotation names, one of a type. */
export function routeConfigOf(pages: Page[], ingress: string): RouteConfig {
  const objects = pages.flatMap(page => page.objects);
  const { metadata, spec } = objects.find(object => object.kind === 'Ingress' && object.metadata.name === ingress)!;
  const names: string[] = metadata.annotations['konghq.com/plugins'].split(',').map((name: string) => name.trim());
  const plugins = names.map(name => objects.find(object => object.kind === 'KongPlugin' && object.metadata.name === name && object.metadata.namespace === metadata.namespace)!);
  const configOf = (type: string): Phases | undefined => plugins.find(({ plugin }) => plugin === type)?.config;
  const { path } = spec.rules[0].http.paths[0];
  return {
    // How the controller is told that a path is a regular expression.
    path: path.startsWith('/~') ? path.slice(2) : undefined,
    preFunction: configOf('pre-function'),
    postFunction: configOf('post-function'),
    logFields: plugins.find(({ config }) => config?.custom_fields_by_lua)?.config.custom_fields_by_lua,
  };
}
