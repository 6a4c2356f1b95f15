import { lift } from './lift';
import * as apis from '../apis';
import { Redis as RedisOfConstructs } from '../gateway/redis';
import * as monitoring from '../monitoring';
import * as policies from '../policies';
import * as tls from '../tls';
import * as values from '../values';

// The classes of values whose arguments may be outputs. Each is a value of the class of the same name in `gatewarden`.

/** Where an entry for each request goes. */
export const AccessLog = lift('AccessLog', policies.AccessLog, { names: { http: ['endpoint', 'options'], tcp: ['host', 'port', 'tls', 'options'] } });
export type AccessLog = policies.AccessLog;
/** API keys in a header. */
export const ApiKeyAuthentication = lift('ApiKeyAuthentication', policies.ApiKeyAuthentication);
export type ApiKeyAuthentication = policies.ApiKeyAuthentication;
/** A consumer's API key. */
export const ApiKeyCredential = lift('ApiKeyCredential', apis.ApiKeyCredential, { names: { fromSecret: ['secretName'] } });
export type ApiKeyCredential = apis.ApiKeyCredential;
/** Who may call. */
export const Authentication = lift('Authentication', policies.Authentication, { names: { jwt: ['props'], apiKey: ['props'], oidc: ['props'] } });
export type Authentication = policies.Authentication;
/** A Service that exists. */
export const Backend = lift('Backend', apis.Backend, { names: { service: ['name', 'port'] } });
export type Backend = apis.Backend;
/** The largest body that a request may have. */
export const BodyLimit = lift('BodyLimit', policies.BodyLimit, { names: { of: ['size'] } });
export type BodyLimit = policies.BodyLimit;
/** The size of a request body. */
export const BodySize = lift('BodySize', values.BodySize, { names: { bytes: ['amount'], kibibytes: ['amount'], mebibytes: ['amount'] } });
export type BodySize = values.BodySize;
/** With which clients. */
export const BotProtection = lift('BotProtection', policies.BotProtection);
export type BotProtection = policies.BotProtection;
/** How requests are scored by signs that they come from programs. */
export const BotScore = lift('BotScore', policies.BotScore, { names: { of: ['props'] } });
export type BotScore = policies.BotScore;
/** A block of client addresses. */
export const Cidr = lift('Cidr', values.Cidr, { names: { of: ['address'] } });
export type Cidr = values.Cidr;
/** Which id requests get. */
export const CorrelationId = lift('CorrelationId', policies.CorrelationId);
export type CorrelationId = policies.CorrelationId;
/** Which web pages may call. */
export const Cors = lift('Cors', policies.Cors);
export type Cors = policies.Cors;
/** How backends know that a request came through the gateway. */
export const GatewayProof = lift('GatewayProof', policies.GatewayProof, { names: { hmac: ['options'], sharedSecret: ['options'] } });
export type GatewayProof = policies.GatewayProof;
/** How long browsers insist on https. */
export const Hsts = lift('Hsts', tls.Hsts, { names: { of: ['options'] } });
export type Hsts = tls.Hsts;
/** The headers in which a backend learns who calls. */
export const IdentityHeaders = lift('IdentityHeaders', policies.IdentityHeaders, { names: { of: ['headers', 'options'] } });
export type IdentityHeaders = policies.IdentityHeaders;
/** From which addresses. */
export const IpAccess = lift('IpAccess', policies.IpAccess, { methods: ['except'] });
export type IpAccess = policies.IpAccess;
/** Who issues a certificate. */
export const Issuer = lift('Issuer', tls.Issuer, { names: { cluster: ['issuer'], inNamespace: ['issuer'] } });
export type Issuer = tls.Issuer;
/** Bearer tokens. */
export const JwtAuthentication = lift('JwtAuthentication', policies.JwtAuthentication);
export type JwtAuthentication = policies.JwtAuthentication;
/** A key with which a consumer's tokens are verified. */
export const JwtCredential = lift('JwtCredential', apis.JwtCredential, { names: { publicKey: ['props'], fromSecret: ['secretName'] } });
export type JwtCredential = apis.JwtCredential;
/** How Prometheus finds the gateway. */
export const MetricsScrape = lift('MetricsScrape', monitoring.MetricsScrape, { names: { podMonitor: ['options'], serviceMonitor: ['options'] } });
export type MetricsScrape = monitoring.MetricsScrape;
/** OpenID Connect, on Kong Enterprise. */
export const OidcAuthentication = lift('OidcAuthentication', policies.OidcAuthentication);
export type OidcAuthentication = policies.OidcAuthentication;
/** The Redis for rate limits. */
export const Redis = lift('Redis', RedisOfConstructs, { names: { at: ['host', 'options'] } });
export type Redis = RedisOfConstructs;
/** What a request must look like. */
export const RequestSchema = lift('RequestSchema', policies.RequestSchema, { names: { of: ['props'] } });
export type RequestSchema = policies.RequestSchema;
/** A reference to a key of a Secret. */
export const SecretRef = lift('SecretRef', values.SecretRef, { names: { of: ['secretName', 'key'] } });
export type SecretRef = values.SecretRef;
/** Which headers protect answers. */
export const SecurityHeaders = lift('SecurityHeaders', policies.SecurityHeaders);
export type SecurityHeaders = policies.SecurityHeaders;
/** How clients reach an API. */
export const Tls = lift('Tls', tls.Tls, { names: { issuedBy: ['issuer', 'options'], fromSecret: ['secretName', 'options'], terminatedElsewhere: ['reason', 'options'] } });
export type Tls = tls.Tls;
