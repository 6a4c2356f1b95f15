import * as pulumi from '@pulumi/pulumi';
import { unknown } from './support';
import { differences } from '../../src/pulumi/compare';
import { Held, Outputs } from '../../src/pulumi/outputs';
import { TreeObject } from '../../src/pulumi/tree';

const owner = { name: 'extras' };
const object = (data: any, path: string = 'shop/map'): TreeObject => ({ path, owner, after: [], manifest: { kind: 'ConfigMap', metadata: { name: 'map' }, data } });

async function held(output: pulumi.Output<any>): Promise<{ outputs: Outputs; held: Held }> {
  const outputs = new Outputs();
  const of = outputs.hold(output, 'host of SecuredApi a');
  await outputs.settle();
  return { outputs, held: of };
}

const texts = (made: TreeObject[], remade: TreeObject[], outputs: Outputs) => differences(made, remade, outputs).map(({ text }) => text);

test('an object in which the value stands where its stand-in did is the same', async () => {
  const { outputs, held: { token } } = await held(pulumi.output('a.example.com'));
  expect(texts([object({ url: `https://${token.text}/` })], [object({ url: 'https://a.example.com/' })], outputs)).toEqual([]);
});

test('an object in which a number that is not known stands in a text is the same', async () => {
  const { outputs, held: { token } } = await held(unknown());
  expect(texts([object({ size: `${token.number}m` })], [object({ size: `${token.other.number}m` })], outputs)).toEqual([]);
});

test('what was made outside of a callback, and so with the same stand-in twice, is another one', async () => {
  const { outputs, held: { token } } = await held(unknown());
  const [same] = [object({ host: token.text })];
  expect(texts([same], [same], outputs)).toEqual([expect.stringMatching(/^host of SecuredApi a must be a plain value: data.host/)]);
});

test('a computed leaf is found by its place', async () => {
  const { outputs, held: { token } } = await held(pulumi.output('abc'));
  expect(texts([object({ n: [token.text.length] })], [object({ n: [3] })], outputs)).toEqual([expect.stringContaining('data.n[0] of ConfigMap map is')]);
});

test('an object that is there only with stand-ins, or only with values, is found', async () => {
  const { outputs } = await held(pulumi.output('abc'));
  const text = expect.stringMatching(/^one of host of SecuredApi a must be a plain value: whether ConfigMap map is made depends on it/);
  expect(texts([object({})], [], outputs)).toEqual([text]);
  expect(texts([], [object({})], outputs)).toEqual([text]);
});

test('what is cut off is no half of a stand-in', async () => {
  const { outputs, held: { token } } = await held(unknown());
  const [text] = texts([object({ long: `${'x'.repeat(70)}${token.text}` })], [object({ long: 'y' })], outputs);
  expect(text).not.toMatch(/gatewarden\.out/);
});
