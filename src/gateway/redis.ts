import { isIP } from 'node:net';
import { Duration } from 'cdk8s';
import { expectDuration, isSecretRef, isText, shown, shownNumber } from '../values/kinds';
import { SecretRef } from '../values/secret-ref';
import { isToken } from '../values/token';

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
   * The ACL user of Redis 6 and later. Kong sends it together with a password only.
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
   * Whether the server's certificate is checked against the gateway's trusted certificates. From 3.14 on Kong refuses a whole
   * configuration in which one plugin does not check.
   *
   * @default true when `tls` is
   */
  readonly verifyTls?: boolean;

  /**
   * The file in the gateway's pods, mounted there by you, with the certificate of the authority that has signed that of the Redis. Kong
   * then trusts it beside those of the system, for every TLS connection of a plugin.
   *
   * @default - the authorities of the gateway's image
   */
  readonly trustedCertificate?: string;

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
   * @throws when the host is no host, the port, database or timeout is out of range, a TLS option is given without `tls`, or a user
   * without a password
   */
  public static at(host: string, options: RedisOptions = {}): Redis {
    expectDuration('redis timeout', options.timeout);
    const port = options.port ?? 6379;
    const database = options.database ?? 0;
    const problem = kindProblem(host, options) ?? hostProblem(host) ?? numberProblem(port, database, options.timeout) ?? accessProblem(options);
    if (problem) {
      throw new Error(problem);
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
  /** The file with the authority of the server's certificate, if it is not one of the system. */
  public readonly trustedCertificate?: string;
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
    this.trustedCertificate = options.trustedCertificate;
    this.timeout = options.timeout ?? Duration.seconds(2);
  }
}

/** A DNS name; the labels of a Service's name have no upper case, others may. */
const NAME = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;
/** The longest time that Kong takes, in milliseconds. */
const LONGEST = 2_147_483_646;

/** What was given in place of a reference may be the secret, and is not repeated. */
function kindProblem(host: string, { password }: RedisOptions): string | undefined {
  if (!isText(host)) {
    return `redis host is ${shown(host)}: expected a name or an address; write Redis.at('redis.kong.svc')`;
  }
  return password === undefined || password === null || isSecretRef(password) ? undefined
    : `redis password is a ${typeof password === 'string' ? 'text' : typeof password}: expected a SecretRef, since a manifest is read by many; write password: SecretRef.of('redis', 'password') and put the value into that Secret`;
}

function hostProblem(host: string): string | undefined {
  if (isToken(host)) {
    return undefined;
  }
  const withPort = /^([^:]+):(\d+)$/.exec(host);
  if (withPort) {
    return `redis host '${host}' carries a port: expected a name or an address; write Redis.at('${withPort[1]}', { port: ${withPort[2]} })`;
  }
  if (!NAME.test(host) && isIP(host) === 0) {
    return `redis host '${host}' is not a host: expected a name or an address without scheme; write for instance 'redis' and give the port as an option`;
  }
  return undefined;
}

function numberProblem(port: number, database: number, timeout: Duration | undefined): string | undefined {
  if (!isToken(port) && (!Number.isInteger(port) || port < 1 || port > 65535)) {
    return `redis port ${shownNumber(port)} is out of range: expected an integer from 1 to 65535; the usual one is 6379`;
  }
  if (!isToken(database) && (!Number.isInteger(database) || database < 0)) {
    return `redis database ${shownNumber(database)} is out of range: expected an integer from 0; the usual one is 0`;
  }
  const milliseconds = timeout?.toMilliseconds({ integral: false });
  if (milliseconds !== undefined && (!Number.isInteger(milliseconds) || milliseconds < 1 || milliseconds > LONGEST)) {
    return `redis timeout is ${milliseconds} milliseconds: expected a whole number from 1 to ${LONGEST}; two seconds are usual, Duration.seconds(2)`;
  }
  return undefined;
}

function accessProblem(options: RedisOptions): string | undefined {
  const { username, password, tls, serverName, trustedCertificate: file } = options;
  if (username !== undefined && (username === '' || !password)) {
    return `redis has ${username === '' ? 'an empty username' : 'a username without a password'}: kong would call as the default user; give password: SecretRef.of('…', '…'), or leave username out`;
  }
  if (!tls && (options.verifyTls || serverName !== undefined || file !== undefined)) {
    return 'redis has verifyTls, serverName or trustedCertificate without tls: expected an encrypted connection; add tls: true';
  }
  if (serverName !== undefined && !isToken(serverName) && !NAME.test(serverName)) {
    return `redis server name '${serverName}' is not a name: expected the dns name in the server's certificate; write for instance 'redis.cache.svc', or leave it out for the host`;
  }
  if (file !== undefined && options.verifyTls === false) {
    return 'redis has trustedCertificate and verifyTls: false: nothing would be compared with it; leave one of the two out';
  }
  if (file !== undefined && !/^\/[^\s,]+$/.test(file)) {
    return `redis trusted certificate '${file}' is not a file: expected an absolute path in the gateway's pods without blanks and commas; write for instance '/etc/secrets/redis-ca/ca.crt'`;
  }
  return undefined;
}
