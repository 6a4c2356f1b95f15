import { ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { Cluster } from './cluster';

/** What the process needs of the emitted objects. */
export interface GuardObjects {
  /** The text of the program. */
  readonly program: string;
  /** The emitted configuration. */
  readonly config: any;
  /** A token of the emitted ServiceAccount. */
  readonly token: string;
}

/** How long a block lasts here, in seconds. The default is an hour. */
export const BLOCK_SECONDS = 10;

/** The program of the guard, run here in the place of its pod: with its configuration, and with the rights of its account only. */
export class GuardProcess {
  public static async start(folder: string, cluster: Cluster, objects: GuardObjects, onLine: (line: any) => void): Promise<GuardProcess> {
    const file = (name: string, text: string): string => {
      fs.writeFileSync(path.join(folder, name), text, { mode: 0o600 });
      return path.join(folder, name);
    };
    const secret = `Bearer ${randomBytes(16).toString('hex')}`;
    const config = file('config.json', JSON.stringify({
      ...objects.config,
      // What differs from a pod: ports and files of this machine, and times that a reader can wait for.
      listen: { host: '127.0.0.1', port: 0, metricsPort: 0 },
      authentication: { sharedSecretFiles: [file('log-secret', JSON.stringify(secret))] },
      kubernetes: { server: cluster.server, tokenFile: file('token', objects.token), caFile: file('ca.crt', cluster.ca) },
      blocks: { seconds: BLOCK_SECONDS, maxSeconds: BLOCK_SECONDS },
      pushSeconds: 0.5,
    }));
    const child = spawn(process.execPath, [file('abuse-guard.js', objects.program)], { env: { GUARD_CONFIG: config }, stdio: ['ignore', 'pipe', 'inherit'] });
    // However this process ends, the other one does not outlive it.
    process.once('exit', () => child.kill());
    const guard = new GuardProcess(child, secret);
    const lines = createInterface({ input: child.stdout! });
    await new Promise<void>((resolve, reject) => {
      child.once('exit', code => reject(new Error(`the abuse guard has ended with ${code}`)));
      lines.on('line', text => {
        const line = JSON.parse(text);
        onLine(line);
        if (line.msg === 'abuse guard serves') {
          guard.port = line.port;
          resolve();
        }
      });
    });
    return guard;
  }

  private port = 0;

  private constructor(private readonly child: ChildProcess, private readonly secret: string) {}

  /** Sends log entries as http-log does. Returns the status. */
  public async post(entries: any[], authorization: string = this.secret): Promise<number> {
    return new Promise((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port: this.port, path: '/logs', method: 'POST', headers: { 'Authorization': authorization, 'Content-Type': 'application/json' } },
        response => { response.resume().once('end', () => resolve(response.statusCode!)); });
      request.once('error', reject).end(JSON.stringify(entries));
    });
  }

  public async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = new Promise(resolve => this.child.once('exit', resolve));
      this.child.kill('SIGTERM');
      await ended;
    }
  }
}
