import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, Testing } from 'cdk8s';
import { settled } from 'gatewarden/pulumi';
import { platform } from './platform';
import { shop } from './shop';
import { isUnknown, leaves, objectsIn, secretIn, Seen, startProgram, unknown } from '../../test/pulumi/support';
import { storefront } from '../storefront/main';

/** The label that Pulumi's provider puts on what it applies. */
const MANAGED_BY = 'app.kubernetes.io/managed-by';

/** Kubernetes' defaults, which cdk8s-plus writes into a Service and Pulumi leaves to the API server. */
const SERVICE_DEFAULTS = { type: 'ClusterIP', externalIPs: [] };

/** What Pulumi adds: a label, and that the content of a Secret is a secret. */
function withoutPulumi(object: any): any {
  const { [MANAGED_BY]: _, ...labels } = object.metadata.labels ?? {};
  return {
    ...object,
    metadata: { ...object.metadata, labels: Object.keys(labels).length > 0 ? labels : undefined },
    ...object.kind === 'Secret' && { stringData: secretIn(object.stringData) },
  };
}

const keyOf = ({ kind, metadata }: any) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;

function byKey(objects: any[]): Record<string, any> {
  return JSON.parse(JSON.stringify(Object.fromEntries(objects.map(object => [keyOf(object), object]))));
}

async function run(host: Parameters<typeof shop>[0], preview: boolean = false): Promise<Seen[]> {
  const seen = await startProgram(preview);
  shop(host, platform());
  await settled();
  return seen;
}

/** Lines that are code. */
function codeLines(folder: string, names: string[]): number {
  return names.flatMap(name => readFileSync(path.join(__dirname, folder, name), 'utf8').replace(/\/\*[^]*?\*\//g, '').split('\n'))
    .filter(line => line.trim() !== '' && !line.trim().startsWith('//')).length;
}

test('the program registers the objects of the cdk8s storefront, object for object', async () => {
  const seen = await run('api.example.com');
  const written = byKey(storefront(new App()).charts.flatMap(chart => Testing.synth(chart)));
  const registered = byKey(objectsIn(seen).map(({ inputs }) => withoutPulumi(inputs)));
  expect(Object.keys(registered).sort()).toEqual(Object.keys(written).sort());
  const partners = registered['Service shop/partners'];
  expect({ ...registered, 'Service shop/partners': { ...partners, spec: { ...partners.spec, ...SERVICE_DEFAULTS } } }).toEqual(written);
});

test('index.ts runs both parts and has the url as its output', async () => {
  const seen = await startProgram();
  // It makes everything when it is loaded.
  const { url } = jest.requireActual<typeof import('./index')>('./index');
  await settled();
  expect(byKey(objectsIn(seen).map(({ inputs }) => inputs))).toEqual(byKey(objectsIn(await run('api.example.com')).map(({ inputs }) => inputs)));
  expect(await (url as any).promise()).toBe('https://api.example.com');
});

test('a preview with the host name of another resource leaves the host unknown wherever it stands, and nothing else', async () => {
  const seen = await run(unknown<string>(), true);
  const found = objectsIn(seen).flatMap(({ inputs }) => leaves(inputs, isUnknown).map(leaf => `${keyOf(inputs)} ${leaf}`));
  // Wherever the cdk8s storefront has the host.
  const hosts = storefront(new App()).charts.flatMap(chart => Testing.synth(chart))
    .flatMap(object => leaves(object, leaf => leaf === 'api.example.com').map(leaf => `${keyOf(object)} ${leaf}`));
  expect(hosts.length).toBeGreaterThan(5);
  expect(found.sort()).toEqual(hosts.sort());
});

test('a preview has the names of all objects', async () => {
  const names = (seen: Seen[]) => objectsIn(seen).map(({ inputs }) => keyOf(inputs)).sort();
  expect(names(await run(unknown<string>(), true))).toEqual(names(await run('api.example.com')));
});

test('the program is no longer than the cdk8s one', () => {
  expect(codeLines('.', ['index.ts', 'platform.ts', 'shop.ts'])).toBeLessThanOrEqual(codeLines('../storefront', ['main.ts', 'platform.ts', 'shop.ts']));
});
