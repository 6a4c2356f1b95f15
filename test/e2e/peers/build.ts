import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { checkGo, moduleSources } from './go';
import { Keeper } from './keeper';
import { Tool } from './tools';

/** How often a long build tells that it goes on, in milliseconds. */
const PROGRESS = 15_000;

/** Where what was built is kept: outside of the checkout, one for all checkouts. */
export function cacheFolder(): string {
  return path.resolve(process.env.GATEWARDEN_PEERS || path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'gatewarden', 'peers'));
}

/** A keeper with a folder in the cache, where nothing is ever looked for, so that what is half built is never found. */
export function newKeeper(): Keeper {
  fs.mkdirSync(cacheFolder(), { recursive: true });
  return new Keeper(fs.mkdtempSync(path.join(cacheFolder(), 'run-')));
}

/** The file of a tool in the cache. What goes into the program is part of its name, so another version is another file. */
export function cachedFile(tool: Tool): string {
  const hash = createHash('sha256');
  for (const file of fs.readdirSync(tool.folder).sort()) {
    hash.update(`${file}\0`).update(fs.readFileSync(path.join(tool.folder, file))).update('\0');
  }
  hash.update(JSON.stringify([tool.package, flagsOf(tool), process.platform, process.arch, ...tool.embedded ?? []]));
  return path.join(cacheFolder(), `${tool.name}-${tool.version}-${hash.digest('hex').slice(0, 12)}`);
}

/** The path of a tool, which is built first if it is not in the cache. */
export async function built(tool: Tool, keeper: Keeper): Promise<string> {
  const file = cachedFile(tool);
  if (!fs.existsSync(file)) {
    await build(tool, file, keeper);
  }
  return file;
}

async function build(tool: Tool, file: string, keeper: Keeper): Promise<void> {
  checkGo(`${tool.name} ${tool.version} is not in ${cacheFolder()} and must be built`);
  const half = path.join(keeper.folder, tool.name);
  const began = Date.now();
  const tell = (what: string) => progress(`${tool.name} ${tool.version}: ${what} after ${Math.round((Date.now() - began) / 1000)} s`);
  progress(`${tool.name} ${tool.version}: building into ${cacheFolder()}; this may take minutes, and is done once`);
  const timer = setInterval(() => tell('still building'), PROGRESS);
  try {
    const go = await keeper.start({
      name: `build-${tool.name}`,
      command: 'go',
      args: ['build', '-p', '2', ...flagsOf(tool), '-o', half, tool.package],
      cwd: sourcesOf(tool, keeper),
      env: { GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local', GOWORK: 'off', GOTMPDIR: keeper.folder },
      // A person may go on working meanwhile.
      niceness: 10,
    });
    const exit = await go.ended;
    if (exit !== 0) {
      throw new Error(`${tool.name} ${tool.version} could not be built: go build ended with ${exit}\n${go.lastLines()}`);
    }
  } finally {
    clearInterval(timer);
  }
  fs.renameSync(half, file);
  tell('built');
}

/** The folder to build in: with what is embedded it is a copy, so that nothing is written where the module files are. */
function sourcesOf(tool: Tool, keeper: Keeper): string {
  if (!tool.embedded) {
    return tool.folder;
  }
  const folder = fs.mkdtempSync(path.join(keeper.folder, `source-${tool.name}-`));
  fs.cpSync(tool.folder, folder, { recursive: true });
  for (const { file, module, version, source, set } of tool.embedded) {
    const content = JSON.parse(fs.readFileSync(path.join(moduleSources(tool.folder, { [module]: version })[module], source), 'utf8'));
    fs.writeFileSync(path.join(folder, file), JSON.stringify({ ...content, ...set }));
  }
  return folder;
}

function flagsOf(tool: Tool): string[] {
  const variables = Object.entries(tool.variables ?? {}).map(([name, value]) => ` -X ${name}=${value}`);
  return ['-trimpath', '-buildvcs=false', `-ldflags=-s -w${variables.join('')}`];
}

/** Written past jest, which would keep it until the test has ended. */
function progress(line: string): void {
  fs.writeSync(2, `${line}\n`);
}
