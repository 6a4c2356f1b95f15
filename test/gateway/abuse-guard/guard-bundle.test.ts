import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { platform } from './support';
import { guardBundle } from '../../../src/gateway/abuse-guard/guard-bundle';

const ROOT = path.join(__dirname, '..', '..', '..');

function fileOf(bytes: number, character: string = 'x'): string {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'bundle-')), 'abuse-guard.js');
  fs.writeFileSync(file, character.repeat(bytes));
  return file;
}

test('the program that is shipped is what the sources make', () => {
  const { outputFiles: [made] } = buildSync({
    absWorkingDir: ROOT, entryPoints: ['src/runtime/abuse-guard/main.ts'], bundle: true, platform: 'node', target: 'node20', minify: true, write: false,
  });
  // The texts are long: whether they are the same is all that matters.
  expect(fs.readFileSync(path.join(ROOT, 'assets', 'abuse-guard.js'), 'utf8') === made.text).toBe(true);
});

test('another program has another hash', () => {
  const [one, other] = [10, 11].map(bytes => guardBundle(platform(), 'kong', {}, fileOf(bytes)).hash);
  expect(one).not.toBe(other);
});

test('fails for a program that is not there', () => {
  expect(() => guardBundle(platform(), 'kong', {}, '/nowhere/abuse-guard.js')).toThrow('the program of the abuse guard is not at /nowhere/abuse-guard.js: expected the file that comes with this package');
});

test('fails for a program that kubectl apply could not keep beside itself', () => {
  expect(() => guardBundle(platform(), 'kong', {}, fileOf(256 * 1024 - 100))).toThrow(/would have 26\d{4} bytes: expected at most 262144, or kubectl apply refuses it/);
});

test.each(['<', '>', '&'])('fails for a program that grows too large in the copy of kubectl, by each %s', character => {
  expect(() => guardBundle(platform(), 'kong', {}, fileOf(50 * 1024, character))).toThrow('expected at most 262144');
});
