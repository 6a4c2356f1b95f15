import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Authority } from './support/certificates';
import { entry } from './support/entries';
import { temporaryFiles } from './support/files';
import { HOSTILE_ENTRIES } from './support/hostile-entries';
import { ManualClock } from './support/manual-clock';
import { READINGS } from './support/readings';
import { recordedLog } from './support/recorded-log';
import { ask } from './support/requests';
import { settings } from './support/settings';
import { SourceAuthentication } from '../../../src/runtime/abuse-guard/authentication';
import { ClientAddresses } from '../../../src/runtime/abuse-guard/client-addresses';
import { EntryScorer } from '../../../src/runtime/abuse-guard/entry-scorer';
import { GuardMetrics } from '../../../src/runtime/abuse-guard/guard-metrics';
import { Intake } from '../../../src/runtime/abuse-guard/intake';
import { Pending } from '../../../src/runtime/abuse-guard/pending';

const file = temporaryFiles();
const SECRET = 'Bearer 0123456789abcdef';
const HEADERS = { 'Authorization': SECRET, 'Content-Type': 'application/json' };
const open: Intake[] = [];

afterEach(() => Promise.all(open.splice(0).map(intake => intake.close())));

async function serve(change: Record<string, any> = {}) {
  const given = settings({
    listen: { port: 0, metricsPort: 0, host: '127.0.0.1', ...change.tls && { tls: change.tls } },
    authentication: change.authentication ?? { sharedSecretFiles: [file('source', SECRET)] },
    limits: { bodyBytes: 100_000, queueEntries: 50, ...change.limits },
  });
  const pending = new Pending(given.limits.queueEntries);
  const log = recordedLog();
  const metrics = new GuardMetrics(READINGS);
  const accepted: string[] = [];
  const known: (string | undefined)[] = [];
  const intake = new Intake({
    settings: given, authentication: new SourceAuthentication(given.authentication, log), metrics, log, full: () => pending.full,
    scorer: new EntryScorer(given.scoring, new ClientAddresses(given), pending, new ManualClock(), () => false),
    accepted: (body, type) => accepted.push(`${type} ${body.length}`), known: address => known.push(address), patience: change.patience,
  });
  open.push(intake);
  const port = await intake.listen();
  const post = (body: string | Buffer, headers: object = {}, options: object = {}) => ask(port, { method: 'POST', path: '/logs', headers: { ...HEADERS, ...headers }, ...options }, body);
  return { intake, port, post, pending, metrics, accepted, known };
}

test('a single entry is counted', async () => {
  const { post, pending, accepted } = await serve();
  const answer = await post(JSON.stringify(entry(401, '203.0.113.9')));
  expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { counted: 1, harmless: 0, exempt: 0, blocked: 0, invalid: 0 }]);
  expect(pending.events).toBe(1);
  expect(accepted).toHaveLength(1);
});

test('the address of a peer is told once it has proven to be the gateway, and not before', async () => {
  const { post, known } = await serve();
  await post('[]', { Authorization: 'Bearer fedcba9876543210' });
  expect(known).toEqual([]);
  await post('[]');
  expect(known).toEqual(['127.0.0.1']);
});

test('so is each of a batch, and none of the bad ones among them is in the way', async () => {
  const { post, metrics, pending } = await serve();
  const hostile = HOSTILE_ENTRIES.filter(({ name }) => !/megabyte|thousand/.test(name));
  const answer = await post(JSON.stringify([...hostile.map(({ value }) => value), entry(401, '198.51.100.7')]));
  const of = (outcome: string) => hostile.filter(one => one.outcome === outcome).length;
  expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { counted: of('counted') + 1, harmless: of('harmless'), exempt: of('exempt'), blocked: 0, invalid: of('invalid') }]);
  expect(metrics.entries.get({ outcome: 'invalid' })).toBe(of('invalid'));
  expect(pending.take().map(({ client }) => client)).toEqual(['203.0.113.9', '198.51.100.7']);
});

test.each<[string, string | Buffer, object, object, number, string]>([
  ['without the secret', '[]', { Authorization: '' }, {}, 401, 'unauthenticated'],
  ['with another secret', '[]', { Authorization: 'Bearer fedcba9876543210' }, {}, 401, 'unauthenticated'],
  ['without the secret for another path', '[]', { Authorization: '' }, { path: '/metrics' }, 401, 'unauthenticated'],
  ['for another path', '[]', {}, { path: '/logs/../logs' }, 404, 'other'],
  ['with a query', '[]', {}, { path: '/logs?x' }, 404, 'other'],
  ['by GET', '', {}, { method: 'GET' }, 405, 'other'],
  ['in another type', '[]', { 'Content-Type': 'text/plain' }, {}, 415, 'media_type'],
  ['in another charset', '[]', { 'Content-Type': 'application/json; charset=utf-16' }, {}, 415, 'media_type'],
  ['compressed', gzipSync('[]'), { 'Content-Encoding': 'gzip' }, {}, 415, 'media_type'],
  ['that is empty', '', {}, {}, 400, 'malformed'],
  ['that is cut off', '[{"client_ip":"203', {}, {}, 400, 'malformed'],
  ['with two documents', '{}{}', {}, {}, 400, 'malformed'],
  ['that is no json', 'client_ip=203.0.113.9', {}, {}, 400, 'malformed'],
  ['of nothing but brackets', '['.repeat(99_999), {}, {}, 400, 'malformed'],
])('fails to take a body %s', async (_name, body, headers, options, status, reason) => {
  const { post, metrics, pending, accepted } = await serve();
  expect((await post(body, headers, options)).status).toBe(status);
  expect(metrics.refused.get({ reason })).toBe(1);
  expect([pending.events, accepted.length]).toEqual([0, 0]);
});

test.each(['{}', 'null', '7', '"text"', '[]', '[[],[[]],null]', '['.repeat(20_000) + ']'.repeat(20_000), '{"response":{"status":401},"client_ip":"203.0.113.9","__proto__":{"response":1}}'])('%.40s is json without a sound entry, or with one, and is answered 200', async body => {
  const { post } = await serve();
  expect((await post(body)).status).toBe(200);
});

test('bytes that are no utf-8, which a client can bring into an entry, do not lose it', async () => {
  const { post } = await serve();
  const text = JSON.stringify(entry(401, '203.0.113.9', { headers: { 'user-agent': 'XX' } }));
  const body = Buffer.from(text);
  body.fill(0xff, body.indexOf('XX'), body.indexOf('XX') + 2);
  expect(JSON.parse((await post(body)).body)).toMatchObject({ counted: 1 });
});

test('a body of too many bytes is lost, and not sent again and again in the way of others', async () => {
  const { post, metrics, pending, accepted } = await serve();
  const answer = await post(Buffer.alloc(1_000_001, ' '));
  expect([answer.status, answer.body]).toEqual([200, '{"lost":"the body has more than 100000 bytes"}']);
  expect(metrics.refused.get({ reason: 'too_large' })).toBe(1);
  expect([pending.events, accepted.length]).toEqual([0, 0]);
});

test('a body in chunks is bounded as well', async () => {
  const { port, metrics } = await serve();
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`POST /logs HTTP/1.1\r\nHost: x\r\nAuthorization: ${SECRET}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`);
      for (let i = 0; i < 3; i++) {
        socket.write(`${(50_000).toString(16)}\r\n${' '.repeat(50_000)}\r\n`);
      }
      socket.write('0\r\n\r\n');
    });
    socket.once('data', data => resolve(data.toString()));
    socket.once('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1.1 200 [^]*"lost"/);
  expect(metrics.refused.get({ reason: 'too_large' })).toBe(1);
});

test('when the queue is full it asks to send again', async () => {
  const { post, metrics, pending } = await serve({ limits: { queueEntries: 2 } });
  await post(JSON.stringify([1, 2, 3].map(() => entry(401, '203.0.113.9'))));
  const answer = await post(JSON.stringify(entry(401, '203.0.113.9')));
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
  expect(metrics.shed.get({ reason: 'queue' })).toBe(1);
  pending.take();
  expect((await post(JSON.stringify(entry(401, '203.0.113.9')))).status).toBe(200);
});

test('when too much is in memory it asks to send again', async () => {
  const { port, post, metrics } = await serve();
  const sockets = Array.from({ length: 8 }, () => connect(port, '127.0.0.1', function(this: any) {
    this.write(`POST /logs HTTP/1.1\r\nHost: x\r\nAuthorization: ${SECRET}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n${' '.repeat(99_000)}`);
  }));
  let status = 200;
  for (let i = 0; i < 100 && status === 200; i++) {
    status = (await post(JSON.stringify('x'.repeat(20_000)))).status;
  }
  expect(status).toBe(503);
  expect(metrics.shed.get({ reason: 'memory' })).toBe(1);
  sockets.forEach(socket => socket.destroy());
  for (let i = 0; i < 100 && status !== 200; i++) {
    status = (await post(JSON.stringify('x'.repeat(20_000)))).status;
  }
  expect(status).toBe(200);
});

test('what is no http is cut off, and the next one is served', async () => {
  const { port, post } = await serve();
  await new Promise<void>(resolve => {
    const socket = connect(port, '127.0.0.1', () => socket.write('\x16\x03\x01\x00\xa5\x01\x00\x00'));
    socket.once('close', () => resolve());
  });
  expect((await post('[]')).status).toBe(200);
});

test.each([
  ['its headers', 'POST /logs HTTP/1.1\r\nHost: x\r\n'],
  ['its body', `POST /logs HTTP/1.1\r\nHost: x\r\nAuthorization: ${SECRET}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n[`],
])('a client that does not end %s is cut off', async (_what, beginning) => {
  const { port, accepted } = await serve({ patience: { headers: 50, request: 100 } });
  await new Promise<void>(resolve => {
    const socket = connect(port, '127.0.0.1', () => socket.write(beginning));
    socket.on('error', () => undefined);
    socket.resume().once('close', () => resolve());
  });
  expect(accepted).toEqual([]);
});

describe('over tls with client certificates', () => {
  const authority = new Authority();
  const server = authority.issue('guard');
  const tls = { certFile: file('server.pem', server.cert), keyFile: file('server.key', server.key) };
  const mtls = { caFile: file('ca.pem', authority.cert), subjectNames: ['kong.example.com'] };
  const options = (client?: object) => ({ protocol: 'https:', ca: authority.cert, ...client });

  test('a client of the authority with the name is let in, and another name is not', async () => {
    const { post } = await serve({ tls, authentication: { mtls } });
    expect((await post('[]', {}, options(authority.issue('gateway', 'kong.example.com')))).status).toBe(200);
    expect((await post('[]', {}, options(authority.issue('kong.example.com')))).status).toBe(200);
    expect((await post('[]', {}, options(authority.issue('other')))).status).toBe(401);
  });

  test('fails for a client without a certificate, or with one of another authority', async () => {
    const { post } = await serve({ tls, authentication: { mtls } });
    await expect(post('[]', {}, options())).rejects.toThrow();
    await expect(post('[]', {}, options(new Authority('other').issue('gateway', 'kong.example.com')))).rejects.toThrow();
  });

  test('a secret is needed besides if there is one', async () => {
    const { post } = await serve({ tls, authentication: { mtls, sharedSecretFiles: [file('source', SECRET)] } });
    const certificate = authority.issue('gateway', 'kong.example.com');
    expect((await post('[]', { Authorization: '' }, options(certificate))).status).toBe(401);
    expect((await post('[]', {}, options(certificate))).status).toBe(200);
  });

  test('a renewed certificate is taken up', async () => {
    const { post, intake } = await serve({ tls });
    expect((await post('[]', {}, options())).status).toBe(200);
    const other = new Authority('next');
    const renewed = other.issue('guard');
    file('server.pem', renewed.cert);
    file('server.key', renewed.key);
    intake.refresh();
    expect((await post('[]', {}, { protocol: 'https:', ca: other.cert })).status).toBe(200);
    file('server.pem', 'nonsense');
    intake.refresh();
    expect((await post('[]', {}, { protocol: 'https:', ca: other.cert })).status).toBe(200);
  });
});
