import { Duration } from 'cdk8s';
import { PluginSpec, Policy, RouteFacts } from './policy';
import { UntrustedLua } from '../gateway/untrusted-lua';
import { ConfigPatch } from '../kong/kong-plugin';
import { SecretRef } from '../values/secret-ref';

/** How entries are sent to an HTTP collector. */
export interface HttpAccessLogOptions {
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
   * How long an entry may wait for others.
   *
   * @default Duration.seconds(1)
   */
  readonly maxDelay?: Duration;

  /**
   * How many entries wait while the collector cannot be reached; older ones are lost beyond it.
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

/** The caller, from what authentication has verified; never from a header, which the client may have sent. */
const USER = 'local consumer = kong.client.get_consumer() return consumer and (consumer.custom_id or consumer.username)';

/**
 * Where an entry for each request goes. An entry has the request, the answer, latencies and the verified consumer (as `consumer`, and
 * as `user_id`); credentials in headers and cookies are left out. Logging never delays or refuses a request.
 */
export class AccessLog extends Policy {
  /**
   * To an HTTP collector, in batches.
   *
   * @throws when the endpoint is no http(s) URL, or carries a password
   */
  public static http(endpoint: string, options: HttpAccessLogOptions = {}): AccessLog {
    const url = parse(endpoint);
    if (!url || !/^https?:$/.test(url.protocol)) {
      throw new Error(`log endpoint '${endpoint}' is not a url: expected http or https; write for instance 'http://log-collector:8080/logs'`);
    }
    if (url.username || url.password) {
      throw new Error(`log endpoint of host '${url.host}' carries a password: expected none in clear; put the header value into a Secret and give it as authorization`);
    }
    const batch = options.maxBatchSize ?? 100;
    if (!Number.isInteger(batch) || batch < 1 || batch > 1_000_000) {
      throw new Error(`log batches have ${batch} entries: expected an integer from 1 to 1000000; leave maxBatchSize out for 100`);
    }
    return new AccessLog('http-log', {
      http_endpoint: endpoint,
      method: 'POST',
      content_type: 'application/json',
      timeout: (options.timeout ?? Duration.seconds(10)).toMilliseconds(),
      keepalive: 60_000,
      queue: {
        max_batch_size: batch,
        max_coalescing_delay: (options.maxDelay ?? Duration.seconds(1)).toMilliseconds() / 1000,
        max_entries: options.maxEntries ?? 10_000,
      },
    }, options.authorization ? [{ path: '/headers/Authorization', secret: options.authorization }] : []);
  }

  /**
   * To a file of the gateway's pod, a line of JSON each; `/dev/stdout` is the pod's log.
   *
   * @throws when the path is not absolute or has one of the characters that Kong refuses
   */
  public static file(path: string = '/dev/stdout'): AccessLog {
    if (!/^\/[^*&%\\`\s]+$/.test(path)) {
      throw new Error(`log file '${path}' is not a path: expected an absolute one without spaces and * & % \\ \`; write for instance '/dev/stdout'`);
    }
    return new AccessLog('file-log', { path, reopen: false });
  }

  /**
   * To a TCP collector, a line of JSON each.
   *
   * @throws when the port is out of range
   */
  public static tcp(host: string, port: number, tls: boolean = false): AccessLog {
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new Error(`log port ${port} is out of range: expected an integer from 1 to 65535; correct it`);
    }
    return new AccessLog('tcp-log', { host, port, tls, timeout: 10_000, keepalive: 60_000 });
  }

  /** To the syslog of the gateway's node: client errors as warnings, server errors as errors. */
  public static syslog(facility: string = 'user'): AccessLog {
    return new AccessLog('syslog', {
      facility, log_level: 'info', successful_severity: 'info', client_errors_severity: 'warning', server_errors_severity: 'err',
    });
  }

  private constructor(private readonly plugin: string, private readonly config: Record<string, unknown>, private readonly patches: ConfigPatch[] = []) {
    super();
  }

  /** @internal */
  public _plugins(route: RouteFacts): PluginSpec[] {
    if (route.gateway.untrustedLua === UntrustedLua.OFF) {
      throw new Error('untrusted_lua is off: expected a gateway that runs log fields, since credentials could not be left out of the log; leave untrustedLua out');
    }
    const headers = [...new Set([...CREDENTIAL_HEADERS, ...route.credentialHeaders])].sort();
    return [{
      plugin: this.plugin,
      config: {
        ...this.config,
        custom_fields_by_lua: {
          'user_id': USER,
          ...Object.fromEntries(headers.map(header => [`request.headers.${header}`, 'return nil'])),
          'response.headers.set-cookie': 'return nil',
        },
      },
      patches: this.patches,
    }];
  }

  /** @internal */
  public _loosens(enforced: Policy): string | undefined {
    const base = enforced as AccessLog;
    const same = base.plugin === this.plugin && JSON.stringify(base.config) === JSON.stringify(this.config);
    return same ? undefined : 'the access log may not go elsewhere';
  }
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
