import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROUTES } from './scenes';
import { newKeeper } from '../../test/e2e/peers/build';
import { nginx, Nginx } from '../../test/e2e/peers/nginx';
import { freePorts } from '../../test/e2e/peers/ports';
import { eventually } from '../../test/e2e/peers/wait';

/** Where the Lua files that stand in for Kong are, and the benchmark's own. */
const LUA = [path.join(__dirname, '../../test/e2e/lua/stand-in'), __dirname];
const SECRET = 'a-secret-of-32-random-characters';

/** nginx with one worker, which runs the chunks of a route and asks an upstream that it is itself. */
export interface BenchNginx {
  /** Where requests go; their Host is the name of a route. */
  readonly port: number;
  /** Seconds of processor time that the worker has used. */
  clock(): Promise<number>;
  /** What the benchmark's Lua answers, in JSON. */
  ask(target: string, headers?: Record<string, string>, body?: string): Promise<any>;
  /** The end of its log. */
  lastErrors(): string;
  stop(): Promise<void>;
}

export async function startNginx(): Promise<BenchNginx> {
  const keeper = newKeeper();
  try {
    const [port, controlPort, upstreamPort] = await freePorts(3);
    const program = await nginx(keeper);
    const prefix = path.join(keeper.folder, 'prefix');
    fs.mkdirSync(prefix);
    fs.writeFileSync(path.join(prefix, 'routes.json'), JSON.stringify(hosts()));
    fs.writeFileSync(path.join(prefix, 'nginx.conf'), conf(program, port, controlPort, upstreamPort));
    const peer = await keeper.start({ name: 'nginx', command: program.command, args: ['-p', prefix, '-c', 'nginx.conf', '-e', 'error.log'], env: program.env });
    const lastErrors = () => fs.readFileSync(path.join(prefix, 'error.log'), 'utf8').trimEnd().split('\n').slice(-5).join('\n');
    const ask = async (target: string, headers: Record<string, string> = {}, body?: string) => {
      const answer = await fetch(`http://127.0.0.1:${controlPort}/${target}`, { headers, ...body !== undefined && { method: 'POST', body } });
      const text = await answer.text();
      if (!answer.ok) {
        throw new Error(`nginx answered ${answer.status} to ${target}: ${text}\n${lastErrors()}`);
      }
      return JSON.parse(text);
    };
    await eventually('nginx', 30, () => ask('clock'), [peer]);
    return { port, ask, lastErrors, clock: () => ask('clock'), stop: () => keeper.close() };
  } catch (error) {
    await keeper.close();
    throw error;
  }
}

/** The host of a route: its name, as a header has it. */
export function hostOf(name: string): string {
  return `${name.replace(/\W+/g, '-').toLowerCase()}.test`;
}

function hosts(): object {
  return Object.fromEntries(Object.entries(ROUTES).map(([name, route]) => [hostOf(name), route]));
}

/** Limits as in the configuration of the tests; what only tests need is not here. */
function conf(program: Nginx, port: number, controlPort: number, upstreamPort: number): string {
  return `${program.modules.map(file => `load_module ${file};`).join('\n')}
daemon off;
${process.getuid?.() === 0 ? 'user root;\n' : ''}worker_processes 1;
pid nginx.pid;
error_log error.log error;
env GW_PROOF=${SECRET};
events { worker_connections 512; }

http {
  lua_package_path '${LUA.map(folder => `${folder}/?.lua`).join(';')};${program.luaPath};;';
  lua_package_cpath '${program.luaCpath};;';
  lua_shared_dict kong_rate_limiting_counters 12m;
  access_log off;
  default_type text/plain;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  keepalive_requests 100000000;
  underscores_in_headers on;
  lua_regex_match_limit 100000;
  lua_regex_cache_max_entries 8192;
  init_by_lua_block { bench = require('bench_gateway') bench.init() }

  upstream backend {
    server 127.0.0.1:${upstreamPort};
    keepalive 128;
    keepalive_requests 100000000;
  }
  server {
    listen 127.0.0.1:${upstreamPort};
    location / { return 200 'ok'; }
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      set $upstream_uri $uri;
      access_by_lua_block { bench.access() }
      proxy_http_version 1.1;
      proxy_set_header Connection '';
      proxy_pass http://backend;
    }
  }
  server {
    listen 127.0.0.1:${controlPort};
    client_body_buffer_size 8m;
    location = /clock { content_by_lua_block { ngx.print(os.clock()) } }
    location = /prepare { content_by_lua_block { bench.turns().prepare() } }
    location = /turn { content_by_lua_block { bench.turns().turn() } }
    location = /compiler { content_by_lua_block { bench.turns().compiler() } }
  }
}
`;
}
