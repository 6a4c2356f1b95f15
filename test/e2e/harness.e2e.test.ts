import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { built, cachedFile, cacheFolder, newKeeper } from './peers/build';
import { Keeper } from './peers/keeper';
import { freePorts } from './peers/ports';
import { Tool } from './peers/tools';
import { eventually } from './peers/wait';

const ROOT = path.join(__dirname, '..', '..');
const environment = { ...process.env };
let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'harness-'));
  process.env.GATEWARDEN_PEERS = path.join(folder, 'cache');
});

afterEach(() => {
  process.env = { ...environment };
  fs.rmSync(folder, { recursive: true, force: true });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('what a run has started', () => {
  /** A run of its own with a peer that has a child, and both their process ids. */
  async function run(end: string): Promise<{ readonly itself: ChildProcess; readonly pids: number[] }> {
    const peer = 'console.log(process.pid, require(\'node:child_process\').spawn(process.execPath, [\'-e\', \'setInterval(() => {}, 1000)\']).pid); setInterval(() => {}, 1000)';
    const code = `
      const { Keeper } = require('./test/e2e/peers/keeper');
      const keeper = new Keeper(${JSON.stringify(path.join(folder, 'run'))});
      keeper.start({ name: 'peer', command: process.execPath, args: ['-e', ${JSON.stringify(peer)}] }).then(async running => {
        while (!running.lastLines()) await new Promise(resolve => setTimeout(resolve, 50));
        console.log(running.lastLines());
        ${end}
      });`;
    const itself = spawn(process.execPath, ['-r', 'ts-node/register/transpile-only', '-e', code], {
      cwd: ROOT, env: { ...process.env, TS_NODE_PROJECT: 'test/tsconfig.json' }, stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = await once(itself.stdout!, 'data');
    return { itself, pids: String(line).trim().split(' ').map(Number) };
  }

  async function expectNothingLeft(pids: number[]): Promise<void> {
    expect(pids).toHaveLength(2);
    await eventually('the peer to be gone', 20, async () => pids.some(isRunning) ? undefined : true);
    await eventually('its files to be gone', 10, async () => fs.existsSync(path.join(folder, 'run')) ? undefined : true);
  }

  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('is gone after %s', async signal => {
    const { itself, pids } = await run('');
    expect(pids.map(isRunning)).toEqual([true, true]);
    itself.kill(signal);
    await expectNothingLeft(pids);
  });

  test('is gone after a crash', async () => {
    const { pids } = await run('setTimeout(() => { throw new Error("crash"); })');
    await expectNothingLeft(pids);
  });

  test('is gone when the run has closed its keeper', async () => {
    const { pids } = await run('await keeper.close();');
    await expectNothingLeft(pids);
  });
});

describe('a peer', () => {
  let keeper: Keeper;
  beforeEach(() => {
    keeper = newKeeper();
  });
  afterEach(() => keeper.close());

  test('fails for a program that is not there', async () => {
    await expect(keeper.start({ name: 'peer', command: '/nowhere/peer', args: [] })).rejects.toThrow('peer could not be started: spawn /nowhere/peer ENOENT');
  });

  test('fails with its last words when it ends instead of becoming ready', async () => {
    const peer = await keeper.start({ name: 'peer', command: process.execPath, args: ['-e', 'console.log("no disk"); process.exit(3)'] });
    await expect(eventually('the peer', 30, async () => undefined, [peer])).rejects.toThrow('waiting for the peer: a peer ended with 3\nno disk');
  });

  test('gets ports that nobody else has', async () => {
    expect(new Set(await freePorts(20)).size).toBe(20);
  });
});

describe('a tool', () => {
  let keeper: Keeper;
  beforeEach(() => {
    keeper = newKeeper();
  });
  afterEach(() => keeper.close());

  function tool(main: string, version = 'v1.0.0'): Tool {
    const source = path.join(folder, 'source');
    fs.mkdirSync(source, { recursive: true });
    fs.writeFileSync(path.join(source, 'go.mod'), 'module example.test/tool\n\ngo 1.24.0\n');
    fs.writeFileSync(path.join(source, 'main.go'), `package main\n\n${main}\n`);
    return { name: 'tool', folder: source, version, package: '.' };
  }

  const inCache = () => fs.readdirSync(cacheFolder()).filter(name => !name.startsWith('run-'));

  test('is built once, and anew for another version or source', async () => {
    const first = await built(tool('func main() {}'), keeper);
    const made = fs.statSync(first).mtimeMs;
    expect(await built(tool('func main() {}'), keeper)).toBe(first);
    expect(fs.statSync(first).mtimeMs).toBe(made);
    await built(tool('func main() {}', 'v1.0.1'), keeper);
    await built(tool('func main() { println() }'), keeper);
    expect(inCache()).toHaveLength(3);
  });

  test('fails with what the compiler says, and leaves nothing', async () => {
    await expect(built(tool('func main() { nothing() }'), keeper)).rejects.toThrow(/tool v1\.0\.0 could not be built: go build ended with 1\n[^]*undefined: nothing/);
    expect(inCache()).toEqual([]);
  });

  test('leaves nothing when its build is interrupted', async () => {
    const building = built(tool('func main() {}'), keeper);
    const refused = expect(building).rejects.toThrow('could not be built: go build ended with its keeper');
    await eventually('the build', 10, async () => fs.existsSync(path.join(keeper.folder, 'build-tool.log')) || undefined);
    await Promise.all([refused, keeper.close()]);
    expect(fs.readdirSync(cacheFolder())).toEqual([]);
  });

  test('fails without go, and says what is needed', async () => {
    process.env.PATH = folder;
    await expect(built(tool('func main() {}'), keeper)).rejects.toThrow(/tool v1\.0\.0 is not in .*cache and must be built, and go was not found on the PATH: the tests with real peers need Go 1\.26 or newer/);
  });

  test('fails with an old go, and says which it is', async () => {
    fs.writeFileSync(path.join(folder, 'go'), '#!/bin/sh\necho go1.22.5\n', { mode: 0o755 });
    process.env.PATH = `${folder}:${process.env.PATH}`;
    await expect(built(tool('func main() {}'), keeper)).rejects.toThrow('the go on the PATH is go1.22.5');
  });

  test('has a name of its own for each version', () => {
    expect(path.basename(cachedFile(tool('func main() {}')))).toMatch(/^tool-v1\.0\.0-[0-9a-f]{12}$/);
  });
});
