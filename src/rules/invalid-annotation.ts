import { FinalObject } from './final-object';
import { isRead, KNOWN_ANNOTATIONS, kongAnnotation } from './known-annotations';
import { Rule, Violation } from './rule';
import { VERIFY_FIX, verifyingGateways } from './verified-certificates';
import { hasToken } from '../values/token';

/** A kind of value, and what the controller does with another one. */
interface Values {
  readonly expected: string;
  readonly accepts: (value: string) => boolean;
  readonly otherwise: string;
}

const TLS_VERIFY = 'konghq.com/tls-verify';
const IGNORES = 'the controller ignores it and keeps the default';
const REFUSES = 'kong refuses the whole configuration';
const HOST = /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

const ROUTE_PROTOCOLS = ['http', 'https', 'grpc', 'grpcs', 'ws', 'wss', 'tcp', 'tls', 'tls_passthrough'];
const SERVICE_PROTOCOLS = [...ROUTE_PROTOCOLS, 'udp'];

const SWITCH: Values = { expected: 'true or false', accepts: value => /^(true|false)$/i.test(value), otherwise: IGNORES };
const BUFFERING: Values = { ...SWITCH, accepts: value => /^(true|false|t|f|0|1)$/i.test(value) };
const NUMBER: Values = { expected: 'a whole number', accepts: value => /^\d+$/.test(value), otherwise: IGNORES };
const HOSTS: Values = { expected: 'host names with commas between', accepts: value => items(value).every(item => HOST.test(item)), otherwise: 'the controller ignores all of it' };

const ON_ROUTES: Record<string, Values> = {
  'strip-path': SWITCH,
  'preserve-host': SWITCH,
  'request-buffering': BUFFERING,
  'response-buffering': BUFFERING,
  'https-redirect-status-code': { ...NUMBER, expected: '301, 302, 307, 308 or 426', accepts: value => /^(301|302|307|308|426)$/.test(value) },
  'methods': { expected: 'methods with commas between', accepts: value => items(value).every(item => /^[A-Za-z]+$/.test(item)), otherwise: 'the controller ignores all of it, and the route takes every method' },
  'regex-priority': NUMBER,
  'snis': HOSTS,
  'host-aliases': HOSTS,
  'protocols': { expected: `some of ${ROUTE_PROTOCOLS.join(', ')}`, accepts: value => items(value).every(item => ROUTE_PROTOCOLS.includes(item)), otherwise: REFUSES },
  'path-handling': { expected: 'v0 or v1', accepts: value => /^v[01]$/.test(value), otherwise: REFUSES },
};

const ON_SERVICES: Record<string, Values> = {
  'protocol': { expected: `one of ${SERVICE_PROTOCOLS.join(', ')}`, accepts: value => SERVICE_PROTOCOLS.includes(value), otherwise: IGNORES },
  'path': { expected: 'a path that begins with a slash', accepts: value => value.startsWith('/'), otherwise: IGNORES },
  'connect-timeout': NUMBER,
  'read-timeout': NUMBER,
  'write-timeout': NUMBER,
  'retries': NUMBER,
  'tls-verify': SWITCH,
  'tls-verify-depth': NUMBER,
  'host-header': { expected: 'a host name, with a port or without', accepts: value => HOST.test(value.replace(/:\d+$/, '')), otherwise: REFUSES },
};

/** Every annotation that the controller reads has a value that it takes. */
export const INVALID_ANNOTATION: Rule = {
  id: 'invalid-annotation',
  why: 'the controller ignores most wrong values without a word, and for some kong refuses the whole configuration',
  check: app => {
    const verifies = verifyingGateways(app);
    const annotated = Object.keys(KNOWN_ANNOTATIONS).flatMap(kind => app.ofKind(kind));
    return annotated.flatMap(object => [...invalid(object), ...verifies(object.gateway) ? unverified(object) : []]);
  },
};

function* invalid({ annotations, kind, source }: FinalObject): Generator<Violation> {
  const known = kind === 'Service' ? ON_SERVICES : ON_ROUTES;
  for (const key in annotations) {
    const name = kongAnnotation(key);
    const value = annotations[key];
    if (name === undefined || !isRead(kind, name)) {
      continue;
    }
    if (name === 'rewrite') {
      yield { at: source, message: `annotation ${key} needs the feature gate RewriteURIs, which is off by default: without it the controller drops the service with all its routes; remove it, or acknowledge that the gate is on` };
    } else if (/^headers\.host$/i.test(name)) {
      yield { at: source, message: `annotation ${key} matches the Host header: ${REFUSES} for it; use the host of the rule` };
    } else if (Object.hasOwn(known, name) && !hasToken(value) && !known[name].accepts(value)) {
      const { expected, otherwise } = known[name];
      yield { at: source, message: `annotation ${key} is '${value}': expected ${expected}; otherwise ${otherwise}; correct or remove it` };
    }
  }
}

function unverified({ annotations, kind, source, gateway }: FinalObject): Violation[] {
  const value = annotations[TLS_VERIFY];
  return kind !== 'Service' || !/^false$/i.test(value ?? '') ? [] : [{
    at: source,
    message: `annotation ${TLS_VERIFY} is '${value}': expected true, because kong ${gateway.version} verifies certificates and refuses the whole configuration; ${VERIFY_FIX}`,
  }];
}

function items(value: string): string[] {
  return value.split(',').map(item => item.trim());
}
