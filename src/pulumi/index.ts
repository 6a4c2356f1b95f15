import './peers';

export * from './abuse-guard';
export * from './abuse-guard-monitoring';
export * from './admin-endpoint';
export * from './api-component';
export * from './api-consumer';
export * from './api-route';
export * from './backend-isolation';
export * from './backend-service';
export * from './construct-component';
export * from './gateway-alerts';
export * from './gateway-isolation';
export * from './gateway-metrics';
export * from './gateway-settings';
export * from './global-security-headers';
export * from './kong-gateway';
export type { Inputs, WithInputs } from './lift';
export * from './nginx-tls-config';
export { settled } from './program';
export * from './rate-tier';
export * from './route-component';
export * from './secured-api';
export * from './validated-route';
export * from './values';
export { WrappedConstruct } from './wrapped-construct';
export type { Recipe, WrappedOptions } from './wrapped-construct';

// What a program needs besides, which takes no outputs.
export { JwtAlgorithm, Without } from '../apis';
export { AbuseGuardImage, ControllerVersion, KongEdition, KongVersion, RealIpHeader, UntrustedLua } from '../gateway';
export { GatewayAlert, WithoutAlert } from '../monitoring';
export { BotChallenge, LimitBy, OnCounterFailure, PublicAccess } from '../policies';
export { Acknowledge } from '../rules';
export { TlsProfile } from '../tls';
export { HeaderName, HostName, JsonSchema, JsonSchemaDraft, PathMatch } from '../values';
