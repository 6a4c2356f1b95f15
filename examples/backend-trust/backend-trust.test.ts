import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, Testing } from 'cdk8s';
import { stringify } from 'yaml';
import { CLAIMS, IDENTITY, SIGNED } from './contract';
import { expressApp } from './express';
import { fastifyApp } from './fastify';
import { mountedSecrets } from './guards';
import { httpServer } from './http';
import { backendTrust } from './main';
import { proofOf } from '../../src/lua/gateway-proof-format';
import { expectStrict } from '../../test/support/strict-schemas';

test.each(['platform', 'orders'])('the page %s is as it was', name => {
  const page = backendTrust(new App()).charts.find(chart => chart.node.id === name)!;
  expect(Testing.synth(page).map(object => stringify(object)).join('---\n')).toMatchSnapshot();
});

test('every object passes the strict schemas', () => {
  expectStrict(backendTrust(new App()).charts.flatMap(chart => Testing.synth(chart)));
});

const SECRET = 'a-secret-of-32-random-characters';
const BROWSER = { 'User-Agent': 'Mozilla/5.0', 'Accept-Language': 'en' };
const folder = mkdtempSync(path.join(tmpdir(), 'gatewarden-backend-trust-'));
writeFileSync(path.join(folder, 'secret'), `${SECRET}\n`);
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => { jest.spyOn(console, 'warn').mockImplementation(); });

/** A request as the gateway would send it, or somebody with another secret. */
function sent(target: string, identity: Record<string, string> = {}, secret: string = SECRET): Record<string, string> {
  const headers = Object.fromEntries(SIGNED.map(name => [name, identity[name]]));
  return { ...BROWSER, ...identity, 'X-Real-IP': '203.0.113.7', 'X-Gateway-Proof': proofOf(secret, Math.floor(Date.now() / 1000), { method: 'GET', target, headers }) };
}

type Started = [port: number, stop: () => unknown];

async function listening(server: Server): Promise<Started> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return [(server.address() as AddressInfo).port, () => {
    server.closeAllConnections();
    server.close();
  }];
}

/** Each service on a port, and how it is stopped. */
const SERVICES: [string, () => Promise<Started>][] = [
  ['Express', () => listening(createServer(expressApp(mountedSecrets(folder))))],
  ['Fastify', async () => {
    const app = fastifyApp(mountedSecrets(folder));
    await app.listen({ port: 0, host: '127.0.0.1' });
    return [(app.server.address() as AddressInfo).port, () => app.close()];
  }],
  ['plain http', () => listening(httpServer(mountedSecrets(folder)))],
];

describe.each(SERVICES)('the service with %s', (_, start) => {
  let port: number;
  let stop: () => unknown;
  beforeAll(async () => { [port, stop] = await start(); });
  afterAll(() => stop());

  async function ask(target: string, headers: Record<string, string>): Promise<[status: number, body: string]> {
    const answer = await fetch(`http://127.0.0.1:${port}${target}`, { headers });
    return [answer.status, await answer.text()];
  }

  const ALICE = { 'X-User-ID': 'alice', 'X-User-Email': 'alice@example.com', 'X-User-Roles': 'clerk,admin' };

  test('knows the caller that the gateway has proven', async () => {
    expect(await ask('/v1/orders?page=2', sent('/v1/orders?page=2', ALICE))).toEqual([200, '{"of":"alice","all":true}']);
  });

  test.each<[string, string, Record<string, string>]>([
    ['without a proof', '/v1/orders', { ...BROWSER, ...ALICE }],
    ['with a proof by another secret', '/v1/orders', sent('/v1/orders', ALICE, 'a secret that nobody here has')],
    ['with a proof of another path', '/v1/orders', sent('/v1/invoices', ALICE)],
    ['with a proof of another caller', '/v1/orders', { ...sent('/v1/orders', ALICE), 'X-User-ID': 'bob' }],
    ['that is public, without a proof', '/catalogue', BROWSER],
  ])('refuses a request %s', async (_title, target, headers) => {
    expect(await ask(target, headers)).toEqual([403, '{"message":"Forbidden"}']);
  });

  test('serves a public route without a caller, and no other', async () => {
    expect(await ask('/catalogue', sent('/catalogue'))).toEqual([200, '["tea","coffee"]']);
    expect(await ask('/v1/orders', sent('/v1/orders'))).toEqual([401, '{"message":"Unauthorized"}']);
  });

  test('answers the kubelet', async () => {
    expect(await ask('/healthz', {})).toEqual([200, 'ok']);
  });

  test('counts by the address that the gateway states, and refuses a program that asks too often', async () => {
    const program = (address: string) => ask('/catalogue', { ...sent('/catalogue'), 'User-Agent': 'curl/8', 'Accept-Language': '', 'X-Real-IP': address });
    const answers = await Promise.all(Array.from({ length: 101 }, () => program('203.0.113.9')));
    expect(answers.filter(([status]) => status === 403)).toHaveLength(1);
    expect((await program('203.0.113.10'))[0]).toBe(200);
  });
});

test('an upgrade to a WebSocket is refused without a proof, and judged as other requests with one', async () => {
  const [port, stop] = await listening(httpServer(mountedSecrets(folder)));
  const upgrade = (headers: Record<string, string>) => new Promise<number>((resolve, reject) => {
    get({ port, host: '127.0.0.1', path: '/live', headers: { ...headers, Connection: 'Upgrade', Upgrade: 'websocket' } }, answer => resolve(answer.statusCode!)).once('error', reject);
  });
  expect([await upgrade({}), await upgrade(sent('/live'))]).toEqual([403, 501]);
  stop();
});

test('gateway and service name the same headers', () => {
  const named = Object.values(IDENTITY).map(value => typeof value === 'string' ? value : value.header);
  expect([named, SIGNED]).toEqual([Object.keys(CLAIMS), Object.keys(CLAIMS)]);
});
