import { Readings } from '../../../../src/runtime/abuse-guard/guard-metrics';

/** A guard at rest. */
export const READINGS: Readings = {
  blocks: () => 0, leader: () => true, queue: () => 0, addresses: () => 0, forgotten: () => 0, relayQueue: () => 0,
  redisUp: () => undefined, kubernetesUp: () => true,
};
