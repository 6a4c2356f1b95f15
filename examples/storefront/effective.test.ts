import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, Testing } from 'cdk8s';
import { EffectiveGateway, Expect } from 'gatewarden';
import { EXISTING } from './existing';
import { storefront } from './main';
import { GATEWAY_PROMISES, viewOf } from './promises';
import { API_AFTER } from './promises/plugins';
import { REQUESTS } from './promises/requests';
import { ROUTES } from './promises/routes';
import { SURROUNDINGS } from './promises/surroundings';

const app = storefront(new App());
const objects = app.charts.flatMap(chart => Testing.synth(chart));
const view = viewOf(objects);
const readme = readFileSync(path.join(__dirname, 'README.md'), 'utf8');

/** The cells of the table of the README under this head. */
function rowsUnder(head: string): string[][] {
  const lines = readme.slice(readme.indexOf(head)).split('\n');
  const rows = lines.slice(0, lines.indexOf('')).map(line => line.split('|').slice(1, -1).map(cell => cell.trim()));
  return rows.slice(2);
}

test.each(GATEWAY_PROMISES)('the gateway keeps the promise: %s', (_name, expectation) => {
  expectation(view);
});

test.each(SURROUNDINGS)('the objects around it keep the promise: %s', (_name, expectation) => {
  expectation(objects);
});

test('every request of the README is asked for', () => {
  expect(REQUESTS.map(([row]) => row)).toEqual(rowsUnder('| request | answer |').map(([row]) => row));
});

test('a deleted jwt plugin leaves the premium route closed', () => {
  const without = viewOf(objects.filter(({ kind, metadata }) => kind !== 'KongPlugin' || metadata.name !== 'api-jwt'));
  Expect.route(without, 'GET', 'api.example.com', '/v1/premium').notToRun('jwt').toRunWith('post-function', API_AFTER);
});

test('an address that the guard blocks is denied on every route', () => {
  const { targets } = JSON.parse(objects.find(({ metadata }) => metadata.name === 'abuse-guard-config').data['config.json']);
  const isTarget = ({ kind, metadata: { name, namespace } }: any) =>
    targets.some((target: any) => target.kind === kind && target.namespace === namespace && target.name === name);
  const blocking = viewOf(objects.map(object => isTarget(object) ? { ...object, config: { ...object.config, deny: ['203.0.113.7'] } } : object));
  Expect.gateway(blocking).toBeAccepted();
  const denied = blocking.routes.map(({ name }) => [name, blocking.pluginsOf(name).filter(({ type }) => type === 'ip-restriction').map(({ config }) => config.deny)]);
  expect(denied).toEqual(blocking.routes.map(({ name }) => [name, [['203.0.113.7']]]));
  expect(denied.length).toBeGreaterThan(8);
});

test('what is taken to exist is what the README asks for, and nothing else is needed', () => {
  const secrets = EXISTING.filter(({ kind }) => kind === 'Secret').map(({ metadata }) => metadata.name);
  expect(secrets).toEqual(rowsUnder('| Secret | in | with |').map(([name]) => name.replaceAll('`', '')));
  // The view of the app takes for granted what the app names; with what is stated it comes to the same.
  const assumed = EffectiveGateway.of(app.charts.find(chart => chart.node.id === 'shop')!);
  expect(assumed.table()).toBe(view.table());
  const poor = EffectiveGateway.fromManifests(objects);
  expect(poor.warnings.join('\n')).toEqual(expect.stringContaining('redis-password'));
});

test.each(ROUTES)('a change of $object fails with the table of routes', route => {
  const changed = structuredClone(objects);
  const { metadata } = changed.find(({ kind, metadata: { name } }) => kind === 'Ingress' && route.object.endsWith(`/${name}`))!;
  metadata.annotations['konghq.com/plugins'] = metadata.annotations['konghq.com/plugins'].replace(/^[^,]+,/, '');
  const [, check] = GATEWAY_PROMISES.find(([name]) => name === `route ${metadata.name}`)!;
  expect(() => check(viewOf(changed))).toThrow(/is not as promised:\n {2}runs .*; promised, in this order: [^]*\nhosts +methods +paths +route/);
});
