import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { blocksOf, run, typeErrors } from './snippets';

const blocks = blocksOf('README.md');
const programs = blocks.filter(block => block.language === 'ts');

test('the programs of the README type-check', () => {
  expect(typeErrors(Object.fromEntries(programs.map(block => [`readme-line-${block.line}.ts`, block.text])))).toEqual([]);
});

test.each(programs.map(block => [block.line, block] as const))('the program of the README at line %i makes the YAML that follows it', (_line, block) => {
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

function documents(text: string): any[] {
  return parseAllDocuments(text).map(document => document.toJS());
}
