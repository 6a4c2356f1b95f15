import { createServer, Server } from 'node:http';
import { guardedListener } from 'gatewarden/runtime';
import { guards, mountedSecrets } from './guards';

/** The same service with nothing but Node. */
export function httpServer(secrets: () => string[]): Server {
  const { identity, bots } = guards(secrets, reason => console.warn('not from the gateway:', reason));
  const guarded = guardedListener((request, response) => {
    const caller = identity.identityOf(request);
    const { pathname } = new URL(request.url!, 'http://orders');
    const [status, answer] = pathname === '/catalogue' ? [200, ['tea', 'coffee']]
      : pathname !== '/v1/orders' ? [404, { message: 'Not Found' }]
        : caller?.userId ? [200, { of: caller.userId, all: caller.roles.includes('clerk') }] : [401, { message: 'Unauthorized' }];
    response.writeHead(status as number, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
  }, identity, bots);

  const server = createServer((request, response) => request.url === '/healthz' ? response.end('ok') : guarded(request, response));
  // No middleware sees the upgrade to a WebSocket.
  server.on('upgrade', (request, socket) => {
    void identity.judge(request).then(refusal => socket.end(refusal ? 'HTTP/1.1 403 Forbidden\r\n\r\n' : 'HTTP/1.1 501 Not Implemented\r\n\r\n'));
  });
  return server;
}

if (require.main === module) {
  httpServer(mountedSecrets()).listen(8080);
}
