import { FinalObject, isKongs } from './final-object';
import { isRead, KNOWN_ANNOTATIONS, kongAnnotation } from './known-annotations';
import { Rule, Violation } from './rule';
import { nearest } from '../kong/facts/nearest';

const FOREIGN = ['nginx.ingress.kubernetes.io/', 'nginx.org/'];
/** Prefixes that the controller read before 2.0. */
const OLD = ['plugins.konghq.com', 'configuration.konghq.com'];

/** What does the same at Kong, by what the name of an nginx annotation contains. */
const INSTEAD: [string, string][] = [
  ['ssl-redirect', 'use konghq.com/protocols: https and konghq.com/https-redirect-status-code: "308"'],
  ['whitelist', 'use IpAccess.allow(…)'],
  ['denylist', 'use IpAccess.deny(…)'],
  ['limit-', 'use RateTier'],
  ['body-size', 'use BodyLimit'],
  ['cors', 'use Cors'],
  ['auth', 'use Authentication'],
];

/** Every annotation that is meant for the controller is read by it. */
export const IGNORED_ANNOTATION: Rule = {
  id: 'ignored-annotation',
  why: 'the controller ignores annotations that it does not know without a word',
  check: app => Object.keys(KNOWN_ANNOTATIONS).flatMap(kind => app.ofKind(kind)).flatMap(object => [...ignored(object)]),
};

function* ignored(object: FinalObject): Generator<Violation> {
  const { annotations, kind, source } = object;
  for (const key in annotations) {
    const name = kongAnnotation(key);
    if (name !== undefined) {
      if (!isRead(kind, name)) {
        yield { at: source, message: `annotation ${key} is not read on ${article(kind)}: the controller ignores it; ${fixOf(kind, name)}` };
      }
    } else if (OLD.some(prefix => key === prefix || key.startsWith(`${prefix}/`))) {
      yield { at: source, message: `annotation ${key} has not been read since controller 2.0: nothing of it applies; use konghq.com/plugins and its like` };
    } else if (kind === 'Ingress' && isKongs(object) && FOREIGN.some(prefix => key.startsWith(prefix))) {
      const instead = INSTEAD.find(([part]) => key.includes(part))?.[1] ?? 'use the policy of this library, or remove it';
      yield { at: source, message: `annotation ${key} is for nginx: kong ignores it; ${instead}` };
    }
  }
}

function fixOf(kind: string, name: string): string {
  const near = nearest(name, KNOWN_ANNOTATIONS[kind]);
  if (near) {
    return `did you mean konghq.com/${near}?`;
  }
  const place = Object.keys(KNOWN_ANNOTATIONS).find(other => isRead(other, name));
  return place ? `put it on ${article(place)}` : 'remove it';
}

function article(kind: string): string {
  return /^[AEIO]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}
