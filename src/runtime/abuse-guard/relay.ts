import * as http from 'node:http';
import * as https from 'node:https';
import { RelayConfig } from './config';
import { readSecret } from './secret-file';

/** How long the other collector may take, in milliseconds. */
const PATIENCE = 10_000;
/** How long a body is tried again; afterwards it is dropped, so that one body cannot hold up the others for ever. */
const TRIES = 8;

interface Waiting {
  readonly body: Buffer;
  readonly contentType: string;
}

/** Sends bodies on to another collector, one after the other. What does not fit into the queue is dropped and counted. */
export class Relay {
  private readonly queue: Waiting[] = [];
  private readonly agent: http.Agent;
  private bytes_ = 0;
  private sending?: Promise<void>;
  private ending = false;
  private wake?: () => void;

  constructor(
    private readonly config: RelayConfig, private readonly onResult: (result: 'sent' | 'dropped', error?: string) => void,
    /** The first pause between tries, in milliseconds; each further one is twice as long. */
    private readonly pause: number = 250,
  ) {
    this.agent = new (config.url.startsWith('https:') ? https : http).Agent({ keepAlive: true, maxSockets: 1 });
  }

  public get bytes(): number {
    return this.bytes_;
  }

  public add(body: Buffer, contentType: string): void {
    if (this.ending || this.bytes_ + body.length > (this.config.queueBytes ?? 0)) {
      this.onResult('dropped', 'the queue is full');
      return;
    }
    this.queue.push({ body, contentType });
    this.bytes_ += body.length;
    this.sending ??= this.sendAll();
  }

  /** Sends what waits, as far as it can be sent at once. */
  public async close(): Promise<void> {
    this.ending = true;
    this.wake?.();
    await this.sending;
    this.agent.destroy();
  }

  private async sendAll(): Promise<void> {
    // So that `sending` is set before it is taken away.
    await Promise.resolve();
    for (let next = this.queue[0]; next !== undefined; next = this.queue[0]) {
      const error = await this.trySend(next);
      this.queue.shift();
      this.bytes_ -= next.body.length;
      this.onResult(error === undefined ? 'sent' : 'dropped', error);
    }
    this.sending = undefined;
  }

  private async trySend(what: Waiting): Promise<string | undefined> {
    for (let tries = 1; ; tries++) {
      const error = await this.send(what).catch(problem => (problem as Error).message);
      if (error === undefined || tries === TRIES || this.ending) {
        return error;
      }
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, this.pause * 2 ** (tries - 1));
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  private send({ body, contentType }: Waiting): Promise<string | undefined> {
    return new Promise((resolve, reject) => {
      const headers = Object.fromEntries(Object.entries(this.config.headerFiles ?? {}).map(([name, file]) => [name, readSecret(file)]));
      const request = (this.config.url.startsWith('https:') ? https : http).request(this.config.url, {
        method: 'POST', agent: this.agent, signal: AbortSignal.timeout(PATIENCE),
        headers: { ...headers, 'Content-Type': contentType, 'Content-Length': body.length },
      }, response => {
        response.resume();
        response.once('error', reject);
        response.once('end', () => resolve(response.statusCode! < 300 ? undefined : `the collector answers ${response.statusCode}`));
      });
      request.once('error', reject);
      request.end(body);
    });
  }
}
