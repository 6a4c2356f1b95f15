import { AppView } from './app-view';
import { FinalObject } from './final-object';
import { MANAGED } from './marks';

/** What the objects of an app count on that declares no gateway; nothing if it declares one, or has nothing for a gateway. */
export function assumptionsOf(app: AppView): string[] {
  const [assumed] = app.gateways;
  if (app.gateways.some(gateway => gateway.node.scope) || !app.objects.some(isForGateway)) {
    return [];
  }
  const { controllerVersion: { major, minor }, replicas } = assumed;
  const place = assumed.behindLoadBalancer ? 'behind a load balancer' : 'reached by clients directly';
  return [`${assumed.description}, controller ${major}.${minor}, class ${assumed.ingressClassName}, ${replicas} replica${replicas === 1 ? '' : 's'}, ${place}`];
}

function isForGateway({ source, group, ingressClass, gateway }: FinalObject): boolean {
  return MANAGED in source || group === 'configuration.konghq.com' || ingressClass === gateway.ingressClassName;
}
