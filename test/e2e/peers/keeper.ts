import { ChildProcess, fork } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** What to start. */
export interface Command {
  /** What it is called in messages. */
  readonly name: string;
  readonly command: string;
  readonly args: string[];
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  /** 0 as usual, up to 19 to leave the processor to others. */
  readonly niceness?: number;
}

type Message = { id: number; started?: number; failed?: string; exited?: number | string; stopped?: boolean };

/** A process that runs, until it ends by itself or the keeper ends it. */
export interface Running {
  readonly pid: number;
  /** Resolves with the exit code or the signal, when it has ended. */
  readonly ended: Promise<number | string>;
  /** The exit code or the signal, once it has ended. */
  exit?: number | string;
  /** The end of what it printed. */
  lastLines(): string;
  stop(): Promise<void>;
}

/** Holds the processes of a test run in a folder of its own, and stops them when the run ends, however it ends; see keeper-process.js. */
export class Keeper {
  private readonly child: ChildProcess;
  private readonly listeners = new Map<number, (message: Message) => void>();
  private next = 0;

  /** @param folder where the processes keep their files; it is removed at the end */
  constructor(public readonly folder: string) {
    fs.mkdirSync(folder, { recursive: true });
    // Detached: Ctrl-C reaches the test run, and the keeper sees it go.
    this.child = fork(path.join(__dirname, 'keeper-process.js'), [folder], { detached: true, stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
    this.child.on('message', (message: Message) => this.listeners.get(message.id)?.(message));
    // What it held has gone with it.
    this.child.once('exit', () => this.listeners.forEach((listener, id) => listener({ id, exited: 'its keeper', failed: 'its keeper is gone' })));
  }

  public start(what: Command): Promise<Running> {
    const log = path.join(this.folder, `${what.name}.log`);
    const lastLines = () => fs.existsSync(log) ? fs.readFileSync(log, 'utf8').trimEnd().split('\n').slice(-20).join('\n') : '';
    return new Promise((resolve, reject) => {
      let running: Running | undefined;
      let noteEnd: (exit: number | string) => void;
      const ended = new Promise<number | string>(r => noteEnd = r);
      const id = this.ask({ start: { ...what, log } }, message => {
        if (running === undefined && message.failed !== undefined) {
          reject(new Error(`${what.name} could not be started: ${message.failed}`));
        } else if (message.started !== undefined) {
          running = { pid: message.started, ended, lastLines, stop: () => this.stop(id) };
          resolve(running);
        } else if (message.exited !== undefined && running!.exit === undefined) {
          running!.exit = message.exited;
          noteEnd(message.exited);
        }
      });
    });
  }

  /** Stops everything, and resolves when it is gone, the folder too. */
  public async close(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = new Promise(resolve => this.child.once('exit', resolve));
      this.child.disconnect();
      await gone;
    }
  }

  private stop(id: number): Promise<void> {
    return new Promise(resolve => this.ask({ stop: id }, () => resolve()));
  }

  private ask(message: object, listener: (answer: Message) => void): number {
    const id = this.next++;
    this.listeners.set(id, listener);
    this.child.send({ id, ...message });
    return id;
  }
}
