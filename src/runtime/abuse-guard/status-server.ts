import * as http from 'node:http';
import { AddressInfo } from 'node:net';

/** What readiness says. */
export interface Readiness {
  /** Whether entries are taken in and lead to blocks. */
  readonly ready: boolean;
  readonly leader: boolean;
  /** Why it is not ready. */
  readonly problems: string[];
  /** What does not work, without which it goes on. */
  readonly degraded: string[];
}

/** Serves metrics and the probes, on a port of their own that needs no secret and says none. */
export class StatusServer {
  private readonly server: http.Server;

  constructor(private readonly metrics: () => string, private readonly readiness: () => Readiness) {
    this.server = http.createServer({ headersTimeout: 5_000, requestTimeout: 5_000 }, (request, response) => this.handle(request, response));
    this.server.maxConnections = 100;
  }

  public async listen(port: number, host?: string): Promise<number> {
    await new Promise<void>((resolve, reject) => this.server.once('error', reject).listen(port, host, () => resolve()));
    return (this.server.address() as AddressInfo).port;
  }

  public async close(): Promise<void> {
    const closed = new Promise<void>(resolve => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private handle({ method, url }: http.IncomingMessage, response: http.ServerResponse): void {
    const send = (status: number, type: string, text: string) => {
      response.writeHead(status, { 'Content-Type': type });
      response.end(method === 'HEAD' ? undefined : text);
    };
    if (method !== 'GET' && method !== 'HEAD') {
      send(405, 'text/plain', 'expected GET\n');
    } else if (url === '/metrics') {
      send(200, 'text/plain; version=0.0.4; charset=utf-8', this.metrics());
    } else if (url === '/healthz') {
      send(200, 'text/plain', 'alive\n');
    } else if (url === '/readyz') {
      const readiness = this.readiness();
      send(readiness.ready ? 200 : 503, 'application/json', `${JSON.stringify(readiness)}\n`);
    } else {
      send(404, 'text/plain', 'expected /metrics, /healthz or /readyz\n');
    }
  }
}
