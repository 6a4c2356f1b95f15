import { ApiConsumer, ApiKeyCredential } from '../../src';
import { find, synth, testChart } from '../support/app';

test('a key is in a Secret that exists, and nothing is made', () => {
  const chart = testChart();
  new ApiConsumer(chart, 'partner', { credentials: [ApiKeyCredential.fromSecret('partner-key')] });
  const objects = synth(chart);
  expect(objects).toHaveLength(1);
  expect(find(objects, 'KongConsumer', 'partner').credentials).toEqual(['partner-key']);
});

test('fails with a secret whose name is none', () => {
  expect(() => ApiKeyCredential.fromSecret('partner key')).toThrow(new Error(
    "expected an object name of a-z, 0-9, '-' and '.', each part beginning and ending with a letter or digit, got 'partner key'; write it as 'my-object'"));
});
