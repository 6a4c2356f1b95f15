import * as pulumi from '@pulumi/pulumi';
import { isOutputText } from '../../src/pulumi/output-text';

const text = `${pulumi.output('x')}`;

test.each<[string, string]>([
  ['a template', `a ${text}`],
  ['JSON', JSON.stringify({ a: pulumi.output('x') })],
  ['capitals', text.toUpperCase()],
  ['a link', `https://example.com/?q=${encodeURIComponent(text)}`],
  ['base64', Buffer.from(text).toString('base64')],
  ['base64 after one byte', Buffer.from(`a${text}`).toString('base64')],
  ['base64 after two bytes', Buffer.from(`ab${text}`).toString('base64')],
])('it is found in %s', (_, found) => {
  expect(isOutputText(found)).toBe(true);
});

test('a text about calling is an ordinary one', () => {
  expect(isOutputText('calling the API takes a token')).toBe(false);
});
