import { asText, list, map, Obj, text } from './objects';
import { World } from './world';

const CONTROLLER = 'konghq.com/kic-gateway-controller';
const PROTOCOL: Record<string, string> = { HTTP: 'http', HTTPS: 'https' };

/** What the listeners of an HTTPRoute's parents give it. */
export interface Attached {
  readonly protocols: string[];
  readonly hostnames: string[];
}

/** The Gateways whose class is the controller's. */
export function ownGateways(world: World): Obj[] {
  return world.ofKind('Gateway').filter(gateway => isOwn(world, gateway));
}

/** Whether a listener ends TLS with a certificate of its own. */
export function acceptsTls(listener: any): boolean {
  return listener?.protocol === 'HTTPS' && (listener.tls?.mode ?? 'Terminate') === 'Terminate' && list(listener.tls?.certificateRefs).length > 0;
}

/** What an HTTPRoute gets from its parents; undefined if no listener takes it, which no event tells. */
export function attach(world: World, route: Obj): Attached | undefined {
  const protocols = new Set<string>();
  const hosts: string[] = [];
  let accepted = false;
  for (const parent of list(route.manifest.spec?.parentRefs)) {
    const gateway = parentOf(world, route, parent);
    const named = gateway ? list(gateway.manifest.spec?.listeners).filter(each => !text(parent?.sectionName) || each?.name === parent.sectionName) : [];
    const ready = named.filter(listener => isReady(world, gateway!, listener) && allows(world, gateway!, listener, route));
    const onPort = ready.filter(listener => typeof parent?.port !== 'number' || listener.port === parent.port);
    if (onPort.some(listener => intersection(route, listener) !== undefined)) {
      accepted = true;
      // A port narrows who is accepted, and not the protocols and names.
      ready.forEach(listener => protocols.add(PROTOCOL[listener.protocol]));
      hosts.push(...ready.flatMap(listener => intersection(route, listener) ?? []));
    }
  }
  return accepted ? { protocols: [...protocols].sort(), hostnames: [...new Set(inOrder(route, hosts))] } : undefined;
}

function isOwn(world: World, gateway: Obj): boolean {
  const gatewayClass = world.get('GatewayClass', '', asText(gateway.manifest.spec?.gatewayClassName ?? ''));
  return gatewayClass?.manifest.spec?.controllerName === CONTROLLER;
}

function parentOf(world: World, route: Obj, parent: any): Obj | undefined {
  if ((parent?.kind ?? 'Gateway') !== 'Gateway') {
    return undefined;
  }
  const gateway = world.get('Gateway', text(parent?.namespace) ?? route.namespace, asText(parent?.name ?? ''));
  return gateway && isOwn(world, gateway) ? gateway : undefined;
}

/** Whether the gateway serves a listener: a port that Kong listens on, and its certificate there. */
function isReady(world: World, gateway: Obj, listener: any): boolean {
  if (!Object.hasOwn(PROTOCOL, listener?.protocol) || !world.options.proxyPorts.includes(listener.port)) {
    return false;
  }
  const [certificate] = listener.protocol === 'HTTPS' ? list(listener.tls?.certificateRefs) : [];
  return !certificate || world.find('Secret', text(certificate.namespace) ?? gateway.namespace, asText(certificate.name ?? '')) !== undefined;
}

function allows(world: World, gateway: Obj, listener: any, route: Obj): boolean {
  const { namespaces, kinds } = map(listener.allowedRoutes);
  if (list(kinds).length > 0 && !list(kinds).some(each => each?.kind === 'HTTPRoute')) {
    return false;
  }
  const from = namespaces?.from ?? 'Same';
  return from === 'All' || (from === 'Same' && route.namespace === gateway.namespace)
    || (from === 'Selector' && selects(namespaces?.selector, world.get('Namespace', '', route.namespace), route.namespace));
}

function selects(selector: any, namespace: Obj | undefined, name: string): boolean {
  const labels: Record<string, string> = { 'kubernetes.io/metadata.name': name, ...namespace?.labels };
  const { matchLabels, matchExpressions } = map(selector);
  return Object.entries(map(matchLabels)).every(([key, value]) => labels[key] === value) && list(matchExpressions).every(expression => {
    const { key, operator, values } = map(expression);
    const has = Object.hasOwn(labels, key);
    return operator === 'Exists' ? has : operator === 'DoesNotExist' ? !has
      : operator === 'In' ? has && list(values).includes(labels[key]) : !has || !list(values).includes(labels[key]);
  });
}

/** The host names that a route has at a listener: the narrower of each pair that meets. Undefined if none does. */
function intersection(route: Obj, listener: any): string[] | undefined {
  const own = text(listener.hostname);
  const names = list(route.manifest.spec?.hostnames).map(asText);
  if (names.length === 0) {
    return own ? [own] : [];
  }
  const found = names.map(name => !own || covers(own, name) ? name : covers(name, own) ? own : undefined).filter(name => name !== undefined);
  return found.length > 0 ? found : undefined;
}

function covers(wide: string, name: string): boolean {
  return wide === name || (wide.startsWith('*.') && name.length >= wide.length && name.endsWith(wide.slice(1)));
}

/** In the order in which the route names them. */
function inOrder(route: Obj, hosts: string[]): string[] {
  const names = list(route.manifest.spec?.hostnames).map(asText);
  return [...names.filter(name => hosts.includes(name)), ...hosts.filter(name => !names.includes(name))];
}
