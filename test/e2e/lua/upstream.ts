import * as http from 'node:http';
import { AddressInfo } from 'node:net';

/** A request as the upstream got it. */
export interface Received {
  readonly method: string;
  readonly url: string;
  /** Names as they were written, in order, as often as they were sent. */
  readonly headers: [string, string][];
  readonly body: string;
}

/** A backend that answers with what it has received. */
export class Upstream {
  public static async start(): Promise<Upstream> {
    const upstream = new Upstream();
    await new Promise((resolve, reject) => upstream.server.once('error', reject).listen(0, '127.0.0.1', () => resolve(undefined)));
    return upstream;
  }

  /** Headers of its answers. */
  public headers: Record<string, string | string[]> = {};

  private readonly server = http.createServer({ maxHeaderSize: 128 * 1024, keepAlive: true }, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', part => parts.push(part)).once('end', () => {
      const received: Received = {
        method: request.method!, url: request.url!, headers: pairsOf(request.rawHeaders), body: Buffer.concat(parts).toString(),
      };
      response.writeHead(200, { 'Content-Type': 'application/json', 'X-Upstream': 'true', ...this.headers });
      response.end(JSON.stringify(received));
    });
  });

  private constructor() {}

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  public stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise(resolve => this.server.close(() => resolve()));
  }
}

function pairsOf(raw: string[]): [string, string][] {
  return Array.from({ length: raw.length / 2 }, (_, i) => [raw[2 * i], raw[2 * i + 1]]);
}
