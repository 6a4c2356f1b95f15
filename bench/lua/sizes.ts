import { CUSTOMER_SCHEMA, idOf, ROUTES, STOREFRONT } from './scenes';
import { SchemaProgram } from '../../src/lua/schema/compile';
import { JSON_DECODER } from '../../src/lua/schema/json-decoder';
import { JsonSchemaDraft } from '../../src/values';
import { RouteConfig } from '../../test/e2e/lua/lua-gateway';
import { Report, table } from '../report';

const PLUGINS = ['pre-function', 'post-function'];

/** How many bytes of Lua the objects carry: each chunk, the plugins of the storefront, and the validator of the article's schema. */
export function sizes(): Report {
  const program = new SchemaProgram();
  program.add(CUSTOMER_SCHEMA, JsonSchemaDraft.DRAFT7, 'body');
  return {
    markdown: [
      table(['chunk, as it is alone', 'bytes'], chunks()),
      table(['of the validator of the customer', 'bytes'], [['strict JSON decoder', bytes(JSON_DECODER)], ['what the schema is compiled to', bytes(program.source())]]),
      table(['routes of the storefront', ...PLUGINS.map(plugin => `bytes of ${plugin}`)], forms()),
    ].join('\n\n'),
    held: [],
  };
}

function chunks(): string[][] {
  return Object.entries<RouteConfig>(ROUTES).filter(([name]) => !name.startsWith('storefront')).flatMap(([name, route]) =>
    [['pre', route.preFunction], ['post', route.postFunction]].flatMap(([place, phases]) =>
      ((phases as RouteConfig['preFunction'])?.access ?? []).map(chunk => [`${name}: ${idOf(chunk)} (${place}-function)`, bytes(chunk)])));
}

/** Routes with the same plugins are of one form. */
function forms(): string[][] {
  const objects = STOREFRONT.flatMap(page => page.objects);
  const found = new Map<string, { routes: string[]; sizes: string[] }>();
  for (const { metadata } of objects.filter(({ kind }) => kind === 'Ingress')) {
    const named = (metadata.annotations['konghq.com/plugins'] ?? '').split(',')
      .map((name: string) => objects.find(object => object.kind === 'KongPlugin' && object.metadata.name === name && object.metadata.namespace === metadata.namespace));
    const functions = PLUGINS.map(type => named.find((object: any) => object?.plugin === type));
    const key = functions.map(object => object?.metadata.name).join();
    const form = found.get(key) ?? { routes: [], sizes: functions.map(object => object ? bytes(object.config.access.join('')) : 'none') };
    form.routes.push(metadata.name);
    found.set(key, form);
  }
  return [...found.values()].map(form => [form.routes.join(', '), ...form.sizes]);
}

function bytes(text: string): string {
  return Buffer.byteLength(text).toLocaleString('en-US');
}
