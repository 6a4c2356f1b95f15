import { FinalObject, isKongs, nameOf } from './final-object';
import { Rule, Violation } from './rule';

/** A consumer has a name of its own at the gateway, in whatever namespace it is. */
export const CONSUMER_NAME: Rule = {
  id: 'consumer-name',
  why: 'kong refuses the whole configuration for two consumers of one name',
  check: app => {
    const violations: Violation[] = [];
    const first = new Map<string, FinalObject>();
    for (const consumer of app.ofKind('KongConsumer').filter(isKongs)) {
      const { username } = consumer.manifest;
      if (typeof username !== 'string' || username === '') {
        violations.push({ at: consumer.source, message: `${nameOf(consumer)} has no username: expected one, by which logs and the controller know it; give it one` });
      }
      for (const field of ['username', 'custom_id']) {
        const value = consumer.manifest[field];
        if (typeof value !== 'string' || value === '') {
          continue;
        }
        const id = [consumer.cluster, consumer.gateway.ingressClassName, field, value].join(' ');
        const other = first.get(id);
        if (other) {
          violations.push({ at: consumer.source, message: `${nameOf(consumer)} has the ${field} '${value}' of ${nameOf(other)}: a name is unique at the gateway, and kong refuses the whole configuration; give it another` });
        }
        first.set(id, other ?? consumer);
      }
    }
    return violations;
  },
};
