import * as fs from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { AddressInfo } from 'node:net';
import { Authority } from './support/certificates';
import { temporaryFiles } from './support/files';
import { ManualClock } from './support/manual-clock';
import { KubernetesClient, kubernetesConfig, messageOf } from '../../../src/runtime/abuse-guard/kubernetes-client';

const file = temporaryFiles();
const authority = new Authority();
let server: https.Server;
let handler: (request: http.IncomingMessage, response: http.ServerResponse, body: string) => void;
let client: KubernetesClient;
let clock: ManualClock;
let tokenFile: string;

beforeEach(async () => {
  server = https.createServer(authority.issue('kubernetes'), (request, response) => {
    let body = '';
    request.on('data', chunk => body += chunk);
    request.once('end', () => handler(request, response, body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()));
  clock = new ManualClock();
  tokenFile = file('token', 'first\n');
  client = new KubernetesClient({ server: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, tokenFile, caFile: file('ca.pem', authority.cert) }, clock);
});

afterEach(async () => {
  client.close();
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});

const json = (response: http.ServerResponse, status: number, content: object) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(content));

test('an object is applied by the manager, with force', async () => {
  let seen: any;
  handler = ({ method, url, headers }, response, body) => {
    seen = { method, url, type: headers['content-type'], token: headers.authorization, body: JSON.parse(body) };
    json(response, 200, { kind: 'X' });
  };
  expect(await client.apply('/apis/x', 'me', { a: 1 })).toEqual({ status: 200, body: { kind: 'X' } });
  expect(seen).toEqual({ method: 'PATCH', url: '/apis/x?fieldManager=me&force=true', type: 'application/apply-patch+yaml', token: 'Bearer first', body: { a: 1 } });
});

test('a token that was replaced is read again when the old one is refused', async () => {
  handler = ({ headers }, response) => json(response, headers.authorization === 'Bearer second' ? 200 : 401, {});
  fs.writeFileSync(tokenFile, 'first');
  await client.get('/x');
  fs.writeFileSync(tokenFile, 'second');
  expect((await client.get('/x')).status).toBe(200);
});

test('a token is read again after a minute, before it ends', async () => {
  const tokens: any[] = [];
  handler = ({ headers }, response) => {
    tokens.push(headers.authorization);
    json(response, 200, {});
  };
  await client.get('/x');
  fs.writeFileSync(tokenFile, 'second');
  await client.get('/x');
  clock.advance(61);
  await client.get('/x');
  expect(tokens).toEqual(['Bearer first', 'Bearer first', 'Bearer second']);
});

test.each([404, 403, 409, 422])('%d is an answer', async status => {
  handler = (_request, response) => json(response, status, { message: 'why' });
  const answer = await client.get('/x');
  expect([answer.status, messageOf(answer)]).toEqual([status, 'why']);
  expect(client.answered).toBe(clock.steady());
});

test.each([429, 500, 503])('fails on %d, and the server counts as silent', async status => {
  handler = (_request, response) => json(response, status, { message: 'overloaded' });
  await expect(client.get('/x')).rejects.toThrow(`GET /x: the api server answers ${status} overloaded`);
  expect(client.answered).toBe(-Infinity);
});

test('fails if the server is of another authority', async () => {
  const other = new KubernetesClient(
    { server: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, tokenFile, caFile: file('other.pem', new Authority('other').cert) }, clock);
  await expect(other.get('/x')).rejects.toThrow(/GET \/x: .*certificate/);
  other.close();
});

test('an answer that is no json is a text', async () => {
  handler = (_request, response) => response.end('ok');
  expect(await client.get('/x')).toEqual({ status: 200, body: 'ok' });
});

test('a pod finds its server, over ipv6 too', () => {
  expect(kubernetesConfig(undefined, { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' }).server).toBe('https://10.0.0.1:443');
  expect(kubernetesConfig(undefined, { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' }).server).toBe('https://[fd00::1]:443');
  expect(() => kubernetesConfig(undefined, {})).toThrow(/expected to run in a pod/);
});
