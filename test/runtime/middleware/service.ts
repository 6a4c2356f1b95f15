import * as http from 'node:http';
import { AddressInfo, connect } from 'node:net';
import { cameThroughGateway, identityOf } from 'gatewarden/runtime';
import { proofOf } from '../../../src/lua/gateway-proof-format';

export const SECRET = 'correct horse battery staple';
export const OTHER_SECRET = 'the secret that comes after it';

/** What an application has seen of a request. */
export interface Seen {
  readonly headers: Record<string, string>;
  readonly distinct: Record<string, string[]>;
  readonly raw: string[];
  readonly identity?: any;
  readonly believed: boolean;
}

export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
  /** Nothing, if the application has not seen the request. */
  readonly seen?: Seen;
}

/** What an application answers to tell what it has seen. */
export function told(request: http.IncomingMessage): string {
  return JSON.stringify({
    headers: request.headers, distinct: request.headersDistinct, raw: request.rawHeaders, identity: identityOf(request), believed: cameThroughGateway(request),
  });
}

/** An application that tells what it has seen. */
export function tells(request: http.IncomingMessage, response: http.ServerResponse): void {
  response.setHeader('X-Seen', 'true').end(told(request));
}

/** A server that takes requests as they are written, line by line. */
export class Service {
  public static async start(listener: http.RequestListener): Promise<Service> {
    return Service.of(http.createServer(listener));
  }

  /** A server that is not listening yet, or is. */
  public static async of(server: http.Server): Promise<Service> {
    if (!server.listening) {
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    }
    return new Service(server);
  }

  private constructor(private readonly server: http.Server) {}

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Sends these bytes after a request line, as latin1. */
  public async send(requestLine: string, headers: [string, string][] = []): Promise<Answer> {
    const lines = [`${requestLine} HTTP/1.1`, 'Host: service', 'Connection: close', ...headers.map(([name, value]) => `${name}: ${value}`), '', ''];
    const text = await this.bytes(lines.join('\r\n'));
    const [head, ...rest] = text.split('\r\n\r\n');
    const chunked = /^transfer-encoding: chunked/im.test(head);
    const body = chunked ? rest.join('\r\n\r\n').replace(/^[0-9a-f]+\r\n([\s\S]*)\r\n0\r\n\r\n$/, '$1') : rest.join('\r\n\r\n');
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]);
    return { status, head, body, seen: /^x-seen: true/im.test(head) ? JSON.parse(Buffer.from(body, 'latin1').toString()) : undefined };
  }

  public stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise(resolve => this.server.close(() => resolve()));
  }

  private bytes(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const parts: Buffer[] = [];
      const socket = connect(this.port, '127.0.0.1', () => socket.write(text, 'latin1'));
      socket.setTimeout(10_000, () => socket.destroy(new Error('no answer within 10 s')));
      socket.on('data', part => parts.push(part)).once('error', reject).once('close', () => resolve(Buffer.concat(parts).toString('latin1')));
    });
  }
}

/** The proof of a request, made now or some seconds from now, as the gateway makes it. */
export function proof(method: string, target: string, headers: Record<string, string | undefined>, { secret = SECRET, after = 0 } = {}): string {
  return proofOf(secret, Math.floor(Date.now() / 1000) + after, { method, target, headers });
}

/** A request as Node would have parsed it, without a socket. */
export function parsed(headers: [string, string][], more: Partial<http.IncomingMessage> & { originalUrl?: string } = {}): http.IncomingMessage {
  const request = new http.IncomingMessage({ remoteAddress: '127.0.0.1' } as any);
  (request as any)._addHeaderLines(headers.flat(), headers.length * 2);
  return Object.assign(request, { method: 'GET', url: '/' }, more);
}
