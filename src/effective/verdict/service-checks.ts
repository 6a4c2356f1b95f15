import { Refuse } from './target';
import { ServiceDraft } from '../translate/draft';
import { KongUpstream } from '../translate/kong-config';

const LONGEST = 2147483646;
const MOST_RETRIES = 32767;
/** Protocols of a service that has no path. */
const WITHOUT_PATH = ['tcp', 'tls', 'udp', 'grpc', 'grpcs'];
const WITHOUT_TLS = ['http', 'grpc', 'tcp', 'udp', 'tls_passthrough', 'ws'];
const LABEL = '[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?';
const HOST = new RegExp(`^${LABEL}(?:\\.${LABEL})*(?::\\d{1,5})?$|^\\[?[\\dA-Fa-f:]+\\]?$`);

/** What Kong refuses in services. */
export function checkServices(services: readonly ServiceDraft[], refuse: Refuse): void {
  for (const { service } of services) {
    const at = (text: string): void => refuse(`service ${service.name} ${text}`);
    for (const field of ['connect_timeout', 'read_timeout', 'write_timeout'] as const) {
      (service[field] < 1 || service[field] > LONGEST) && at(`has a ${field} of ${service[field]}; expected 1 to ${LONGEST}`);
    }
    (service.retries < 0 || service.retries > MOST_RETRIES) && at(`has ${service.retries} retries; expected 0 to ${MOST_RETRIES}`);
    service.path && WITHOUT_PATH.includes(service.protocol) && at(`has a path, which protocol ${service.protocol} does not know`);
    if ((service.tls_verify !== undefined || service.tls_verify_depth !== undefined) && WITHOUT_TLS.includes(service.protocol)) {
      at(`verifies TLS with protocol ${service.protocol}; expected https`);
    }
    (service.tls_verify_depth ?? 0) > 64 && at(`has a tls_verify_depth of ${service.tls_verify_depth}; expected 0 to 64`);
  }
}

/** What Kong refuses in upstreams. */
export function checkUpstreams(upstreams: readonly KongUpstream[], refuse: Refuse): void {
  for (const { name, host_header: host, slots } of upstreams) {
    host !== undefined && !HOST.test(host) && refuse(`upstream ${name} has the host header '${host}', which is no host name`);
    if (typeof slots === 'number' && (slots < 10 || slots > 65536)) {
      refuse(`upstream ${name} has ${slots} slots; expected 10 to 65536`);
    }
  }
}
