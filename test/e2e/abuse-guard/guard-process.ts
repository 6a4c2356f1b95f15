import * as fs from 'node:fs';
import * as http from 'node:http';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { Keeper, Running } from '../peers/keeper';
import { freePorts } from '../peers/ports';
import { eventually } from '../peers/wait';

/** The value of the header by which the guard knows its log source. */
export const SOURCE = 'Bearer of-the-log-source-0123456789';

/** Bundles the guard as it is shipped: one file, nothing beside it. */
export function bundleGuard(folder: string): string {
  const outfile = path.join(folder, 'abuse-guard.js');
  buildSync({ entryPoints: [path.join(__dirname, '../../../src/runtime/abuse-guard/main.ts')], bundle: true, minify: true, platform: 'node', target: 'node20', outfile, logLevel: 'error' });
  return outfile;
}

/** One replica of the guard, a process of its own. */
export class GuardProcess {
  public static async start(keeper: Keeper, bundle: string, config: object): Promise<GuardProcess> {
    const [port, metricsPort] = await freePorts(2);
    const name = `guard-${++GuardProcess.count}`;
    const file = (what: string) => path.join(keeper.folder, `${name}-${what}`);
    fs.writeFileSync(file('source'), SOURCE, { mode: 0o600 });
    fs.writeFileSync(file('config.json'), JSON.stringify({
      listen: { host: '127.0.0.1', port, metricsPort }, authentication: { sharedSecretFiles: [file('source')] }, ...config,
    }));
    const running = await keeper.start({ name, command: process.execPath, args: [bundle], env: { GUARD_CONFIG: file('config.json') } });
    const guard = new GuardProcess(running, port, metricsPort, path.join(keeper.folder, `${name}.log`));
    await eventually('the guard', 20, async () => (await guard.get('/healthz')).status === 200 || undefined, [running]);
    return guard;
  }

  private static count = 0;

  private readonly agent = new http.Agent({ keepAlive: true });

  private constructor(
    public readonly running: Running, private readonly port: number, private readonly metricsPort: number, private readonly logFile: string,
  ) {}

  /** Sends entries as http-log does: several are an array. */
  public send(entries: unknown, headers: object = {}): Promise<{ status: number; body: string }> {
    return this.request(this.port, 'POST', '/logs', { 'Authorization': SOURCE, 'Content-Type': 'application/json', ...headers }, JSON.stringify(entries));
  }

  public get(url: string): Promise<{ status: number; body: string }> {
    return this.request(this.metricsPort, 'GET', url, {});
  }

  public async readiness(): Promise<{ ready: boolean; leader: boolean; problems: string[]; degraded: string[] }> {
    return JSON.parse((await this.get('/readyz')).body);
  }

  public async metric(name: string): Promise<number> {
    const line = (await this.get('/metrics')).body.split('\n').find(text => text.startsWith(`gatewarden_abuse_guard_${name} `));
    return Number(line?.split(' ')[1]);
  }

  /** What it has logged, as objects: a line that is none fails. */
  public logged(): any[] {
    return fs.readFileSync(this.logFile, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line));
  }

  public audits(): any[] {
    return this.logged().filter(({ level }) => level === 'audit');
  }

  public async ready(): Promise<this> {
    await eventually('the guard to be ready', 20, async () => (await this.readiness()).ready || undefined, [this.running]);
    return this;
  }

  public async leading(): Promise<this> {
    await eventually('the guard to lead', 20, async () => (await this.readiness()).leader || undefined, [this.running]);
    return this;
  }

  /** As the kubelet ends a container. */
  public async terminate(): Promise<number | string> {
    process.kill(this.running.pid, 'SIGTERM');
    return this.running.ended;
  }

  /** As the kernel ends one that has no memory. */
  public async kill(): Promise<void> {
    process.kill(this.running.pid, 'SIGKILL');
    await this.running.ended;
  }

  private request(port: number, method: string, url: string, headers: object, body?: string): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port, method, path: url, headers: { ...headers }, agent: this.agent }, response => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => resolve({ status: response.statusCode!, body: Buffer.concat(chunks).toString() }));
      });
      request.once('error', reject);
      request.end(body);
    });
  }
}
