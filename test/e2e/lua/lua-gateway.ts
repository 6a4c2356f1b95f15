import * as fs from 'node:fs';
import * as http from 'node:http';
import * as path from 'node:path';
import { nginxConf } from './nginx-conf';
import { Answer, sendBytes, sendRequest, SentRequest } from './requests';
import { Upstream } from './upstream';
import { newKeeper } from '../peers/build';
import { Keeper, Running } from '../peers/keeper';
import { nginx } from '../peers/nginx';
import { freePorts } from '../peers/ports';
import { eventually } from '../peers/wait';

/** The chunks of a pre-function or post-function plugin by phase, as its configuration has them. */
export type Phases = Partial<Record<'access' | 'header_filter' | 'body_filter' | 'log', string[]>>;

/** What differs between this nginx and Kong's, and between releases of Kong; see README.md. */
export interface Variant {
  readonly name: string;
  /** Kong has PCRE2; Debian's module PCRE1. */
  readonly regex: 'pcre2' | 'pcre1';
  /** Whether cjson tells an empty array from an empty object, as OpenResty's does. */
  readonly arrays: boolean;
  /** What get_header answers for a header sent twice: the first value among a hundred headers, or all of them. */
  readonly headers: 'first' | 'all';
}

export const AS_KONG: Variant = { name: 'as Kong', regex: 'pcre2', arrays: true, headers: 'first' };
export const AS_DEBIAN: Variant = { name: 'as Debian', regex: 'pcre1', arrays: false, headers: 'all' };
/** For `describe.each`: what must not depend on the differences is tested with each. */
export const VARIANTS = [AS_KONG, AS_DEBIAN];

/** What a route has. */
export interface RouteConfig {
  readonly preFunction?: Phases;
  readonly postFunction?: Phases;
  /** `custom_fields_by_lua` of its log plugin; without, it has none. */
  readonly logFields?: Record<string, string>;
  /** The path of a route that matches by a regular expression, for its captures. */
  readonly path?: string;
  /** `untrusted_lua_sandbox_requires` of the gateway, none by default. */
  readonly requires?: string[];
  /** As Kong, by default. */
  readonly variant?: Variant;
}

/** A line that the log phase has left: what a collector would have got, or the error for which it got nothing. */
export interface Logged {
  readonly entry?: any;
  readonly lost?: string;
  /** The error of a post-function's log chunk. */
  readonly failed?: string;
}

const PHASES = ['access', 'header_filter', 'body_filter', 'log'];

/** nginx with the stand-in for Kong, and an upstream behind it. Each route has a host of its own. */
export class LuaGateway {
  /**
   * Fetches nginx if it is missing, starts, and waits until it answers.
   *
   * @param environment what `kong.vault.get` finds
   */
  public static async start(environment: Record<string, string> = {}, workers: number = 1): Promise<LuaGateway> {
    const keeper = newKeeper();
    const upstream = await Upstream.start();
    try {
      const [port, controlPort] = await freePorts(2);
      const program = await nginx(keeper);
      const prefix = path.join(keeper.folder, 'prefix');
      fs.mkdirSync(path.join(prefix, 'routes'), { recursive: true });
      fs.writeFileSync(path.join(prefix, 'nginx.conf'), nginxConf({ nginx: program, port, controlPort, upstreamPort: upstream.port, workers, environment }));
      const peer = await keeper.start({
        name: 'nginx', command: program.command, args: ['-p', prefix, '-c', 'nginx.conf', '-e', 'error.log'], env: program.env,
      });
      const gateway = new LuaGateway(keeper, upstream, peer, prefix, port, controlPort);
      await eventually('nginx', 30, async () => await gateway.ask('ready') === 'ready\n' || undefined, [peer]);
      return gateway;
    } catch (error) {
      await Promise.all([keeper.close(), upstream.stop()]);
      throw error;
    }
  }

  private routes = 0;
  private readonly agent = new http.Agent({ keepAlive: true });

  private constructor(
    private readonly keeper: Keeper,
    public readonly upstream: Upstream,
    private readonly peer: Running,
    private readonly prefix: string,
    /** Where requests go, for those who send their own. */
    public readonly port: number,
    private readonly controlPort: number,
  ) {}

  /**
   * A new route.
   *
   * @throws for a phase that Kong would not run for a route: certificate and rewrite come before one is known
   */
  public serve({ preFunction, postFunction, logFields, path: pattern, requires, variant = AS_KONG }: RouteConfig): LuaRoute {
    const refused = [preFunction, postFunction].flatMap(phases => Object.keys(phases ?? {})).find(phase => !PHASES.includes(phase));
    if (refused) {
      throw new Error(`kong does not run the phase ${refused} of a function on a route: expected one of ${PHASES.join(', ')}`);
    }
    const host = `route-${++this.routes}.test`;
    const { regex, arrays, headers } = variant;
    fs.writeFileSync(path.join(this.prefix, 'routes', `${host}.json`), JSON.stringify({ preFunction, postFunction, logFields, path: pattern, requires, regex, arrays, headers }));
    return new LuaRoute(this, host);
  }

  /** What LuaJIT says of a chunk that it cannot compile; nothing if it can. */
  public syntaxError(chunk: string): Promise<string> {
    return this.ask('syntax', chunk);
  }

  /** What this nginx is made of. */
  public async versions(): Promise<any> {
    return JSON.parse(await this.ask('versions'));
  }

  /** What nginx has logged as an error, or as worse. */
  public errors(): string[] {
    return this.lines('error.log').filter(line => /\[(error|crit|alert|emerg)\]/.test(line));
  }

  /** @internal */
  public send(host: string, request: SentRequest): Promise<Answer> {
    return sendRequest(this.port, host, request, this.agent);
  }

  /** @internal */
  public sendBytes(bytes: string): Promise<string> {
    return sendBytes(this.port, bytes);
  }

  /** @internal */
  public logged(host: string): Logged[] {
    return this.lines('entries.log').map(line => JSON.parse(line)).filter(line => line.host === host);
  }

  /** Stops nginx and the upstream, and resolves when both are gone. */
  public async stop(): Promise<void> {
    this.agent.destroy();
    await Promise.all([this.keeper.close(), this.upstream.stop()]);
  }

  /** What nginx itself printed, when it does not start or is gone. */
  public lastLines(): string {
    return this.peer.lastLines();
  }

  private lines(name: string): string[] {
    const file = path.join(this.prefix, name);
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  }

  private async ask(what: string, body?: string): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${this.controlPort}/${what}`, body === undefined ? {} : { method: 'POST', body });
    return answer.text();
  }
}

/** One route of the gateway; its chunks have seen no request but those sent here. */
export class LuaRoute {
  private sent = 0;

  constructor(private readonly gateway: LuaGateway, public readonly host: string) {}

  /** Sends a request, for which authentication has left what `vouched` says: nothing by default. */
  public async send(request: SentRequest = {}): Promise<Answer> {
    this.sent++;
    return this.gateway.send(this.host, request);
  }

  /** Sends a request, byte by byte, and resolves with the whole answer. `HOST` stands for the route's host. */
  public sendBytes(bytes: string): Promise<string> {
    this.sent++;
    return this.gateway.sendBytes(bytes.replaceAll('HOST', this.host));
  }

  /** What the log phase has left of each request that was sent here, which comes after the answer. */
  public logged(): Promise<Logged[]> {
    return eventually(`the log of ${this.sent} requests`, 10, async () => {
      const logged = this.gateway.logged(this.host);
      return logged.length >= this.sent ? logged : undefined;
    });
  }
}
