import * as path from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { settled } from 'gatewarden/pulumi';
import { allArgs, everyComponent, Wrap } from './all-args';
import { inputProps, numbersOfValues } from './input-props';
import { isUnknown, leaves, objectsIn, startProgram, unknown } from './support';
import { Outputs } from '../../src/pulumi/outputs';
import { Run } from '../../src/pulumi/run';

const PROPS = inputProps(path.join(__dirname, '../../src/pulumi/index.ts'));
/** It registers no object: its settings are read and never written. */
const OF_NO_OBJECT = 'KongGateway.settings.*';

async function run(wrap: Wrap, preview: boolean = false): Promise<Record<string, any>> {
  const seen = await startProgram(preview);
  everyComponent(wrap);
  await settled();
  return Object.fromEntries(objectsIn(seen).map(({ inputs }) => [`${inputs.kind} ${inputs.metadata.namespace ?? ''}/${inputs.metadata.name}`, inputs]));
}

/** The values that the table gives, and the objects that it makes with them. */
async function plain(): Promise<{ readonly values: (string | number)[]; readonly objects: Record<string, any> }> {
  const values: (string | number)[] = [];
  const objects = await run(value => {
    values.push(value);
    return value;
  });
  return { values, objects };
}

test('every property whose type takes an output is in the table, and no other', () => {
  const outputs = allArgs(value => pulumi.output(value) as any);
  const given = Object.entries(outputs).flatMap(([component, all]) => all.flatMap((args: object) =>
    leaves(args, leaf => pulumi.Output.isInstance(leaf)).map(leaf => `${component}.${general(leaf)}`)));
  expect([...new Set(given)].sort()).toEqual(Object.keys(PROPS).filter(prop => prop !== OF_NO_OBJECT).sort());
});

test('every output of a number is known as one', () => {
  const numbers = Object.entries(PROPS).filter(([, type]) => type === 'number').map(([prop]) => prop.replace(/\[\]$/, '').split('.').pop()!);
  expect(numbers.length).toBeGreaterThan(20);
  const resolved = new Run(new Outputs(), false).resolve(Object.fromEntries(numbers.map(prop => [prop, pulumi.output(1)])), 'all');
  expect(Object.entries(resolved).filter(([, standIn]) => typeof standIn !== 'number').map(([prop]) => prop)).toEqual([]);
});

test('every output of a text is known as one', () => {
  const texts = Object.entries(PROPS).filter(([prop, type]) => type === 'string' && !prop.endsWith('*')).map(([prop]) => prop.replace(/\[\]$/, '').split('.').pop()!);
  const resolved = new Run(new Outputs(), false).resolve(Object.fromEntries(texts.map(prop => [prop, pulumi.output('a')])), 'all');
  expect(Object.entries(resolved).filter(([, standIn]) => typeof standIn !== 'string').map(([prop]) => prop)).toEqual([]);
});

test('every number that the options of a value take as an output is known as one', () => {
  const numbers = numbersOfValues(path.join(__dirname, '../../src/pulumi/index.ts'));
  expect(Object.keys(numbers).length).toBeGreaterThan(5);
  const wrong = Object.entries(numbers).filter(([, prop]) => typeof new Run(new Outputs(), false).resolve({ [prop]: pulumi.output(1) }, 'all')[prop] !== 'number');
  expect(wrong.map(([where]) => where)).toEqual([]);
});

test('every value that is given stands in an object', async () => {
  const { values, objects } = await plain();
  const content = JSON.stringify(objects);
  expect(values.filter(value => !content.includes(String(value)))).toEqual([]);
});

test('with outputs that are known the objects are the same', async () => {
  const { objects } = await plain();
  expect(await run(value => pulumi.output(value) as any)).toEqual(objects);
});

test('with outputs that are not known exactly the leaves that hold them are unknown', async () => {
  const { values, objects } = await plain();
  const holding = leaves(objects, leaf => ['string', 'number'].includes(typeof leaf) && values.some(value => String(leaf).includes(String(value))));
  expect(holding.length).toBeGreaterThan(100);
  expect(leaves(await run(() => unknown<any>(), true), isUnknown).sort()).toEqual(holding.sort());
});

test.each(['AbuseGuard', 'RateTier', 'SecuredApi', 'AdminEndpoint', 'ApiRoute', 'ValidatedRoute', 'ApiConsumer', 'BackendService', 'BackendIsolation', 'GatewayAlerts',
  'GatewayMetrics', 'GatewaySettings', 'GatewayIsolation', 'GlobalSecurityHeaders', 'NginxTlsConfig'])('the type token of %s is stable', async name => {
  await startProgram();
  const [, component] = everyComponent(value => value).find(([type]) => type === name)!;
  expect((component as any).__pulumiType).toBe(`gatewarden:index:${name}`);
  await settled();
});

/** The path of a property, whatever the position in a list and the key of a map: `hosts[]`, `podLabels.*`. */
function general(leaf: string): string {
  return leaf.replace(/\.\d+(?=\.|$)/g, '[]').replace(/^routes\.[^.]+/, 'routes.*')
    .replace(/\b(labels|alertLabels|seriesLabels|podLabels|extra)\.[^.]+$/, '$1.*');
}
