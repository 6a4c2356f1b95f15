import { PassThrough } from 'node:stream';
import { BoundedBodies } from '../../../src/runtime/abuse-guard/bounded-body';

function request(headers: object = {}): PassThrough & { headers: any } {
  return Object.assign(new PassThrough(), { headers });
}

const read = (bodies: BoundedBodies, from: any) => new Promise<any>(resolve => bodies.read(from, resolve));

test('a body is read to its end', async () => {
  const from = request();
  const body = read(new BoundedBodies(10, 100), from);
  from.write('12345');
  from.end('67890');
  expect((await body).toString()).toBe('1234567890');
});

test.each([['says that it is', { 'content-length': '1000' }], ['becomes', {}]])('fails for a body that %s too large, at its end, and holds nothing of it', async (_how, headers) => {
  const bodies = new BoundedBodies(10, 15);
  const from = request(headers);
  const body = read(bodies, from);
  from.write('x'.repeat(999));
  await new Promise(resolve => setImmediate(resolve));
  const other = request();
  const meanwhile = read(bodies, other);
  other.end('1234567890');
  expect((await meanwhile).toString()).toBe('1234567890');
  from.end('x');
  expect(await body).toBe('too large');
});

test('fails for one that is broken off', async () => {
  const from = request();
  const body = read(new BoundedBodies(10, 100), from);
  from.destroy();
  expect(await body).toBe('broken off');
});

test('what is held is bounded, and given back', async () => {
  const bodies = new BoundedBodies(10, 15);
  const first = request();
  const body = read(bodies, first);
  first.write('1234567890');
  await new Promise(resolve => setImmediate(resolve));
  expect(await read(bodies, request({ 'content-length': '6' }))).toBe('no memory');
  first.end();
  await body;
  const next = request({ 'content-length': '6' });
  const after = read(bodies, next);
  next.end('123456');
  expect((await after).toString()).toBe('123456');
});
