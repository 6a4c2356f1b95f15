import { IncomingMessage, ServerResponse } from 'node:http';

/** What a request is answered that does not pass. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/**
 * A middleware as Express, Connect and NestJS take it: `app.use(guard)`. Fastify takes `asFastifyHook(guard)`, plain http
 * `guardedListener(listener, guard)`.
 *
 * `next` is called without an error or not at all.
 */
export interface RequestGuard {
  (request: IncomingMessage, response: ServerResponse, next: (error?: any) => void): void;

  /**
   * Does to a request what the middleware does, but leaves the answer to the caller: for frameworks without a way of their own here, and for
   * the `upgrade` of a WebSocket, which no middleware sees. Undefined if the request may pass. Never rejects.
   */
  judge(request: IncomingMessage): Promise<Refusal | undefined>;
}

export const FORBIDDEN: Refusal = { status: 403, message: 'Forbidden' };
export const UNAVAILABLE: Refusal = { status: 503, message: 'Service Unavailable' };

/** The headers of a refusal. */
export const REFUSAL_HEADERS = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' };

/** The body of a refusal, as Kong has it. */
export function refusalBody({ message }: Refusal): string {
  return JSON.stringify({ message });
}

/**
 * A guard that judges so, once per request, however often it is mounted. What the judgement throws refuses the request, and is told as a
 * warning of the process, at most once a minute.
 */
export function requestGuard(judgement: (request: IncomingMessage) => Promise<Refusal | undefined>): RequestGuard {
  const judged = new WeakMap<IncomingMessage, Promise<Refusal | undefined>>();
  const warned = minutely();
  const judge = (request: IncomingMessage) => {
    const verdict = judged.get(request) ?? judgement(request).catch(error => {
      warned(error);
      return FORBIDDEN;
    });
    judged.set(request, verdict);
    return verdict;
  };
  const guard = (request: IncomingMessage, response: ServerResponse, next: (error?: any) => void) => {
    void judge(request).then(refusal => refusal ? refuse(response, refusal) : next());
  };
  return Object.assign(guard, { judge });
}

/** Answers with a refusal. If something has answered before, there is nothing left to say, and the connection ends. */
export function refuse(response: ServerResponse, refusal: Refusal): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = refusalBody(refusal);
  response.writeHead(refusal.status, { ...REFUSAL_HEADERS, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

/** Tells whoever runs the service, by `process.on('warning')` or on stderr, at most once a minute: a failure often comes with every request. */
export function minutely(): (error: unknown) => void {
  let told = -Infinity;
  return error => {
    const now = performance.now();
    if (now - told >= 60_000) {
      told = now;
      warn(error);
    }
  };
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error.stack ?? error.message : String(error), 'GatewardenWarning');
}
