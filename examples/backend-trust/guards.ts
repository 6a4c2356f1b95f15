import * as path from 'node:path';
import { botScore, cameThroughGateway, gatewayIdentity, GatewayIdentityOptions, secretFile } from 'gatewarden/runtime';
import { IDENTITY, SECRET_FOLDER } from './contract';

/** The secret of the gateway's proof, and the next one while there is one. */
export function mountedSecrets(folder: string = SECRET_FOLDER): () => string[] {
  return secretFile(path.join(folder, 'secret'), path.join(folder, 'next'));
}

/** What stands before the handlers, in either framework, in this order. */
export function guards(secrets: () => string[], onRefused?: GatewayIdentityOptions<typeof IDENTITY>['onRefused']) {
  const identity = gatewayIdentity({ headers: IDENTITY, proof: { kind: 'hmac', secrets }, onRefused });
  const bots = botScore({
    // The peer is the gateway. It says who its own peer is, which counts only where it has proven itself.
    address: request => cameThroughGateway(request) ? request.headers['x-real-ip'] as string | undefined : request.socket.remoteAddress,
  });
  return { identity, bots };
}
