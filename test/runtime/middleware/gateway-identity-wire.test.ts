import { connect } from 'node:net';
import express from 'express';
import { gatewayIdentity, guardedListener } from 'gatewarden/runtime';
import { proof, SECRET, Service, tells } from './service';

const identity = gatewayIdentity({ headers: { userId: 'X-User-ID' }, proof: { kind: 'hmac', secrets: [SECRET], toleranceSeconds: 600 } });
const ALICE = 'X-User-ID: alice\r\n';
const proven = (target: string) => `${ALICE}X-Gateway-Proof: ${proof('GET', target, { 'x-user-id': 'alice' })}\r\n`;

/** What servers see besides those of the tests of `gatewayIdentity`: the same application with Node alone, and in a router of Express that is mounted twice. */
const SERVERS: [string, () => Promise<Service>][] = [
  ['plain http', () => Service.start(guardedListener(tells, identity))],
  ['Express in a router in a router', () => {
    const router = express.Router().use('/', express.Router().use(identity).use(tells));
    return Service.start(express().use('/v1', router).use(router));
  }],
];

describe.each(SERVERS)('%s', (_name, start) => {
  let service: Service;
  beforeAll(async () => { service = await start(); });
  afterAll(() => service.stop());

  /** Sends bytes as they are, and gives the status of each answer until the server closes, with the user that the application has seen. */
  const answers = (bytes: string) => new Promise<string[]>((resolve, reject) => {
    const parts: Buffer[] = [];
    connect(service.port, '127.0.0.1', function(this: any) { this.write(bytes, 'latin1'); })
      .on('data', part => parts.push(part)).once('error', reject)
      .once('close', () => resolve(Buffer.concat(parts).toString().split(/(?=HTTP\/1\.[01] \d)/)
        .map(text => [/^HTTP\/1\.[01] (\d+)/.exec(text)?.[1], /"identity":\{"userId":"(\w+)"\}/.exec(text)?.[1]].filter(Boolean).join(' '))));
  });
  const request = (line: string, headers: string, close: boolean = true) => `${line}\r\nHost: service\r\n${close ? 'Connection: close\r\n' : ''}${headers}\r\n`;

  test.each<[string, string, string]>([
    ['of HTTP/1.0', 'GET /v1 HTTP/1.0', ALICE],
    ['in absolute form', 'GET http://service/v1 HTTP/1.1', ALICE],
    ['in absolute form with the proof of its path', 'GET http://service/v1 HTTP/1.1', proven('/v1')],
    ['with an encoded slash that the proof has in clear', 'GET /v1%2Forders HTTP/1.1', proven('/v1/orders')],
    ['with an encoded letter that the proof has in clear', 'GET /%761 HTTP/1.1', proven('/v1')],
    ['with an empty query more than the proof', 'GET /v1?& HTTP/1.1', proven('/v1')],
    ['with a slash more than the proof', 'GET //v1 HTTP/1.1', proven('/v1')],
    ['with dots that lead to the path of the proof', 'GET /v2/../v1 HTTP/1.1', proven('/v1')],
    ['with the proof of another method', 'POST /v1 HTTP/1.1', proven('/v1')],
    ['with a method that says that it is another', 'POST /v1 HTTP/1.1', `X-HTTP-Method-Override: GET\r\n${proven('/v1')}`],
    ['whose url a header states', 'GET /v2 HTTP/1.1', `X-Original-URL: /v1\r\nX-Rewrite-URL: /v1\r\n${proven('/v1')}`],
    ['with two proofs', 'GET /v1 HTTP/1.1', `${proven('/v1')}X-Gateway-Proof: x\r\n`],
    ['with an identity in its trailer', 'GET /v1 HTTP/1.1', 'Transfer-Encoding: chunked\r\nTrailer: X-User-ID\r\n\r\n0\r\nX-User-ID: alice\r\n'],
  ])('is not deceived by a request %s', async (_what, line, headers) => {
    expect(await answers(request(line, headers))).toEqual(['403']);
  });

  test.each<[string, string]>([
    ['a header with a blank before its colon', `X-User-ID : alice\r\n${proven('/v1')}`],
    ['a header that goes on in the next line without a name', ` alice\r\n${proven('/v1')}`],
    ['two lengths', `Content-Length: 0\r\nContent-Length: 5\r\n${proven('/v1')}`],
    ['a length and chunks', `Content-Length: 5\r\nTransfer-Encoding: chunked\r\n${proven('/v1')}`],
  ])('gives nobody\'s identity to a request with %s', async (_what, headers) => {
    expect(await answers(`GET /v1 HTTP/1.1\r\n${headers}Host: service\r\nConnection: close\r\n\r\n`)).not.toContain('200 alice');
  });

  test('a header that Connection names is signed and read as any other', async () => {
    expect(await answers(request('GET /v1 HTTP/1.1', `Connection: X-User-ID, close\r\n${proven('/v1')}`, false))).toEqual(['200 alice']);
    expect(await answers(request('GET /v1 HTTP/1.1', `Connection: X-User-ID, close\r\n${ALICE}`, false))).toEqual(['403']);
  });

  test('an upgrade that the server does not make is judged as any other request', async () => {
    const upgrade = 'Connection: Upgrade, close\r\nUpgrade: websocket\r\n';
    expect(await answers(request('GET /v1 HTTP/1.1', upgrade + ALICE, false))).toEqual(['403']);
    expect(await answers(request('GET /v1 HTTP/1.1', upgrade + proven('/v1'), false))).toEqual(['200 alice']);
  });

  test('each request of a connection is believed or not for itself, also when the next one is sent before the answer', async () => {
    const bytes = [proven('/v1'), ALICE, proven('/v1')].map(headers => request('GET /v1 HTTP/1.1', headers, false)).join('') + request('GET /v1 HTTP/1.1', '');
    expect(await answers(bytes)).toEqual(['200 alice', '403', '200 alice', '403']);
  });

  test('a bare question mark, which nginx may drop, makes no other request', async () => {
    expect(await answers(request('GET /v1? HTTP/1.1', proven('/v1')))).toEqual(['200 alice']);
  });

  test('what is proven with an encoded slash and a bare question mark is believed as it is', async () => {
    expect(await answers(request('GET /v1%2Forders? HTTP/1.1', proven('/v1%2Forders?')))).toEqual(['200 alice']);
  });
});
