import express, { Express } from 'express';
import { guards, mountedSecrets } from './guards';

/** The service with Express. */
export function expressApp(secrets: () => string[]): Express {
  const { identity, bots } = guards(secrets, reason => console.warn('not from the gateway:', reason));
  const app = express();
  // Before the guards: the kubelet comes without the gateway.
  app.get('/healthz', (_, response) => { response.send('ok'); });
  // Before all that reads or changes a request.
  app.use(identity, bots);

  app.get('/v1/orders', (request, response) => {
    const caller = identity.identityOf(request);
    if (!caller?.userId) {
      response.status(401).json({ message: 'Unauthorized' });
      return;
    }
    response.json({ of: caller.userId, all: caller.roles.includes('clerk') });
  });
  app.get('/catalogue', (_, response) => { response.json(['tea', 'coffee']); });
  return app;
}

if (require.main === module) {
  expressApp(mountedSecrets()).listen(8080);
}
