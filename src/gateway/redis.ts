import { Duration } from 'cdk8s';
import { SecretRef } from '../values/secret-ref';

/** How a gateway reaches its Redis. */
export interface RedisOptions {
  /**
   * The TCP port.
   *
   * @default 6379
   */
  readonly port?: number;

  /**
   * The database number.
   *
   * @default 0
   */
  readonly database?: number;

  /**
   * The ACL user of Redis 6 and later.
   *
   * @default - the default user
   */
  readonly username?: string;

  /**
   * Where the password is. The controller splices the value into the plugin as raw JSON, so the Secret must hold the password
   * **with its quotes** (`"s3cret"`), stand in the namespace of the objects that use it, and should carry the label
   * `konghq.com/validate: plugin`, without which an edit of it is not checked.
   *
   * @default - no AUTH command is sent
   */
  readonly password?: SecretRef;

  /**
   * Whether the connection is encrypted.
   *
   * @default false
   */
  readonly tls?: boolean;

  /**
   * Whether the server's certificate is checked against the gateway's trusted certificates.
   *
   * @default true when `tls` is
   */
  readonly verifyTls?: boolean;

  /**
   * The name that the server's certificate must carry.
   *
   * @default - the host
   */
  readonly serverName?: string;

  /**
   * How long one Redis call may take before it counts as failed.
   *
   * @default Duration.seconds(2)
   */
  readonly timeout?: Duration;
}

/**
 * The Redis in which rate limits are counted, so that all replicas of a gateway share one count.
 */
export class Redis {
  /**
   * A Redis at a host name or address.
   *
   * @throws when the port or database is out of range, or a TLS option is given without `tls`
   */
  public static at(host: string, options: RedisOptions = {}): Redis {
    if (!/^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/.test(host) || host.includes('://')) {
      throw new Error(`redis host '${host}' is not a host: expected a name or an address without scheme; write for instance 'redis' and give the port as an option`);
    }
    if (/:\d+$/.test(host) && host.split(':').length === 2) {
      throw new Error(`redis host '${host}' carries a port: expected a name or an address; write Redis.at('${host.split(':')[0]}', { port: ${host.split(':')[1]} })`);
    }
    const port = options.port ?? 6379;
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new Error(`redis port ${port} is out of range: expected an integer from 1 to 65535; the usual one is 6379`);
    }
    const database = options.database ?? 0;
    if (!Number.isInteger(database) || database < 0) {
      throw new Error(`redis database ${database} is out of range: expected an integer from 0; the usual one is 0`);
    }
    if (!options.tls && (options.verifyTls || options.serverName)) {
      throw new Error('redis has verifyTls or serverName without tls: expected an encrypted connection; add tls: true');
    }
    return new Redis(host, port, database, options);
  }

  /** Whether the connection is encrypted. */
  public readonly tls: boolean;
  /** Whether the server's certificate is checked. */
  public readonly verifyTls: boolean;
  /** The ACL user, if any. */
  public readonly username?: string;
  /** Where the password is, if there is one. */
  public readonly password?: SecretRef;
  /** The name that the server's certificate must carry, if it is not the host. */
  public readonly serverName?: string;
  /** How long one call may take. */
  public readonly timeout: Duration;

  private constructor(
    /** The host. */
    public readonly host: string,
    /** The port. */
    public readonly port: number,
    /** The database number. */
    public readonly database: number,
    options: RedisOptions) {
    this.tls = options.tls ?? false;
    this.verifyTls = options.verifyTls ?? this.tls;
    this.username = options.username;
    this.password = options.password;
    this.serverName = options.serverName;
    this.timeout = options.timeout ?? Duration.seconds(2);
  }
}
