import { blocksOf } from './snippets';
import { proofOf, provenText } from '../../src/lua/gateway-proof-format';

const marked = (mark: string) => blocksOf('docs/gateway-proof.md').find(block => block.mark === mark)!.text;
const [line, ...fields] = marked('request').split('\n');
const [method, target] = line.split(' ');
const { 'X-Gateway-Proof': proof, ...given } = Object.fromEntries(fields.map(field => field.split(': ')));
const REQUEST = { method, target, headers: { 'X-User-Email': undefined, ...given } };

test('the text of the example is what is signed', () => {
  expect(provenText(1_700_000_000, REQUEST)).toBe(marked('signed'));
});

test('the proof of the example is what the secret makes of it', () => {
  expect(proofOf('0123456789abcdef0123456789abcdef', 1_700_000_000, REQUEST)).toBe(proof);
});
