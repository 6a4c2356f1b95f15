import * as pulumi from '@pulumi/pulumi';
import { NEVER, quiet, Readers } from '../../src/pulumi/readers';

const slot = { name: 'api' };
const object = (name: string) => ({ path: name, owner: slot, after: [], manifest: { kind: 'Ingress', metadata: { name } } });

test('who waits for the objects of a component is told those, in order', async () => {
  const readers = new Readers();
  const waiting = readers.of(slot);
  readers.tell([object('a'), { ...object('b'), owner: { name: 'other' } }, object('c')]);
  expect((await waiting).map(({ metadata }) => metadata.name)).toEqual(['a', 'c']);
});

test('who comes later is told the same', async () => {
  const readers = new Readers();
  void readers.of(slot);
  readers.tell([object('a')]);
  readers.tell([object('a')]);
  expect(await readers.of(slot)).toHaveLength(1);
});

test('fails for objects that come after a component was told of', () => {
  const readers = new Readers();
  void readers.of(slot);
  readers.tell([object('a')]);
  expect(() => readers.tell([object('a'), object('b')])).toThrow(/component 'api' has other objects than when its outputs were read, Ingress a,Ingress b and not Ingress a/);
});

test('who waits for a program that fails is told so', async () => {
  const readers = new Readers();
  const waiting = readers.of(slot);
  readers.fail(new Error('refused'), false);
  await expect(waiting).rejects.toThrow('refused');
});

test('who waits while the engine is told of the error gets what nobody knows', async () => {
  const readers = new Readers();
  const waiting = readers.of(slot);
  readers.fail(new Error('refused'), true);
  expect(await waiting).toBe(NEVER);
});

test('an output that fails and that nobody asks for says nothing', async () => {
  const unhandled = jest.fn();
  process.on('unhandledRejection', unhandled);
  quiet(pulumi.output(Promise.resolve().then(() => { throw new Error('refused'); })));
  await new Promise(resolve => setTimeout(resolve, 20));
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});
