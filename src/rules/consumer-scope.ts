import { Rule, Violation } from './rule';
import { consumerGroupScopeAllowed, consumerScopeAllowed } from '../kong/facts/plugin-facts';

/** A consumer carries only plugins that can be a consumer's. */
export const CONSUMER_SCOPE: Rule = {
  id: 'consumer-scope',
  why: 'kong refuses the whole configuration for a plugin at a consumer that has no such scope, and open source for any consumer group',
  check: app => {
    const violations: Violation[] = [];
    for (const { by, plugins } of app.attachments) {
      if (by.kind !== 'KongConsumer' && by.kind !== 'KongConsumerGroup') {
        continue;
      }
      const { version, edition } = by.gateway;
      for (const { name, type } of plugins.filter(plugin => plugin !== undefined)) {
        if (by.kind === 'KongConsumer' ? consumerScopeAllowed(type) : !by.gateway.isEnterprise || consumerGroupScopeAllowed(type, version.toString(), edition)) {
          continue;
        }
        violations.push({
          at: by.source,
          message: `plugin '${name}' of type ${type} is on a ${by.kind}: kong ${by.gateway.description} has no such scope for it and refuses the whole configuration; put it on the routes`,
        });
      }
    }
    for (const group of app.ofKind('KongConsumerGroup').filter(object => !object.gateway.isEnterprise)) {
      violations.push({ at: group.source, message: `consumer groups need kong enterprise; this gateway is ${group.gateway.description}; put the plugins on the consumers, or set edition` });
    }
    return violations;
  },
};
