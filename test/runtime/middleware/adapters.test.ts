import * as http from 'node:http';
import * as http2 from 'node:http2';
import { AddressInfo } from 'node:net';
import express from 'express';
import fastify from 'fastify';
import { asFastifyHook, botScore, botScoreOf, gatewayIdentity, guardedListener, identityOf, list, RequestGuard } from 'gatewarden/runtime';
import { proof, SECRET, Service, tells, told } from './service';

const headers = { userId: 'X-User-ID', roles: list('X-User-Roles') } as const;
const identity = gatewayIdentity({ headers, proof: { kind: 'hmac', secrets: [SECRET], toleranceSeconds: 3600 } });
const bots = botScore({ counters: { increment: () => 101 } });

const ALICE: [string, string][] = [['X-User-ID', 'alice'], ['X-User-Roles', 'a,b']];
const PROOF: [string, string] = ['X-Gateway-Proof', proof('GET', '/v1/orders?page=2', { 'x-user-id': 'alice', 'x-user-roles': 'a,b' })];
const FORGED: [string, string] = ['X-Gateway-Proof', proof('GET', '/v1/orders?page=2', { 'x-user-id': 'alice', 'x-user-roles': 'a,b' }, { secret: 'a secret that nobody has' })];
const LINE = 'GET /v1/orders?page=2';

/** The same application in each framework: it tells what it has seen at `/v1/orders`, and answers health checks without a guard. */
const FRAMEWORKS: [string, () => Promise<Service>][] = [
  ['plain http', () => {
    const guarded = guardedListener(tells, identity, bots);
    return Service.start((request, response) => request.url === '/healthz' ? response.end('ok') : guarded(request, response));
  }],
  ['Express', () => {
    const app = express();
    app.get('/healthz', (_, response) => { response.send('ok'); });
    app.use(identity, bots);
    app.use('/v1', express.Router().get('/orders', tells));
    return Service.start(app);
  }],
  ['Express, in a router that is mounted', () => {
    const app = express();
    const router = express.Router();
    router.use(identity);
    router.use(bots);
    router.get('/orders', tells);
    app.get('/healthz', (_, response) => { response.send('ok'); });
    app.use('/v1', router);
    return Service.start(app);
  }],
  ['Fastify', async () => {
    const app = fastify();
    app.get('/healthz', async () => 'ok');
    await app.register(async guarded => {
      guarded.addHook('onRequest', asFastifyHook(identity));
      guarded.addHook('onRequest', asFastifyHook(bots));
      guarded.get('/v1/orders', async (request, reply) => reply.header('X-Seen', 'true').send(told(request.raw)));
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    return Service.of(app.server);
  }],
];

describe.each(FRAMEWORKS)('%s', (_, start) => {
  let service: Service;
  beforeAll(async () => { service = await start(); });
  afterAll(() => service.stop());

  test('lets through what the gateway has proven, with identity and score', async () => {
    const { status, seen } = await service.send(LINE, [...ALICE, PROOF, ['X_Bot_Score', '0.0']]);
    expect(status).toBe(200);
    expect(seen).toMatchObject({ identity: { userId: 'alice', roles: ['a', 'b'] }, headers: { 'x-bot-score': '0.7' } });
    expect(JSON.stringify(seen).toLowerCase()).not.toContain('gateway-proof');
    expect(JSON.stringify(seen)).not.toContain('X_Bot_Score');
  });

  test.each<[string, [string, string][]]>([
    ['no proof', ALICE],
    ['a forged proof', [...ALICE, FORGED]],
    ['another identity', [['X-User-ID', 'admin'], ALICE[1], PROOF]],
    ['an identity twice', [...ALICE, ['x-user-id', 'admin'], PROOF]],
    ['a proof with underscores', [...ALICE, ['X_Gateway_Proof', PROOF[1]]]],
  ])('answers %s with 403', async (_title, sent) => {
    const { status, head, body, seen } = await service.send(LINE, sent);
    expect([status, body, seen]).toEqual([403, '{"message":"Forbidden"}', undefined]);
    expect(head.toLowerCase()).toContain('content-type: application/json; charset=utf-8');
  });

  test('answers bots with 403', async () => {
    expect((await service.send(LINE, [...ALICE, PROOF, ['User-Agent', 'curl']])).status).toBe(403);
  });

  test('serves what is not behind the guard', async () => {
    expect((await service.send('GET /healthz')).body).toContain('ok');
  });
});

test("Express's handlers find the identity on the request, in their own types", async () => {
  const app = express().use(identity).get('/v1/orders', (request, response) => {
    const known: { readonly userId: string | undefined; readonly roles: readonly string[] } | undefined = identity.identityOf(request);
    response.json([known?.userId, (request as any).identity.userId, botScoreOf(request) ?? 'no score']);
  });
  const service = await Service.start(app);
  expect(JSON.parse((await service.send(LINE, [...ALICE, PROOF])).body)).toEqual(['alice', 'alice', 'no score']);
  await service.stop();
});

test("Fastify's handlers find the identity on the request, in their own types", async () => {
  const app = fastify({ rewriteUrl: () => '/rewritten' });
  app.addHook('onRequest', asFastifyHook(identity));
  app.get('/rewritten', async request => [identity.identityOf(request)?.roles, identityOf(request)?.userId, (request as any).identity.userId]);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const service = await Service.of(app.server);
  expect(JSON.parse((await service.send(LINE, [...ALICE, PROOF])).body)).toEqual([['a', 'b'], 'alice', 'alice']);
  await service.stop();
});

test("Fastify's other hooks see a refusal", async () => {
  const app = fastify();
  const seen: number[] = [];
  app.addHook('onRequest', asFastifyHook(identity));
  app.addHook('onRequest', async () => { seen.push(0); });
  app.addHook('onResponse', async (_, reply) => { seen.push(reply.statusCode); });
  app.get('/', async () => 'never');
  const { statusCode } = await app.inject('/');
  expect([statusCode, seen]).toEqual([403, [403]]);
  await app.close();
});

test("Express's error handlers are not asked, and errors of handlers are theirs", async () => {
  const app = express().use(identity).get('/v1/orders', () => { throw new Error('of the handler'); });
  app.use(((error, _request, response, _next) => { response.status(500).send(`caught ${error.message}`); }) as express.ErrorRequestHandler);
  const service = await Service.start(app);
  expect((await service.send(LINE, [...ALICE, PROOF])).body).toContain('caught of the handler');
  expect((await service.send(LINE, ALICE)).status).toBe(403);
  await service.stop();
});

test('a body is still there after the guard', async () => {
  const slow: RequestGuard = botScore({ counters: { increment: () => new Promise(resolve => setImmediate(() => resolve(1))) } });
  const server = http.createServer(guardedListener((request, response) => { request.pipe(response); }, slow)).listen(0, '127.0.0.1');
  const service = await Service.of(server);
  const answer = await fetch(`http://127.0.0.1:${service.port}/`, { method: 'POST', body: 'the body' });
  expect(await answer.text()).toBe('the body');
  await service.stop();
});

test('http2 without TLS works as http', async () => {
  const guarded = guardedListener((request, response) => { response.end(told(request)); }, identity);
  const server = http2.createServer((request, response) => guarded(request as any, response as any)).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const session = http2.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const ask = (sent: Record<string, string>) => new Promise<[number, string]>((resolve, reject) => {
    let [status, body] = [0, ''];
    session.request({ ':path': '/v1/orders?page=2', ...sent })
      .on('response', answer => { status = answer[':status']!; })
      .setEncoding('utf8').on('data', text => { body += text; }).on('end', () => resolve([status, body])).on('error', reject);
  });
  const [status, body] = await ask({ 'x-user-id': 'alice', 'x-user-roles': 'a,b', 'x-gateway-proof': PROOF[1] });
  expect([status, JSON.parse(body).identity, body.includes('gateway-proof')]).toEqual([200, { userId: 'alice', roles: ['a', 'b'] }, false]);
  expect(await ask({ 'x-user-id': 'alice' })).toEqual([403, '{"message":"Forbidden"}']);
  session.close();
  await new Promise(resolve => server.close(resolve));
});

test('guards of a listener are asked in their order, and none after a refusal', async () => {
  const asked: string[] = [];
  const telling = (name: string, refuses: boolean) => Object.assign(() => {}, {
    judge: async () => {
      asked.push(name);
      return refuses ? { status: 403, message: 'Forbidden' } : undefined;
    },
  });
  const service = await Service.start(guardedListener(tells, telling('a', false), telling('b', true), telling('c', false)));
  expect((await service.send('GET /')).status).toBe(403);
  expect(asked).toEqual(['a', 'b']);
  await service.stop();
});

test('fails for a listener without a guard', () => {
  expect(() => guardedListener(tells)).toThrow('guardedListener has no guard: expected at least one; give for instance gatewayIdentity({...})');
});
