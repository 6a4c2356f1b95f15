import * as path from 'node:path';
import Redis from 'ioredis';
import { libraryPath, unpackedPackages } from './debian-packages';
import { Keeper, Running } from './keeper';
import { freePorts } from './ports';
import { eventually } from './wait';

/** Debian's Redis: the program is in redis-tools, redis-server has its name for it. */
const REDIS = {
  name: 'redis',
  packages: ['redis-server'],
  unpacked: /^(redis-|libjemalloc|liblua5\.1|liblzf|libhiredis|lua-|libatomic)/,
};

/** A Redis on loopback with a password, which can be stopped and started again on the same port. It keeps nothing on disk. */
export class RedisPeer {
  public static async start(keeper: Keeper, password: string): Promise<RedisPeer> {
    const folder = await unpackedPackages(REDIS, keeper);
    const [port] = await freePorts(1);
    const peer = new RedisPeer(keeper, folder, port, password);
    await peer.resume();
    return peer;
  }

  private running?: Running;
  private starts = 0;

  private constructor(private readonly keeper: Keeper, private readonly folder: string, public readonly port: number, private readonly password: string) {}

  /** Starts it, empty, and waits until it answers. */
  public async resume(): Promise<void> {
    const running = await this.keeper.start({
      name: `redis-${this.port}-${++this.starts}`,
      command: path.join(this.folder, 'usr/bin/redis-server'),
      args: ['--port', `${this.port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--requirepass', this.password, '--dir', this.keeper.folder],
      env: { LD_LIBRARY_PATH: libraryPath(this.folder), LC_ALL: 'C' },
    });
    this.running = running;
    await eventually('redis', 30, () => this.with(async client => await client.ping() === 'PONG' || undefined), [running]);
  }

  /** Ends it, with all that it holds. */
  public async halt(): Promise<void> {
    await this.running?.stop();
    this.running = undefined;
  }

  /** Runs commands over a connection of their own. */
  public async with<T>(run: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis({ host: '127.0.0.1', port: this.port, password: this.password, lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await run(client);
    } finally {
      client.disconnect();
    }
  }
}
