import { IncomingMessage, ServerResponse } from 'node:http';
import { identityOf } from './gateway-identity';
import { refusalBody, REFUSAL_HEADERS, refuse, RequestGuard } from './request-guard';

/** What a hook uses of Fastify's request. */
export interface FastifyRequestLike {
  readonly raw: IncomingMessage;
}

/** What a hook uses of Fastify's reply. */
export interface FastifyReplyLike {
  code(status: number): unknown;
  headers(values: Record<string, string>): unknown;
  send(body: string): unknown;
}

/**
 * A guard as a hook of Fastify: `app.addHook('onRequest', asFastifyHook(guard))`. Added before others, so that none sees a request first.
 * The identity is then `identityOf(request)`, and `request.identity` in JavaScript. A refusal goes through Fastify's reply, so that its
 * other hooks see it.
 */
export function asFastifyHook(guard: RequestGuard): (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown> {
  return async (request, reply) => {
    const refusal = await guard.judge(request.raw);
    if (refusal) {
      reply.code(refusal.status);
      reply.headers(REFUSAL_HEADERS);
      return reply.send(refusalBody(refusal));
    }
    Object.assign(request, { identity: identityOf(request) });
    return undefined;
  };
}

/** A listener for `http.createServer` that sees only what all guards let pass; they are asked in this order. */
export function guardedListener(
  listener: (request: IncomingMessage, response: ServerResponse) => void,
  ...guards: RequestGuard[]
): (request: IncomingMessage, response: ServerResponse) => void {
  if (guards.length === 0) {
    throw new Error('guardedListener has no guard: expected at least one; give for instance gatewayIdentity({...})');
  }
  return (request, response) => {
    void guards.reduce(
      async (before, guard) => await before ?? guard.judge(request),
      Promise.resolve(undefined) as ReturnType<RequestGuard['judge']>,
    ).then(refusal => refusal ? refuse(response, refusal) : listener(request, response));
  };
}
