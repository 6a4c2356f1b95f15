import { ask } from './support/requests';
import { StatusServer } from '../../../src/runtime/abuse-guard/status-server';

let ready = true;
let server: StatusServer;
let port: number;

beforeEach(async () => {
  ready = true;
  server = new StatusServer(() => 'x 1\n', () => ({ ready, leader: false, problems: ready ? [] : ['the queue is full'], degraded: [] }));
  port = await server.listen(0, '127.0.0.1');
});

afterEach(() => server.close());

test('metrics are in the format of prometheus', async () => {
  const { status, body, headers } = await ask(port, { path: '/metrics' });
  expect([status, body, headers['content-type']]).toEqual([200, 'x 1\n', 'text/plain; version=0.0.4; charset=utf-8']);
});

test('readiness says why not', async () => {
  expect((await ask(port, { path: '/readyz' })).status).toBe(200);
  ready = false;
  const { status, body } = await ask(port, { path: '/readyz' });
  expect([status, JSON.parse(body).problems]).toEqual([503, ['the queue is full']]);
  expect((await ask(port, { path: '/healthz' })).status).toBe(200);
});

test.each([['GET', '/', 404], ['GET', '/logs', 404], ['POST', '/metrics', 405], ['DELETE', '/healthz', 405]])('fails to serve %s %s', async (method, path, status) => {
  expect((await ask(port, { method, path })).status).toBe(status);
});
