import * as fs from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { AddressInfo } from 'node:net';
import { SourceAuthentication } from './authentication';
import { BoundedBodies } from './bounded-body';
import { Settings } from './config';
import { EntryScorer, Outcome, OUTCOMES } from './entry-scorer';
import { GuardMetrics, REFUSALS, SHED } from './guard-metrics';
import { Log } from './log';

const JSON_TYPE = /^application\/json(\s*;\s*charset\s*=\s*"?utf-8"?)?\s*$/i;
/** How many bodies of the largest size may be in memory at once. */
const BODIES = 8;

export interface IntakeParts {
  readonly settings: Pick<Settings, 'listen' | 'limits' | 'authentication'>;
  readonly authentication: SourceAuthentication;
  readonly scorer: EntryScorer;
  readonly metrics: GuardMetrics;
  readonly log: Log;
  /** Whether there is room for more events. */
  readonly full: () => boolean;
  /** Gets each body that was taken in. */
  readonly accepted: (body: Buffer, contentType: string) => void;
  /** Gets the address of each peer that has proven to be the gateway. */
  readonly known?: (address: string | undefined) => void;
  /** How long a client may take for its headers and for all of a request, in milliseconds. `@default 5000, 15000` */
  readonly patience?: { readonly headers: number; readonly request: number };
}

/**
 * The server that takes the entries of http-log. It answers 200 once a body is counted, whatever its entries are, or lost since it is too
 * large; 503 asks the gateway to send it again; anything else is about the request as a whole.
 */
export class Intake {
  private readonly server: http.Server | https.Server;
  private readonly bodies: BoundedBodies;
  private stopping = false;

  constructor(private readonly parts: IntakeParts) {
    const { listen, limits, authentication } = parts.settings;
    const { headers, request: whole } = parts.patience ?? { headers: 5_000, request: 15_000 };
    this.bodies = new BoundedBodies(limits.bodyBytes, BODIES * limits.bodyBytes);
    const timeouts = { headersTimeout: headers, requestTimeout: whole, connectionsCheckingInterval: Math.min(1_000, headers), maxHeaderSize: 16_384 };
    const handler = (request: http.IncomingMessage, response: http.ServerResponse) => this.handle(request, response);
    this.server = listen.tls
      ? https.createServer({ ...timeouts, ...certificates(parts.settings), minVersion: 'TLSv1.2', requestCert: !!authentication.mtls, rejectUnauthorized: !!authentication.mtls }, handler)
      : http.createServer(timeouts, handler);
    // Kong keeps a connection for 60 s by default: the one who closes first must not be this side.
    this.server.keepAliveTimeout = 65_000;
    this.server.maxConnections = limits.connections;
    this.server.on('clientError', (_error, socket) => socket.destroy());
  }

  public async listen(): Promise<number> {
    const { port, host } = this.parts.settings.listen;
    await new Promise<void>((resolve, reject) => this.server.once('error', reject).listen(port, host, () => resolve()));
    return (this.server.address() as AddressInfo).port;
  }

  /** Takes up changed certificates. */
  public refresh(): void {
    if (this.server instanceof https.Server) {
      try {
        this.server.setSecureContext(certificates(this.parts.settings));
      } catch (error) {
        this.parts.log.error('the certificate stays as it was', { error: (error as Error).message });
      }
    }
  }

  /** Takes in nothing more, and ends when what has begun is answered. */
  public async close(): Promise<void> {
    this.stopping = true;
    const closed = new Promise<void>(resolve => this.server.close(() => resolve()));
    this.server.closeIdleConnections();
    const timer = setTimeout(() => this.server.closeAllConnections(), 3_000);
    await closed;
    clearTimeout(timer);
  }

  private handle(request: http.IncomingMessage, response: http.ServerResponse): void {
    const refusal = this.refusal(request);
    if (refusal) {
      refuse(response, ...refusal);
      return;
    }
    this.bodies.read(request, body => {
      if (body === 'too large') {
        // Kong sends a body that was refused again and again for a minute, and nothing else meanwhile: this one would never be taken, and a
        // client that fills entries would keep all others away.
        this.parts.metrics.refused.add(1, { reason: 'too_large' });
        answer(response, 200, { lost: `the body has more than ${this.parts.settings.limits.bodyBytes} bytes` });
      } else if (body === 'no memory') {
        refuse(response, ...this.shed('memory'));
      } else if (body !== 'broken off') {
        this.take(body, request.headers['content-type']!, response);
      }
    });
  }

  /** What is said against a request before its body is read. */
  private refusal(request: http.IncomingMessage): [number, string] | undefined {
    const { authentication, full } = this.parts;
    if (!authentication.accepts(request)) {
      return this.refused('unauthenticated', 401, 'the source is not known');
    }
    this.parts.known?.(request.socket.remoteAddress);
    if (request.url !== '/logs') {
      return this.refused('other', 404, 'expected POST /logs');
    }
    if (request.method !== 'POST') {
      return this.refused('other', 405, 'expected POST /logs');
    }
    if (request.headers['content-encoding'] !== undefined) {
      return this.refused('media_type', 415, 'expected a body without content-encoding');
    }
    if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) {
      return this.refused('media_type', 415, 'expected application/json');
    }
    return this.stopping ? this.shed('stopping') : full() ? this.shed('queue') : undefined;
  }

  private take(body: Buffer, contentType: string, response: http.ServerResponse): void {
    let entries: unknown;
    try {
      entries = JSON.parse(body.toString('utf8'));
    } catch {
      refuse(response, ...this.refused('malformed', 400, 'the body is no json'));
      return;
    }
    const counts = new Map<Outcome, number>();
    for (const entry of Array.isArray(entries) ? entries : [entries]) {
      const outcome = this.parts.scorer.observe(entry);
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
    counts.forEach((count, outcome) => this.parts.metrics.entries.add(count, { outcome }));
    this.parts.accepted(body, contentType);
    answer(response, 200, Object.fromEntries(OUTCOMES.map(outcome => [outcome, counts.get(outcome) ?? 0])));
  }

  private refused(reason: typeof REFUSALS[number], status: number, error: string): [number, string] {
    this.parts.metrics.refused.add(1, { reason });
    return [status, error];
  }

  private shed(reason: typeof SHED[number]): [number, string] {
    this.parts.metrics.shed.add(1, { reason });
    return [503, 'no room now'];
  }
}

/** Nothing more is read of what is refused, so the connection cannot be used again. */
function refuse(response: http.ServerResponse, status: number, error: string): void {
  response.setHeader('Connection', 'close');
  if (status === 503) {
    response.setHeader('Retry-After', '1');
  }
  if (status === 405) {
    response.setHeader('Allow', 'POST');
  }
  answer(response, status, { error });
}

function answer(response: http.ServerResponse, status: number, content: object): void {
  const text = JSON.stringify(content);
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}

function certificates({ listen, authentication }: IntakeParts['settings']): { cert: Buffer; key: Buffer; ca?: Buffer } {
  const { certFile, keyFile } = listen.tls!;
  return { cert: fs.readFileSync(certFile), key: fs.readFileSync(keyFile), ...authentication.mtls && { ca: fs.readFileSync(authentication.mtls.caFile) } };
}
