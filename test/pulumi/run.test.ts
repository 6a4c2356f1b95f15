import * as pulumi from '@pulumi/pulumi';
import { unknown } from './support';
import { Held, Outputs } from '../../src/pulumi/outputs';
import { holdsLater, Run } from '../../src/pulumi/run';
import { isToken } from '../../src/values/token';

/** What a step brings in, settled, and the second making of it. */
async function again(outputs: Outputs, held: Held[]): Promise<Run> {
  await outputs.settle();
  const run = new Run(outputs, true);
  run.expect(held);
  return run;
}

test('everything in plain objects and lists is resolved, and anything else is left alone', () => {
  const run = new Run(new Outputs(), false);
  const date = new Date(0);
  const resolved = run.resolve({ hosts: [pulumi.output('a'), 'b'], port: pulumi.output(1), deep: { text: Promise.resolve('c') }, date }, 'SecuredApi a');
  expect([isToken(resolved.hosts[0]), resolved.hosts[1], typeof resolved.port, isToken(resolved.deep.text), resolved.date]).toEqual([true, 'b', 'number', true, date]);
});

test('an output is called by where it is', () => {
  const outputs = new Outputs();
  const { deep } = new Run(outputs, false).resolve({ deep: { text: pulumi.output('a') } }, 'SecuredApi a');
  expect(outputs.propsIn(deep.text)).toEqual(['text of deep of SecuredApi a']);
});

test('the second making has the values', async () => {
  const outputs = new Outputs();
  const output = pulumi.output('a');
  const [, held] = outputs.during(() => new Run(outputs, false).text(output, 'host'));
  expect((await again(outputs, held)).text(output, 'host')).toBe('a');
});

test('an output that a callback makes anew is known by its place', async () => {
  const outputs = new Outputs();
  const [, held] = outputs.during(() => new Run(outputs, false).text(pulumi.output('a'), 'host'));
  expect((await again(outputs, held)).text(pulumi.output('b'), 'host')).toBe('a');
});

test('fails for an output that was not there the first time', async () => {
  const outputs = new Outputs();
  const run = await again(outputs, []);
  expect(() => run.text(pulumi.output('a'), 'host')).toThrow(/host is an output that was not there when the constructs were made first/);
});

test.each<[string, any, string]>([
  ['a number', 1, 'the number 1'],
  ['nothing', undefined, 'nothing'],
])('fails for %s where a text is expected', async (_, value, text) => {
  const outputs = new Outputs();
  const output: any = pulumi.output(value);
  const [, held] = outputs.during(() => new Run(outputs, false).text(output, 'host'));
  const run = await again(outputs, held);
  expect(() => run.text(output, 'host')).toThrow(`host is an output of ${text}: expected a string; change it with apply`);
});

test('what is not known has the other stand-in', async () => {
  const outputs = new Outputs();
  const output = unknown<string>();
  const [first, held] = outputs.during(() => new Run(outputs, false).text(output, 'host'));
  const second = (await again(outputs, held)).text(output, 'host');
  expect([isToken(second), second === first]).toEqual([true, false]);
});

test.each<[string, any, boolean]>([
  ['an output', pulumi.output(1), true],
  ['a promise in a list', [Promise.resolve(1)], true],
  ['an output in an object', { a: { b: pulumi.output(1) } }, true],
  ['a plain object', { a: [1, 'b', null] }, false],
  ['a date', new Date(0), false],
])('whether %s is known later', (_, value, expected) => {
  expect(holdsLater(value)).toBe(expected);
});
