import * as pulumi from '@pulumi/pulumi';
import { unknown } from './support';
import { Outputs } from '../../src/pulumi/outputs';

test('one output has one stand-in, and all properties that it was given to', () => {
  const outputs = new Outputs();
  const output = pulumi.output('a');
  const [first, second] = [outputs.hold(output, 'host of a'), outputs.hold(output, 'host of b')];
  expect(second).toBe(first);
  expect(outputs.propsIn(`x ${first.token.text}`)).toEqual(['host of a', 'host of b']);
});

test('both stand-ins of an output are read as its property', () => {
  const outputs = new Outputs();
  const { token } = outputs.hold(pulumi.output('a'), 'host of a');
  expect(outputs.readable(`${token.text} ${token.other.text}`)).toBe('<output: host of a> <output: host of a>');
});

test('what a step brings in is listed, and what was there before is not', () => {
  const outputs = new Outputs();
  const [old, fresh] = [pulumi.output('a'), pulumi.output('b')];
  outputs.hold(old, 'a');
  const [, held] = outputs.during(() => [outputs.hold(old, 'b'), outputs.hold(fresh, 'b')]);
  expect(held.map(({ output }) => output)).toEqual([outputs.hold(fresh, 'b').output]);
});

test('what is not settled is waited for, by its properties', async () => {
  const outputs = new Outputs();
  outputs.hold(pulumi.output('a'), 'host of a');
  expect(outputs.openProps()).toEqual(['host of a']);
  await outputs.settle();
  expect(outputs.openProps()).toEqual([]);
});

test('constructs are made again with what is known, and with the other stand-in for the rest', async () => {
  const outputs = new Outputs();
  const [known, later] = [outputs.hold(pulumi.output('a'), 'a'), outputs.hold(unknown(), 'b')];
  await outputs.settle();
  expect(outputs.againOf(known)).toEqual({ known: true, value: 'a' });
  expect(outputs.againOf(later)).toEqual({ known: false, standIn: later.token.other });
});

test('a secret is hidden as if it were not known, for as long as it is said', async () => {
  const outputs = new Outputs();
  const held = outputs.hold(pulumi.secret('a'), 'a');
  await outputs.settle();
  expect(outputs.hidingSecrets(() => [outputs.againOf(held).known, outputs.secrets().size])).toEqual([false, 0]);
  expect([outputs.againOf(held).known, [...outputs.secrets()]]).toEqual([true, ['a']]);
});

test('no secret is in a readable text', async () => {
  const outputs = new Outputs();
  outputs.hold(pulumi.secret('s3cret'), 'a');
  await outputs.settle();
  expect(outputs.readable('it is s3cret')).toBe('it is [secret]');
});

test('fails for a stand-in of another program', () => {
  const { token } = new Outputs().hold(pulumi.output('a'), 'a');
  expect(() => new Outputs().at(token.index)).toThrow(/an output of another program: expected outputs of this one/);
});
