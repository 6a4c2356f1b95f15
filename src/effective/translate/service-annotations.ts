import { ServiceDraft } from './draft';
import { Events } from './events';
import { integer, parseBool, PROTOCOLS } from './go-values';
import { Obj } from './objects';

const KONG = 'konghq.com/';

/** Applies the annotations of the Services to their Kong service. Only an invalid protocol raises an event; anything else is ignored. */
export function applyServiceAnnotations({ service, services }: ServiceDraft, events: Events): void {
  for (const object of services) {
    const value = (name: string): string | undefined => object.annotations[KONG + name];
    if (value('path')?.startsWith('/')) {
      service.path = value('path');
    }
    service.connect_timeout = integer(value('connect-timeout')) ?? service.connect_timeout;
    service.read_timeout = integer(value('read-timeout')) ?? service.read_timeout;
    service.write_timeout = integer(value('write-timeout')) ?? service.write_timeout;
    service.retries = integer(value('retries')) ?? service.retries;
    const verify = parseBool(value('tls-verify'));
    const depth = integer(value('tls-verify-depth'));
    if (verify !== undefined) {
      service.tls_verify = verify;
    }
    if (depth !== undefined && depth >= 0) {
      service.tls_verify_depth = depth;
    }
    applyProtocol(service, object, events);
  }
  if (service.protocol.startsWith('grpc')) {
    delete service.path;
  }
}

function applyProtocol(service: ServiceDraft['service'], object: Obj, events: Events): void {
  const protocol = object.annotations[`${KONG}protocol`];
  if (protocol && PROTOCOLS.includes(protocol)) {
    service.protocol = protocol;
  } else if (protocol) {
    events.add(`konghq.com/protocol annotation has invalid value: ${protocol}`, object);
  }
}
