import { temporaryFiles } from './support/files';
import { readSecret } from '../../../src/runtime/abuse-guard/secret-file';

const file = temporaryFiles();

test('reads a secret without the white space around it', () => {
  expect(readSecret(file('clear', ' hunter2 hunter2\n'))).toBe('hunter2 hunter2');
});

test('reads a secret that is written as JSON, as a config patch of Kong needs it', () => {
  expect(readSecret(file('json', '"hunter2 \\"hunter2"\n'))).toBe('hunter2 "hunter2');
});

test('takes a text that only begins like JSON as it is', () => {
  expect(readSecret(file('half', '"hunter2'))).toBe('"hunter2');
});

test('fails for a file that is not there', () => {
  expect(() => readSecret('/nowhere')).toThrow('ENOENT');
});
