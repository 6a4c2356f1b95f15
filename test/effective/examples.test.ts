import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject, App } from 'cdk8s';
import { ApiRoute, EffectiveGateway, Expect, IKongPlugin, KongClusterPlugin } from 'gatewarden';
import { examplePages } from '../e2e/pages';

const EXAMPLES = path.join(__dirname, '..', '..', 'examples');
const NAMES = fs.readdirSync(EXAMPLES).filter(name => fs.existsSync(path.join(EXAMPLES, name, 'main.ts')));

function appOf(name: string): App {
  const app = new App();
  const [fill] = Object.values<any>(module.require(path.join(EXAMPLES, name, 'main'))).filter(value => typeof value === 'function');
  fill(app);
  return app;
}

/** The plugin objects that run for a caller whom nobody has recognised: those of the route, then global ones of types that it lacks. */
function promised(route: ApiRoute, globals: KongClusterPlugin[]): string[] {
  const own = route.plugins.map(plugin => plugin.pluginType);
  return [...route.plugins.map(plugin => objectName(plugin)), ...globals.filter(({ pluginType }) => !own.includes(pluginType)).map(objectName)].sort();
}

function objectName(plugin: IKongPlugin): string {
  return plugin instanceof KongClusterPlugin ? `KongClusterPlugin ${plugin.pluginName}` : `KongPlugin ${plugin.pluginNamespace}/${plugin.pluginName}`;
}

test('every example is found, and states by hand what it promises', () => {
  expect(NAMES.length).toBeGreaterThan(1);
  expect([...new Set(examplePages().map(({ app }) => app))].sort()).toEqual([...NAMES].sort());
  expect(NAMES.filter(name => !fs.existsSync(path.join(EXAMPLES, name, 'effective.test.ts')))).toEqual([]);
});

describe.each(NAMES)('the gateway of the example %s', name => {
  const app = appOf(name);
  const nodes = app.node.findAll();
  // Whatever is an ApiObject passes for an instance of each subclass, so that instanceof tells nothing here.
  const routes = nodes.filter(node => 'isPublic' in node) as ApiRoute[];
  const globals = nodes.filter(node => node instanceof KongClusterPlugin) as KongClusterPlugin[];
  // Services and Secrets that the app only names are taken to exist; what each needs of them is stated in its own test.
  const view = EffectiveGateway.of(routes[0]);

  test('takes it all, warns of nothing, and has only routes that a construct declares', () => {
    Expect.gateway(view).toBeAccepted().toWarnOfNothing().toDecideEveryRoute().toServeOnly(...routes.map(route => `Ingress ${route.metadata.namespace}/${route.name}`));
  });

  test.each(routes.map((route): [string, ApiRoute] => [route.name, route]))('runs on %s exactly the plugins of its construct, with their configuration', (_route, route) => {
    const own = view.routesOf(`Ingress ${route.metadata.namespace}/${route.name}`);
    const problems = own.flatMap(({ name: kong }) => {
      const running = view.pluginsOf(kong);
      return [
        ...differ('plugins', running.map(({ object }) => object).sort(), promised(route, globals)),
        ...differ('order', running.map(({ type }) => type).filter(type => route.plugins.some(({ pluginType }) => pluginType === type)), route.plugins.map(({ pluginType }) => pluginType)),
        ...running.flatMap(({ object, config }) => differ(`config of ${object}`, withoutSecrets(config, object), withoutSecrets(written(object), object))),
      ];
    });
    // As text, so that a failure shows the route's table.
    expect([...problems, ...problems.length > 0 ? [view.table()] : []].join('\n')).toBe('');
    expect(own.length).toBeGreaterThan(0);
  });

  function manifestOf(object: string): any {
    const found = nodes.filter(node => ApiObject.isApiObject(node)).map(node => (node as ApiObject).toJson());
    return found.find(({ kind, metadata }) => `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}` === object);
  }

  function written(object: string): any {
    return manifestOf(object).config ?? {};
  }

  /** What comes from a Secret is not in the object. */
  function withoutSecrets(config: any, object: string): any {
    const copy = structuredClone(config);
    for (const { path: pointer } of manifestOf(object).configPatches ?? []) {
      const steps: string[] = pointer.split('/').slice(1);
      const at = (depth: number) => steps.slice(0, depth).reduce((value: any, step) => value?.[step], copy);
      delete at(steps.length - 1)?.[steps.at(-1)!];
      // Nor what the controller makes on the way there.
      if (steps.length > 1 && Object.keys(at(steps.length - 1) ?? {}).length === 0) {
        delete at(steps.length - 2)?.[steps.at(-2)!];
      }
    }
    return copy;
  }
});

function differ(what: string, got: unknown, want: unknown): string[] {
  const [a, b] = [got, want].map(sorted);
  return a === b ? [] : [`${what}: kong has ${a}, the construct promises ${b}`];
}

/** As text that does not depend on the order of keys. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, each) => typeof each === 'object' && each !== null && !Array.isArray(each)
    ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => a < b ? -1 : 1)) : each);
}
