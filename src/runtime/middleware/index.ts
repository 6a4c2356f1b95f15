export { asFastifyHook, guardedListener } from './adapters';
export type { FastifyReplyLike, FastifyRequestLike } from './adapters';
export { botScore, botScoreOf } from './bot-score';
export type { BotScoreOptions } from './bot-score';
export { cameThroughGateway, gatewayIdentity, identityOf } from './gateway-identity';
export type { GatewayIdentityOptions, IdentityGuard, IdentityOf, RequestOrWrapper, UntrustedReason } from './gateway-identity';
export { list } from './identity-values';
export type { Identity, IdentityHeaderMap, IdentityValue, ListHeader } from './identity-values';
export type { ProofFailure, ProofOptions, ProofSecrets, SecretProof, SignatureProof } from './proof-check';
export { redisCounters } from './redis-counters';
export type { IoredisClient, NodeRedisClient, RedisCountersOptions } from './redis-counters';
export { memoryCounters } from './request-counters';
export type { MemoryCountersOptions, RequestCounters } from './request-counters';
export type { Refusal, RequestGuard } from './request-guard';
export { secretFile } from './secrets';
// For tests of services: what the gateway would send.
export { proofOf } from '../../lua/gateway-proof-format';
export type { ProvenRequest } from '../../lua/gateway-proof-format';
