import { FinalObject, list, map } from './final-object';
import { Rule } from './rule';

/** A rule about addresses sees those of the clients. */
export const UNTRUSTED_CLIENT_ADDRESS: Rule = {
  id: 'untrusted-client-address',
  why: 'behind a load balancer every client has the address of the balancer, unless kong is told to believe its word about the client',
  check: app => app.pluginObjects()
    .filter(({ gateway }) => gateway.behindLoadBalancer && gateway.trustedProxies.length === 0)
    .flatMap(object => {
      const effect = effectOf(object);
      return effect === undefined ? [] : [{
        at: object.source,
        message: `${effect}: the gateway is behind a load balancer and trusts no proxy, so every client has the balancer's address; set trustedProxies of the gateway, or behindLoadBalancer: false if clients reach it directly, or acknowledge it`,
      }];
    }),
};

function effectOf({ manifest }: FinalObject): string | undefined {
  const config = map(manifest.config);
  if (manifest.plugin === 'ip-restriction') {
    return list(config.allow).length > 0 ? 'ip-restriction lets in all clients or none'
      : list(config.deny).length > 0 ? 'ip-restriction denies nobody, or everybody' : undefined;
  }
  const by = manifest.plugin === 'rate-limiting' ? config.limit_by : manifest.plugin === 'rate-limiting-advanced' ? config.identifier : undefined;
  return by === 'ip' ? `${manifest.plugin} by ip is one limit for all clients together` : undefined;
}
