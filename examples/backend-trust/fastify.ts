import fastify, { FastifyInstance } from 'fastify';
import { asFastifyHook } from 'gatewarden/runtime';
import { guards, mountedSecrets } from './guards';

/** The same service with Fastify. */
export function fastifyApp(secrets: () => string[]): FastifyInstance {
  const { identity, bots } = guards(secrets, reason => console.warn('not from the gateway:', reason));
  const app = fastify();
  app.get('/healthz', async () => 'ok');
  // The hooks hold for what is registered here, and not for the health check above.
  void app.register(async guarded => {
    guarded.addHook('onRequest', asFastifyHook(identity));
    guarded.addHook('onRequest', asFastifyHook(bots));

    guarded.get('/v1/orders', async (request, reply) => {
      const caller = identity.identityOf(request);
      if (!caller?.userId) {
        return reply.code(401).send({ message: 'Unauthorized' });
      }
      return { of: caller.userId, all: caller.roles.includes('clerk') };
    });
    guarded.get('/catalogue', async () => ['tea', 'coffee']);
  });
  return app;
}

if (require.main === module) {
  void fastifyApp(mountedSecrets()).listen({ port: 8080, host: '0.0.0.0' });
}
