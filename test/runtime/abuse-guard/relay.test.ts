import * as http from 'node:http';
import { AddressInfo } from 'node:net';
import { temporaryFiles } from './support/files';
import { Relay } from '../../../src/runtime/abuse-guard/relay';

const file = temporaryFiles();
const servers: http.Server[] = [];

afterEach(() => servers.splice(0).forEach(server => {
  server.closeAllConnections();
  server.close();
}));

async function collector(answer: (nth: number, response: http.ServerResponse) => void) {
  const got: any[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', chunk => body += chunk);
    request.once('end', () => {
      got.push({ body, type: request.headers['content-type'], authorization: request.headers.authorization });
      answer(got.length, response);
    });
  });
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()));
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in` };
}

function relayTo(url: string, change: object = {}) {
  const results: string[] = [];
  const relay = new Relay({ url, queueBytes: 1000, ...change }, (result, error) => results.push(error ? `${result}: ${error}` : result), 1);
  return { relay, results };
}

test('bodies arrive as they came, in order, with the headers', async () => {
  const { got, url } = await collector((_nth, response) => response.end());
  const { relay, results } = relayTo(url, { headerFiles: { authorization: file('a', 'Bearer x\n') } });
  relay.add(Buffer.from('[1]'), 'application/json');
  relay.add(Buffer.from('[2]'), 'application/json; charset=utf-8');
  await relay.close();
  expect(got).toEqual([{ body: '[1]', type: 'application/json', authorization: 'Bearer x' }, { body: '[2]', type: 'application/json; charset=utf-8', authorization: 'Bearer x' }]);
  expect(results).toEqual(['sent', 'sent']);
  expect(relay.bytes).toBe(0);
});

test('what is not taken is sent again', async () => {
  const { got, url } = await collector((nth, response) => response.writeHead(nth < 3 ? 503 : 200).end());
  const { relay, results } = relayTo(url);
  relay.add(Buffer.from('[1]'), 'application/json');
  while (results.length === 0) {
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  expect([got.length, results]).toEqual([3, ['sent']]);
  await relay.close();
});

test('what is never taken is dropped, and the next one is sent', async () => {
  const { url } = await collector((nth, response) => response.writeHead(nth <= 8 ? 500 : 200).end());
  const { relay, results } = relayTo(url);
  relay.add(Buffer.from('[1]'), 'application/json');
  relay.add(Buffer.from('[2]'), 'application/json');
  while (results.length < 2) {
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  expect(results).toEqual(['dropped: the collector answers 500', 'sent']);
  await relay.close();
});

test('what does not fit is dropped', async () => {
  const { url } = await collector((_nth, response) => response.end());
  const { relay, results } = relayTo(url);
  relay.add(Buffer.alloc(600), 'application/json');
  relay.add(Buffer.alloc(600), 'application/json');
  expect(relay.bytes).toBe(600);
  await relay.close();
  expect(results).toEqual(['dropped: the queue is full', 'sent']);
});

test('the end does not wait for a collector that is away', async () => {
  const { relay, results } = relayTo('http://127.0.0.1:1/');
  relay.add(Buffer.from('[1]'), 'application/json');
  await relay.close();
  expect(results[0]).toMatch(/^dropped: /);
});
