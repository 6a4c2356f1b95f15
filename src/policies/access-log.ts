import { isIP, isIPv6 } from 'node:net';
import { Duration } from 'cdk8s';
import { PluginSpec, Policy, RouteFacts } from './policy';
import { KongVersion } from '../gateway/kong-version';
import { UntrustedLua } from '../gateway/untrusted-lua';
import { fieldAt } from '../kong/facts/plugin-facts';
import { ConfigPatch } from '../kong/kong-plugin';
import { claimPath } from '../lua/claim-path';
import { LOG_CONSUMER, logClaim } from '../lua/log-user';
import { expectDuration, expectReference, isSecretRef } from '../values/kinds';
import { SecretRef } from '../values/secret-ref';
import { isToken } from '../values/token';

/** What an entry says. */
export interface AccessLogOptions {
  /**
   * The claim that becomes `user_id`, written as for `IdentityHeaders`. It is read from the token that was verified, also for requests that
   * a limit refused; a caller without a token is logged as its consumer.
   *
   * @default - the consumer, by its `custom_id` or username
   */
  readonly userClaim?: string;
}

/** How entries are sent to an HTTP collector. */
export interface HttpAccessLogOptions extends AccessLogOptions {
  /**
   * How long one delivery may take.
   *
   * @default Duration.seconds(10)
   */
  readonly timeout?: Duration;

  /**
   * How many entries are sent together, at most. From two on the body is a JSON array, also when it holds one entry.
   *
   * @default 100
   */
  readonly maxBatchSize?: number;

  /**
   * How long an entry may wait for others, an hour at most.
   *
   * @default Duration.seconds(1)
   */
  readonly maxDelay?: Duration;

  /**
   * How many entries wait while the collector cannot be reached; older ones are lost beyond it. A batch that the collector has not taken
   * for a minute is lost as well.
   *
   * @default 10000
   */
  readonly maxEntries?: number;

  /**
   * Where the value of the Authorization header for the collector is, as a JSON string with its quotes, in the namespace of the API.
   *
   * @default - none is sent
   */
  readonly authorization?: SecretRef;
}

/** Request headers that carry credentials by custom; Kong itself masks Authorization and Proxy-Authorization. */
const CREDENTIAL_HEADERS = ['apikey', 'cookie', 'x-api-key'];

/**
 * How many entries a guard gets at once. It takes bodies up to 8 MiB, and a client can make an entry of more than 200 KB: of 32 KB of headers,
 * which Kong takes by default, in which JSON writes every control character with six.
 */
const GUARD_BATCH = 20;

/** What is taken of an endpoint while it is not known: that there is a certificate to verify. */
const UNKNOWN_ENDPOINT = new URL('https://unknown.invalid/');

/** Names of query parameters that tell a secret. */
const SECRET_PARAMETER = /token|key|secret|passw|auth|signature/i;

/** Where entries go, as one plugin type says it. */
interface Destination {
  readonly plugin: string;
  readonly config: Record<string, unknown>;
  readonly patches?: ConfigPatch[];
  /** Whether the connection is encrypted, so that there is a certificate to verify. */
  readonly encrypted?: boolean;
  /** The log field of the caller. */
  readonly user: string;
}

/**
 * Where an entry for each request goes. An entry has the request, the answer, latencies and the verified consumer (as `consumer`, and
 * as `user_id`); credentials in headers and cookies are left out, the query string is not. Logging never delays or refuses a request.
 */
export class AccessLog extends Policy {
  /**
   * To an HTTP collector, in batches. The certificate of an https collector is verified from Kong 3.13 on; before, Kong cannot.
   *
   * Where the gateway has an `AbuseGuard`, this is refused at synth: Kong runs one http-log of a route, and the guard would not see its
   * requests. `accessLog()` of the guard is the log to give there; it relays every entry.
   *
   * @throws when the endpoint is no http(s) URL or carries a secret, or a number or time is out of range
   */
  public static http(endpoint: string, options: HttpAccessLogOptions = {}): AccessLog {
    const url = isToken(endpoint) ? UNKNOWN_ENDPOINT : /^https?:\/\/[^\s/?#]+[^\s]*$/.test(endpoint) ? parse(endpoint) : undefined;
    if (!url) {
      throw new Error(`log endpoint '${withoutPassword(endpoint)}' is not a url: expected http or https; write for instance 'http://log-collector:8080/logs'`);
    }
    if (url.username || url.password) {
      throw new Error(`log endpoint of host '${url.host}' carries a password: expected none in clear; put the header value into a Secret and give it as authorization`);
    }
    const secret = [...url.searchParams.keys()].find(name => SECRET_PARAMETER.test(name));
    if (secret !== undefined) {
      throw new Error(`log endpoint of host '${url.host}' carries '${secret}' in its query: expected no secret in clear; put the header value into a Secret and give it as authorization`);
    }
    const timeout = (expectDuration('log timeout', options.timeout) ?? Duration.seconds(10)).toMilliseconds();
    if (!Number.isInteger(timeout) || timeout < 1) {
      throw new Error(`log timeout is ${timeout} milliseconds: expected an integer from 1; leave timeout out for ten seconds`);
    }
    const delay = (expectDuration('maxDelay of the log', options.maxDelay) ?? Duration.seconds(1)).toMilliseconds() / 1000;
    if (delay > 3600) {
      throw new Error(`log entries wait ${delay} seconds for others: expected at most 3600; leave maxDelay out for a second`);
    }
    checkSecret(options.authorization);
    return new AccessLog({
      plugin: 'http-log',
      config: {
        http_endpoint: endpoint,
        method: 'POST',
        content_type: 'application/json',
        timeout,
        keepalive: 60_000,
        queue: {
          max_batch_size: checkedCount('log batches have', 'maxBatchSize', options.maxBatchSize ?? 100, 100),
          max_coalescing_delay: delay,
          max_entries: checkedCount('log queue holds', 'maxEntries', options.maxEntries ?? 10_000, 10_000),
        },
      },
      patches: options.authorization ? [{ path: '/headers/Authorization', secret: options.authorization }] : [],
      encrypted: url.protocol === 'https:',
      user: userField(options),
    });
  }

  /**
   * To a file of the gateway's pod, a line of JSON each; `/dev/stdout` is the pod's log.
   *
   * @throws when the path is not absolute or has one of the characters that Kong refuses
   */
  public static file(path: string = '/dev/stdout', options: AccessLogOptions = {}): AccessLog {
    if (!/^\/[^*&%\\`\s]+$/.test(path)) {
      throw new Error(`log file '${path}' is not a path: expected an absolute one without spaces and * & % \\ \`; write for instance '/dev/stdout'`);
    }
    return new AccessLog({ plugin: 'file-log', config: { path, reopen: false }, user: userField(options) });
  }

  /**
   * To a TCP collector, a line of JSON each. The collector's certificate is verified from Kong 3.13 on; before, Kong cannot.
   *
   * @throws when the host is none, or the port is out of range
   */
  public static tcp(host: string, port: number, tls: boolean = false, options: AccessLogOptions = {}): AccessLog {
    if (!isToken(host) && isIP(host) === 0 && !/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(host)) {
      throw new Error(`log host '${host}' is not a host: expected a name or an address without scheme and port; write for instance 'log-collector'`);
    }
    if (!isToken(port) && (!Number.isInteger(port) || port < 1 || port > 65535)) {
      throw new Error(`log port ${port} is out of range: expected an integer from 1 to 65535; correct it`);
    }
    return new AccessLog({
      plugin: 'tcp-log',
      // An address written with colons needs brackets there, as in a URL.
      config: { host: isIPv6(host) ? `[${host}]` : host, port, tls, ...tls && isIP(host) === 0 && { tls_sni: host }, timeout: 10_000, keepalive: 60_000 },
      encrypted: tls,
      user: userField(options),
    });
  }

  /**
   * To the syslog of the gateway's node: client errors as warnings, server errors as errors.
   *
   * @throws when there is no such facility
   */
  public static syslog(facility: string = 'user', options: AccessLogOptions = {}): AccessLog {
    const facilities = fieldAt('syslog', 'facility')!.at(-1)!.enum!.map(String);
    if (!facilities.includes(facility)) {
      throw new Error(`syslog facility '${facility}' does not exist: expected one of ${facilities.join(', ')}; leave it out for user`);
    }
    return new AccessLog({
      plugin: 'syslog',
      config: { facility, log_level: 'info', successful_severity: 'info', client_errors_severity: 'warning', server_errors_severity: 'err' },
      user: userField(options),
    });
  }

  /**
   * To an abuse guard, which knows the gateway by a secret.
   *
   * @internal
   */
  public static _toGuard(endpoint: string, secret: SecretRef, options: AccessLogOptions): AccessLog {
    return AccessLog.http(endpoint, { userClaim: options.userClaim, authorization: secret, maxBatchSize: GUARD_BATCH });
  }

  private constructor(private readonly destination: Destination) {
    super();
  }

  /** @internal */
  public _plugins(route: RouteFacts): PluginSpec[] {
    const { gateway, credentialHeaders } = route;
    if (gateway.untrustedLua === UntrustedLua.OFF) {
      throw new Error('untrusted_lua is off: expected a gateway that runs log fields, since credentials could not be left out of the log; leave untrustedLua out');
    }
    const headers = [...new Set([...CREDENTIAL_HEADERS, ...credentialHeaders])].sort();
    const { plugin, config, patches, encrypted, user } = this.destination;
    return [{
      plugin,
      config: {
        ...config,
        ...encrypted && gateway.version.isAtLeast(KongVersion.V3_13) && { ssl_verify: true },
        custom_fields_by_lua: {
          'user_id': user,
          ...Object.fromEntries(headers.map(header => [`request.headers.${header}`, 'return nil'])),
          'response.headers.set-cookie': 'return nil',
        },
      },
      patches: patches ?? [],
    }];
  }

  /** @internal */
  public _loosens(enforced: Policy): string | undefined {
    const same = JSON.stringify((enforced as AccessLog).destination) === JSON.stringify(this.destination);
    return same ? undefined : 'the access log may not go elsewhere or otherwise';
  }
}

function userField({ userClaim }: AccessLogOptions): string {
  return userClaim === undefined ? LOG_CONSUMER : logClaim(claimPath(userClaim));
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** What stands before an `@` may be a password, and error texts end up in logs. */
function withoutPassword(endpoint: string): string {
  return endpoint.replace(/^(.*\/\/)?[^/]*@/, '$1***@');
}

function checkedCount(what: string, property: string, count: number, usual: number): number {
  if (!Number.isInteger(count) || count < 1 || count > 1_000_000) {
    throw new Error(`${what} ${count} entries: expected an integer from 1 to 1000000; leave ${property} out for ${usual}`);
  }
  return count;
}

/** What was given in place of a reference may be the secret, and is not repeated. */
function checkSecret(secret: unknown): void {
  expectReference('authorization of the log', secret, isSecretRef,
    'a SecretRef', "SecretRef.of('log-collector', 'authorization'), never the value");
}
