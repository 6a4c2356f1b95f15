import { findPort } from './backends';
import { BackendDraft, ServiceDraft } from './draft';
import { Events } from './events';
import { KongTarget, KongUpstream } from './kong-config';
import { asText, byText, list, map, Obj } from './objects';
import { applyUpstreamPolicy } from './upstream-policy';
import { World } from './world';

/** The upstream of a Kong service, with its targets; the port of the Kong service is set on the way. */
export function upstreamOf(world: World, draft: ServiceDraft, events: Events): KongUpstream {
  const { service, backends, parent } = draft;
  const upstream: KongUpstream = { name: service.host, algorithm: 'round-robin', ...service.tags && { tags: service.tags } };
  const targets = new Map<string, KongTarget>();
  for (const backend of backends) {
    const object = draft.services.find(each => each.namespace === backend.namespace && each.name === backend.name);
    if (!object) {
      events.add(`can't add target for backend ${backend.name}: no kubernetes service found`, parent);
      continue;
    }
    const port = findPort(object, backend);
    if (typeof port === 'string') {
      events.add(`can't find port for backend kubernetes service: ${port}`, object, parent);
      continue;
    }
    service.port = port.number;
    for (const target of weighted(addresses(world, object, port), backend)) {
      targets.has(target.target) || targets.set(target.target, target);
    }
  }
  if (targets.size > 0) {
    upstream.targets = [...targets.values()].sort((a, b) => byText(b.target, a.target));
  }
  for (const object of draft.services) {
    const host = object.annotations['konghq.com/host-header'];
    if (host) {
      upstream.host_header = host;
    }
    applyUpstreamPolicy(world, upstream, object, events);
  }
  return upstream;
}

/** A backend's weight is divided among its endpoints; none gets nothing, unless the backend does. */
function weighted(found: string[], { weight }: BackendDraft): KongTarget[] {
  if (weight === undefined) {
    return found.map(target => ({ target }));
  }
  const share = weight === 0 ? 0 : Math.max(1, Math.floor(weight / Math.max(1, found.length)));
  return found.map(target => ({ target, weight: share }));
}

function addresses(world: World, service: Obj, port: { readonly number: number; readonly name: string }): string[] {
  const { spec } = service.manifest;
  if (spec?.type === 'ExternalName') {
    return [`${asText(spec.externalName)}:${port.number}`];
  }
  if (service.annotations['ingress.kubernetes.io/service-upstream'] === 'true' || serviceUpstream(world)) {
    return [`${service.name}.${service.namespace}.svc:${port.number}`];
  }
  const found = new Set<string>();
  for (const { manifest } of world.slicesOf(service)) {
    for (const slicePort of list(manifest.ports).filter(each => (each?.name ?? '') === port.name && typeof each?.port === 'number')) {
      for (const endpoint of list(manifest.endpoints).filter(each => map(each?.conditions).ready !== false)) {
        list(endpoint?.addresses).map(asText).forEach(address => found.add(`${address.includes(':') ? `[${address}]` : address}:${slicePort.port}`));
      }
    }
  }
  return [...found];
}

/** Whether the parameters of the class send everything to the Services' own addresses. */
function serviceUpstream(world: World): boolean {
  const parameters = world.get('IngressClass', '', world.options.ingressClassName)?.manifest.spec?.parameters;
  const found = parameters?.kind === 'IngressClassParameters' && world.get('IngressClassParameters', parameters.namespace ?? '', parameters.name ?? '');
  return found ? found.manifest.spec?.serviceUpstream === true : false;
}
