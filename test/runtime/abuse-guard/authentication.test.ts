import * as fs from 'node:fs';
import { temporaryFiles } from './support/files';
import { recordedLog } from './support/recorded-log';
import { SourceAuthentication } from '../../../src/runtime/abuse-guard/authentication';

const file = temporaryFiles();
const SECRET = 'Bearer 0123456789abcdef';
const OTHER = 'Bearer fedcba9876543210';
const request = (headers: object): any => ({ headers, socket: {} });

test('who has the secret is let in', () => {
  const source = new SourceAuthentication({ sharedSecretFiles: [file('a', `${SECRET}\n`)] }, recordedLog());
  expect(source.accepts(request({ authorization: SECRET }))).toBe(true);
});

test.each([undefined, '', 'Bearer', `${SECRET} `, SECRET.toLowerCase(), SECRET.slice(0, -1), OTHER, [SECRET]])('fails to let in who sends %p', authorization => {
  const source = new SourceAuthentication({ sharedSecretFiles: [file('a', SECRET)] }, recordedLog());
  expect(source.accepts(request({ authorization }))).toBe(false);
});

test('a secret may be written as the json string that configPatches reads', () => {
  const source = new SourceAuthentication({ sharedSecretFiles: [file('a', JSON.stringify(SECRET))] }, recordedLog());
  expect(source.accepts(request({ authorization: SECRET }))).toBe(true);
  expect(source.accepts(request({ authorization: JSON.stringify(SECRET) }))).toBe(false);
});

test('two secrets are good while one replaces the other', () => {
  const source = new SourceAuthentication({ sharedSecretFiles: [file('a', SECRET), file('b', OTHER)] }, recordedLog());
  expect([SECRET, OTHER].map(authorization => source.accepts(request({ authorization })))).toEqual([true, true]);
});

test('the secret may be in another header', () => {
  const source = new SourceAuthentication({ sharedSecretFiles: [file('a', SECRET)], header: 'x-source' }, recordedLog());
  expect(source.accepts(request({ 'x-source': SECRET }))).toBe(true);
  expect(source.accepts(request({ authorization: SECRET }))).toBe(false);
});

test('a changed file is taken up, and an emptied one leaves all as it was', () => {
  const log = recordedLog();
  const path = file('a', SECRET);
  const source = new SourceAuthentication({ sharedSecretFiles: [path] }, log);
  fs.writeFileSync(path, OTHER);
  source.refresh();
  expect(source.accepts(request({ authorization: OTHER }))).toBe(true);
  fs.writeFileSync(path, '');
  source.refresh();
  source.refresh();
  expect(source.accepts(request({ authorization: OTHER }))).toBe(true);
  expect(source.accepts(request({ authorization: '' }))).toBe(false);
  expect(log.lines).toHaveLength(1);
});

test.each(['', 'short', '\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n', 'Bearer \u0000123456789'])('fails to start with the secret %p', text => {
  expect(() => new SourceAuthentication({ sharedSecretFiles: [file('a', text)] }, recordedLog())).toThrow(/expected a header value of at least 16 printable ones/);
});

test('fails to start without the file', () => {
  expect(() => new SourceAuthentication({ sharedSecretFiles: ['/nowhere'] }, recordedLog())).toThrow(/ENOENT/);
});

test('fails to let in over a connection without a certificate where one is needed', () => {
  const source = new SourceAuthentication({ mtls: { caFile: 'x' } }, recordedLog());
  expect(source.accepts(request({ authorization: SECRET }))).toBe(false);
});
