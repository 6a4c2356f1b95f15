import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

/** A fenced block of a Markdown file. */
export interface Block {
  /** The word behind the fence: `ts`, `yaml`, `text`, `sh`. */
  readonly language: string;
  readonly text: string;
  /** The line of the fence, for messages. */
  readonly line: number;
  /** The HTML comment on the line before the fence, if there is one. */
  readonly mark?: string;
}

const ROOT = path.join(__dirname, '..', '..');

/** The fenced blocks of a Markdown file of the project, in order. */
export function blocksOf(file: string): Block[] {
  const blocks: Block[] = [];
  let open: Omit<Block, 'text'> & { lines: string[] } | undefined;
  let before = '';
  readFileSync(path.join(ROOT, file), 'utf8').split('\n').forEach((line, index) => {
    const fence = /^```(\w*)/.exec(line);
    if (open && fence) {
      const { lines, ...block } = open;
      blocks.push({ ...block, text: lines.join('\n') });
      open = undefined;
    } else if (fence) {
      open = { language: fence[1], lines: [], line: index + 1, mark: /^<!-- (.*) -->$/.exec(before)?.[1] };
    } else {
      open?.lines.push(line);
    }
    before = line;
  });
  return blocks;
}

/** Runs a program as a user's TypeScript would run, with files looked for among the fixtures; gives what it exports. Packages may be given. */
export function run(program: string, packages: Record<string, unknown> = {}): Record<string, any> {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const { outputText } = ts.transpileModule(program, { compilerOptions });
  const module = { exports: {} as Record<string, any> };
  const fixtures = path.join(ROOT, 'test', 'fixtures');
  const local = (name: string) => name === 'node:fs'
    ? { ...jest.requireActual('node:fs'), readFileSync: (file: string, encoding: any) => readFileSync(path.join(fixtures, file), encoding) }
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    : packages[name] ?? require(name);
  new Function('require', 'module', 'exports', outputText)(local, module, module.exports);
  return module.exports;
}

/** What the compiler has against programs, each a file of its own; `gatewarden` is the sources. */
export function typeErrors(programs: Record<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true, noEmit: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16,
    skipLibCheck: true, stripInternal: true, types: ['node'], paths: { 'gatewarden': [path.join(ROOT, 'src', 'index.ts')], 'gatewarden/*': [path.join(ROOT, 'src', '*', 'index.ts')] },
  };
  const files = new Map(Object.entries(programs).map(([name, text]) => [path.join(ROOT, 'test', 'docs', name), text]));
  const host = ts.createCompilerHost(options);
  const [readFile, fileExists] = [host.readFile.bind(host), host.fileExists.bind(host)];
  host.readFile = file => files.get(file) ?? readFile(file);
  host.fileExists = file => files.has(file) || fileExists(file);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (file, version, ...rest) => files.has(file)
    ? ts.createSourceFile(file, files.get(file)!, version) : getSourceFile(file, version, ...rest);
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap(file => ts.getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map(d => `${path.basename(file)}: ${ts.flattenDiagnosticMessageText(d.messageText, '\n')}`));
}
