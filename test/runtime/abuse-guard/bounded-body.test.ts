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

test('fails for a body that says that it is too large, without reading it', async () => {
  expect(await read(new BoundedBodies(10, 100), request({ 'content-length': '11' }))).toBe('too large');
});

test('fails for a body that becomes too large', async () => {
  const from = request();
  const body = read(new BoundedBodies(10, 100), from);
  from.write('12345678901');
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
