import { ChildProcess, execFileSync, fork } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { SOURCE } from './bodies';
import type { Order, Result } from './load-process';
import { StandInCluster } from './stand-in-cluster';
import { bundleGuard } from '../../test/e2e/abuse-guard/guard-process';
import { newKeeper } from '../../test/e2e/peers/build';
import { Keeper, Running } from '../../test/e2e/peers/keeper';
import { freePorts } from '../../test/e2e/peers/ports';
import { eventually } from '../../test/e2e/peers/wait';

const TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** A server that is measured, a process of its own. */
export interface Server {
  readonly port: number;
  /** Seconds of processor time that it has used, all its threads together. */
  clock(): number;
  /** Bytes of its memory that are resident. */
  resident(): number;
  stop(): Promise<void>;
}

/** The guard counts what it has made of entries. */
export interface Guard extends Server {
  outcomes(): Promise<Record<string, number>>;
}

/** Starts the guard, its peer and the load; what is started ends with it. */
export class Servers {
  public static async open(): Promise<Servers> {
    const keeper = newKeeper();
    return new Servers(keeper, await StandInCluster.start(keeper.folder));
  }

  private readonly load: ChildProcess;
  private count = 0;

  private constructor(private readonly keeper: Keeper, private readonly cluster: StandInCluster) {
    this.load = fork(bundle(keeper.folder, 'load-process'), { execArgv: [] });
  }

  /** @param flags what Node is started with */
  public async guard(limits: object = {}, flags: string[] = []): Promise<Guard> {
    const [port, metricsPort] = await freePorts(2);
    const name = `guard-${++this.count}`;
    const file = (what: string) => path.join(this.keeper.folder, `${name}-${what}`);
    fs.writeFileSync(file('source'), SOURCE, { mode: 0o600 });
    fs.writeFileSync(file('config.json'), JSON.stringify({
      listen: { host: '127.0.0.1', port, metricsPort }, authentication: { sharedSecretFiles: [file('source')] }, limits, ...this.cluster.config(),
    }));
    const running = await this.keeper.start({ name, command: process.execPath, args: [...flags, bundleGuard(this.keeper.folder)], env: { GUARD_CONFIG: file('config.json') } });
    const get = async (url: string) => (await fetch(`http://127.0.0.1:${metricsPort}${url}`)).text();
    await eventually('the guard to lead', 30, async () => JSON.parse(await get('/readyz')).leader || undefined, [running]);
    return {
      ...server(running, port),
      outcomes: async () => Object.fromEntries([...(await get('/metrics')).matchAll(/entries_total\{outcome="(\w+)"\} (\d+)/g)].map(([, outcome, count]) => [outcome, Number(count)])),
    };
  }

  public async peer(flags: string[] = []): Promise<Server> {
    const [port] = await freePorts(1);
    const running = await this.keeper.start({ name: `plain-${++this.count}`, command: process.execPath, args: [...flags, bundle(this.keeper.folder, 'plain-peer'), String(port)] });
    await eventually('the plain server', 30, async () => (await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: '[]' })).ok || undefined, [running]);
    return server(running, port);
  }

  /** Sends a load. @throws when an answer is another than 200 */
  public async send(order: Order): Promise<Result> {
    const result = await new Promise<Result>((resolve, reject) => {
      const gone = () => reject(new Error('the process of the load has ended'));
      this.load.once('exit', gone).once('message', (message: Result) => {
        this.load.off('exit', gone);
        resolve(message);
      });
      this.load.send(order);
    });
    if (result.error !== undefined) {
      throw new Error(result.error);
    }
    return result;
  }

  public async close(): Promise<void> {
    this.load.disconnect();
    await this.cluster.stop();
    await this.keeper.close();
  }
}

function server(running: Running, port: number): Server {
  const proc = (file: string) => fs.readFileSync(`/proc/${running.pid}/${file}`, 'utf8');
  return {
    port,
    clock: () => {
      // The name in parentheses may have blanks; user and system time are the 12th and 13th figure after it.
      const [user, system] = proc('stat').replace(/^.*\) /s, '').split(' ').slice(11, 13).map(Number);
      return (user + system) / TICKS;
    },
    resident: () => Number(/^VmRSS:\s+(\d+) kB$/m.exec(proc('status'))![1]) * 1024,
    stop: () => running.stop(),
  };
}

/** Compiled once: a process that compiles its sources is larger and slower to start. */
function bundle(folder: string, name: string): string {
  const outfile = path.join(folder, `${name}.js`);
  buildSync({ entryPoints: [path.join(__dirname, `${name}.ts`)], outfile, bundle: true, platform: 'node', target: 'node20', logLevel: 'error' });
  return outfile;
}
