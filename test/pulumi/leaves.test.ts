import * as pulumi from '@pulumi/pulumi';
import { unknown } from './support';
import { valueOf } from './support-outputs';
import { placeProblem, withOutputs, withValues } from '../../src/pulumi/leaves';
import { Outputs } from '../../src/pulumi/outputs';

const manifest = (data: any, metadata: any = { name: 'map' }) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data });

test('a whole leaf becomes the output itself', () => {
  const outputs = new Outputs();
  const output = pulumi.output('a');
  expect(withOutputs({ leaf: outputs.hold(output, 'a').token.text }, outputs).leaf).toBe(outputs.hold(output, 'a').output);
});

test('a text around outputs becomes one output, which is secret if one of them is', async () => {
  const outputs = new Outputs();
  const [open, secret] = [pulumi.output('a'), pulumi.secret(1)].map(output => outputs.hold(output, 'x').token);
  const { leaf } = withOutputs({ leaf: `${open.text}:${secret.number}` }, outputs);
  expect([await valueOf(leaf), await pulumi.isSecret(leaf)]).toEqual(['a:1', true]);
});

test('what has no output in it stays as it is', () => {
  expect(withOutputs({ a: [1, true, null, 'b'] }, new Outputs())).toEqual({ a: [1, true, null, 'b'] });
});

test('values stand as what they are, and in texts as texts', async () => {
  const outputs = new Outputs();
  const { token } = outputs.hold(pulumi.output(8080), 'port');
  await outputs.settle();
  expect(withValues({ port: token.number, text: `:${token.number}` }, outputs)).toEqual({ port: 8080, text: ':8080' });
});

test('for what is not known the other stand-in stands, in the same form', async () => {
  const outputs = new Outputs();
  const { token } = outputs.hold(unknown(), 'x');
  await outputs.settle();
  expect(withValues({ a: token.number, b: `:${token.number}`, c: `:${token.text}` }, outputs))
    .toEqual({ a: token.other.number, b: `:${token.other.number}`, c: `:${token.other.text}` });
});

const { token: { text, number } } = new Outputs().hold(pulumi.output('x'), 'x');

test.each<[string, any, string]>([
  ['the name of an object', manifest({}, { name: text }), 'metadata.name'],
  ['a namespace', manifest({}, { name: 'map', namespace: `${text}-a` }), 'metadata.namespace'],
  ['the name of an entry', manifest({ [text]: '1' }), `data.${text}`],
  ['a stand-in in capitals', manifest({ a: text.toUpperCase() }), 'data.a'],
  ['a stand-in in a link', manifest({ a: [encodeURIComponent(text)] }), 'data.a[0]'],
  ['arithmetic', manifest({ a: number * 2 }), 'data.a'],
  ['what is no number', manifest({ a: Number(text) }), 'data.a'],
  ['what is too large', manifest({ a: number * 1e30 }), 'data.a'],
  ['the text of an output', manifest({ a: JSON.stringify({ output: pulumi.output('x') }) }), 'data.a'],
])('%s is no place for an output', (_, object, path) => {
  expect(placeProblem(object)?.path).toBe(path);
});

test('whole stand-ins are no problem, nor are numbers that somebody means', () => {
  expect(placeProblem(manifest({ a: text, b: number, c: `${text}:${number}`, d: Number.MAX_SAFE_INTEGER, e: -1 }))).toBeUndefined();
});
