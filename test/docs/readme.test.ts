import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { settled } from 'gatewarden/pulumi';
import * as runtime from 'gatewarden/runtime';
import { parseAllDocuments } from 'yaml';
import { blocksOf, run, typeErrors } from './snippets';
import { objectsIn, startProgram } from '../pulumi/support';

const blocks = blocksOf('README.md');
const programs = blocks.filter(block => block.language === 'ts');
const apps = programs.filter(block => block.mark === undefined);
const only = (mark: string) => programs.find(block => block.mark === mark)!.text;

test('the programs of the README type-check', () => {
  expect(typeErrors(Object.fromEntries(programs.map(block => [`readme-line-${block.line}.ts`, block.text])))).toEqual([]);
});

test.each(apps.map(block => [block.line, block] as const))('the program of the README at line %i makes the YAML that follows it', (_line, block) => {
  const outdir = mkdtempSync(path.join(tmpdir(), 'gatewarden-readme-'));
  process.env.CDK8S_OUTDIR = outdir;
  try {
    run(block.text);
  } finally {
    delete process.env.CDK8S_OUTDIR;
  }
  const made = readdirSync(outdir).flatMap(file => documents(readFileSync(path.join(outdir, file), 'utf8')));
  const next = blocks[blocks.indexOf(block) + 1];
  if (next?.mark === 'output') {
    expect(made).toEqual(expect.arrayContaining(documents(next.text)));
  }
  expect(made.length).toBeGreaterThan(0);
});

test('the program for Pulumi registers an API, and has its address as an output', async () => {
  const seen = await startProgram();
  const { url } = run(only('pulumi'));
  await settled();
  expect(objectsIn(seen).map(({ type }) => type.split(':').at(-1))).toEqual(expect.arrayContaining(['Service', 'KongPlugin', 'Certificate', 'Ingress']));
  expect(await new Promise(resolve => url.apply(resolve))).toBe('https://api.example.com');
});

test('the service refuses what did not come through the gateway', async () => {
  const { app } = run(only('service'), { 'gatewarden/runtime': { ...runtime, secretFile: () => () => ['0123456789abcdef'] } });
  const server = app.listen(0);
  try {
    expect((await fetch(`http://127.0.0.1:${server.address().port}/v1/me`, { headers: { 'X-User-ID': 'admin' } })).status).toBe(403);
  } finally {
    server.close();
  }
});

function documents(text: string): any[] {
  return parseAllDocuments(text).map(document => document.toJS());
}
