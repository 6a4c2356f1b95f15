import { mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { secretFile } from 'gatewarden/runtime';
import { OTHER_SECRET, SECRET } from './service';
import { longEnough, secretsProblem } from '../../../src/runtime/middleware/secrets';

let folder: string;
let now = 0;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gatewarden-secrets-'));
  now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function file(name: string, text?: string): string {
  const where = path.join(folder, name);
  if (text !== undefined) {
    writeFileSync(where, text);
  }
  return where;
}

test('a file is read as it is: who compares takes the white space off', () => {
  expect(secretFile(file('secret', `${SECRET}\n`))()).toEqual([`${SECRET}\n`]);
});

test('a changed file is read again after a second, and not before', () => {
  const secrets = secretFile(file('secret', SECRET));
  file('secret', OTHER_SECRET);
  now = 999;
  expect(secrets()).toEqual([SECRET]);
  now = 1000;
  expect(secrets()).toEqual([OTHER_SECRET]);
});

test('a link that leads elsewhere, as Kubernetes changes a volume, is followed', () => {
  file('1', SECRET);
  file('2', OTHER_SECRET);
  symlinkSync('1', file('secret'));
  const secrets = secretFile(file('secret'));
  unlinkSync(file('secret'));
  symlinkSync('2', file('secret'));
  now = 1000;
  expect(secrets()).toEqual([OTHER_SECRET]);
});

test('a second file may come and go', () => {
  const secrets = secretFile(file('secret', SECRET), file('next'));
  expect(secrets()).toEqual([SECRET]);
  file('next', OTHER_SECRET);
  now = 1000;
  expect(secrets()).toEqual([SECRET, OTHER_SECRET]);
  unlinkSync(file('secret'));
  now = 2000;
  expect(secrets()).toEqual([OTHER_SECRET]);
});

test('when all files are gone, there is no secret', () => {
  const secrets = secretFile(file('secret', SECRET));
  unlinkSync(file('secret'));
  now = 1000;
  expect(secrets()).toEqual([]);
});

test('a file that can no longer be read is an error at every look, and not the old secret', () => {
  const secrets = secretFile(file('secret', SECRET));
  unlinkSync(file('secret'));
  symlinkSync('.', file('secret'));
  now = 1000;
  expect(secrets).toThrow('EISDIR');
  expect(secrets).toThrow('EISDIR');
});

test('fails at once where no file is there', () => {
  expect(() => secretFile(file('secret'), file('next'))).toThrow(
    `secret file ${file('secret')} or ${file('next')} is not there: expected one that holds the secret of the gateway's proof; mount the Secret at its folder`);
});

test('fails at once for a secret that is too short, and does not tell it', () => {
  expect(() => secretFile(file('secret', '  tooshort-secret \n'))).toThrow(
    `secret file ${file('secret')}: secrets hold one of 15 bytes: expected 16 bytes or more, as the gateway; make a longer one, for instance with 'openssl rand -hex 32'`);
});

test('fails at once where a file cannot be read', () => {
  expect(() => secretFile(folder)).toThrow('EISDIR');
});

test('bytes count, and white space of ASCII around them does not', () => {
  expect(['0123456789abcdef', '0123456789abcde', ' 0123456789abcde\n', 'ääääääää', '\u00a0456789abcdefgh'].map(longEnough)).toEqual([true, false, false, true, true]);
});

test('secrets that are none are a problem', () => {
  expect(secretsProblem([SECRET, undefined as any])).toMatch(/^secrets hold one of type undefined: /);
  expect(secretsProblem([])).toMatch(/^secrets are empty: /);
  expect(secretsProblem([SECRET, OTHER_SECRET])).toBeUndefined();
});
