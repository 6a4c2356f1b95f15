import { ServiceDraft } from './draft';
import { Events } from './events';
import { byText, keyOf, list, Obj } from './objects';
import { tagsOf, UNKNOWN_TAGS } from './tags';
import { World } from './world';

/** The port of a Service that a backend means. */
export interface FoundPort {
  readonly number: number;
  /** Its name in EndpointSlices. */
  readonly name: string;
}

/** Finds the Services behind a Kong service and what follows from them: tags, port, and whether they agree. */
export function resolveBackends(world: World, draft: ServiceDraft, events: Events): void {
  const { backends, service, parent } = draft;
  const found: Obj[] = [];
  for (const { namespace, name } of backends) {
    const object = world.find('Service', namespace, name);
    if (object) {
      found.push(object);
    } else {
      const key = keyOf(namespace, name);
      events.add(`failed to resolve Kubernetes Service for backend: failed to fetch Service ${key}: Service ${key} not found`, parent);
    }
  }
  const contradictions = inconsistent(found);
  for (const annotation of contradictions) {
    events.add(`Service has inconsistent ${annotation} annotation and is used in multi-Service backend ${service.name}. `
      + 'This annotation must have the same value across all Services in the backend.', ...found);
  }
  if (contradictions.length > 0) {
    draft.dropped = true;
    return;
  }
  draft.services.push(...found);
  service.tags = found.length > 1 ? tagsOf(parent) : found.length === 1 ? tagsOf(found[0]) : [...UNKNOWN_TAGS];
}

/** The port that a backend means; the text of the event if it has none. */
export function findPort(service: Obj, draft: ServiceDraft['backends'][number]): FoundPort | string {
  const { number, name } = draft.port;
  const { spec } = service.manifest;
  if (service.assumed) {
    return { number: number ?? 80, name: name ?? '' };
  }
  if (spec?.type === 'ExternalName') {
    return number !== undefined ? { number, name: '' } : 'rules with an ExternalName service must specify numeric ports';
  }
  const port = list(spec?.ports).find(each => number !== undefined ? each?.port === number : each?.name === name);
  return typeof port?.port === 'number' ? { number: port.port, name: port.name ?? '' } : 'no suitable port found';
}

/** The annotations of Kong on which Services of one backend differ. */
function inconsistent(services: Obj[]): string[] {
  if (services.length < 2) {
    return [];
  }
  const names = new Set(services.flatMap(({ annotations }) => Object.keys(annotations).filter(name => name.startsWith('konghq.com/'))));
  return [...names].filter(name => services.some(({ annotations }) => annotations[name] !== services[0].annotations[name])).sort(byText);
}
