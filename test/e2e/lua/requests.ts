import * as http from 'node:http';
import { connect } from 'node:net';
import { Received } from './upstream';

/** What authentication has left of a request, between pre-function and post-function. */
export interface Vouched {
  readonly credential?: any;
  readonly consumer?: any;
  /** As the jwt plugin leaves it: `kong.ctx.shared.authenticated_jwt_token`. */
  readonly token?: string;
  /** More of `kong.ctx.shared`. */
  readonly shared?: Record<string, unknown>;
  /** The answer of a plugin that refuses the request there, as authentication or a limiter does. */
  readonly refuses?: { readonly status: number; readonly body: unknown };
}

export interface SentRequest {
  readonly method?: string;
  readonly path?: string;
  /** In this order, as often as given. Host and, for a body, Content-Length are added. */
  readonly headers?: [string, string][];
  readonly body?: string | Buffer;
  readonly vouched?: Vouched;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  /** What the upstream got; nothing, if the gateway has answered. */
  readonly received?: Received;
}

export function sendRequest(port: number, host: string, request: SentRequest, agent: http.Agent): Promise<Answer> {
  const { method = 'GET', path = '/', headers = [], body, vouched = {} } = request;
  const all = [['Host', host], ['X-Harness', Buffer.from(JSON.stringify(vouched)).toString('base64')], ...headers];
  if (body !== undefined) {
    all.push(['Content-Length', String(Buffer.byteLength(body))]);
  }
  return new Promise((resolve, reject) => {
    const sent = http.request({ port, host: '127.0.0.1', agent, method, path, headers: all.flat() as any, setHost: false }, answer => {
      const parts: Buffer[] = [];
      answer.on('data', part => parts.push(part)).once('error', reject).once('end', () => {
        const text = Buffer.concat(parts).toString();
        const own = answer.headers['x-upstream'] === undefined;
        resolve({ status: answer.statusCode!, headers: answer.headers, body: text, received: own ? undefined : JSON.parse(text) });
      });
    });
    sent.once('error', reject).end(body);
  });
}

/** For what an HTTP client would refuse to send. The request must ask for the connection to be closed. */
export function sendBytes(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.setTimeout(10_000, () => socket.destroy(new Error('no end of the answer within 10 s')));
    socket.on('data', part => parts.push(part)).once('error', reject).once('close', () => resolve(Buffer.concat(parts).toString('latin1')));
  });
}
