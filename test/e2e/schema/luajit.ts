import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { SchemaProgram } from '../../../src/lua/schema/compile';
import { JSON_DECODER } from '../../../src/lua/schema/json-decoder';
import { JsonSchemaDraft } from '../../../src/values';

/** A schema, compiled, and the documents to judge by it. */
export interface Batch {
  readonly lua: string;
  readonly index: number;
  readonly docs: readonly (string | Buffer)[];
  /** How deep a document may be nested. */
  readonly depth?: number;
  /** How often a reference may be followed. */
  readonly steps?: number;
}

/** @throws what is wrong with the schema */
export function compiled(schema: unknown, draft: JsonSchemaDraft): { lua: string; index: number } {
  const program = new SchemaProgram();
  const index = program.add(schema, draft, 'body');
  return { lua: `${JSON_DECODER}\n${program.source()}`, index };
}

/** What LuaJIT says of each document of each batch: `accepted`, `refused RULE WHERE`, `undecodable WHY` or `error WHY`. One process does all. */
export function judged(batches: readonly Batch[]): string[][] {
  const input = batches.map(({ docs, ...rest }) => `${JSON.stringify({ ...rest, docs: docs.map(doc => Buffer.from(doc as string).toString('hex')) })}\n`).join('');
  const lines = luajit([path.join(__dirname, 'runner.lua')], input).split('\n');
  return batches.map(({ docs }) => lines.splice(0, docs.length));
}

/** Runs LuaJIT. */
export function luajit(args: string[], input: string = ''): string {
  const { status, stdout, stderr, error } = spawnSync('luajit', args, { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (error || status !== 0) {
    throw new Error(`luajit failed: ${stderr || error?.message}; it is needed with its modules cjson and rex_pcre2, on Debian: apt-get install luajit lua-cjson lua-rex-pcre2`);
  }
  return stdout;
}
