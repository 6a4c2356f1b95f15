import * as path from 'node:path';
import { Nginx } from '../peers/nginx';

/** The folder of the Lua files that stand in for Kong. */
const STAND_IN = path.join(__dirname, 'stand-in');

/** Kong's own dictionaries, which are all that a chunk may count on; the big ones are smaller here. */
const DICTIONARIES = {
  kong: '5m',
  kong_locks: '8m',
  kong_healthchecks: '5m',
  kong_cluster_events: '5m',
  kong_rate_limiting_counters: '12m',
  kong_core_db_cache: '2m',
  kong_core_db_cache_miss: '2m',
  kong_db_cache: '2m',
  kong_db_cache_miss: '2m',
  kong_secrets: '5m',
  prometheus_metrics: '5m',
};

/** What a configuration is made of. */
export interface NginxConf {
  readonly nginx: Nginx;
  /** The port for requests. */
  readonly port: number;
  /** The port for questions of the tests. */
  readonly controlPort: number;
  readonly upstreamPort: number;
  readonly workers: number;
  /** The environment of a node: nginx hides all others from its workers. */
  readonly environment: Record<string, string>;
}

/** A configuration with Kong's limits; every directive that is not at nginx's default is at Kong's. */
export function nginxConf({ nginx, port, controlPort, upstreamPort, workers, environment }: NginxConf): string {
  return `${nginx.modules.map(file => `load_module ${file};`).join('\n')}
daemon off;
${process.getuid?.() === 0 ? '# The prefix is readable by its owner only.\nuser root;\n' : ''}worker_processes ${workers};
pid nginx.pid;
error_log error.log notice;
${Object.entries(environment).map(([name, value]) => `env ${quoted(`${name}=${value}`)};`).join('\n')}
events { worker_connections 512; }

http {
  lua_package_path '${STAND_IN}/?.lua;${nginx.luaPath};;';
  lua_package_cpath '${nginx.luaCpath};;';
${Object.entries(DICTIONARIES).map(([name, size]) => `  lua_shared_dict ${name} ${size};`).join('\n')}

  charset UTF-8;
  default_type text/plain;
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;

  client_max_body_size 0;
  client_body_buffer_size 8k;
  client_header_buffer_size 1k;
  large_client_header_buffers 4 8k;
  underscores_in_headers on;
  merge_slashes off;
  lua_regex_match_limit 100000;
  lua_regex_cache_max_entries 8192;

  init_by_lua_block { standin = require('kong_standin') standin.init() }

  map $http_upgrade $upstream_upgrade_of { default ''; websocket websocket; }

  server {
    listen 127.0.0.1:${port} backlog=16384;
    # A refused header line is not Kong's to answer.
    location / {
      set $upstream_host '';
      set $upstream_te '';
      set $upstream_connection keep-alive;
      rewrite_by_lua_block { standin.rewrite() }
      access_by_lua_block { standin.access() }

      proxy_http_version 1.1;
      proxy_set_header TE $upstream_te;
      proxy_set_header Host $upstream_host;
      proxy_set_header Upgrade $upstream_upgrade_of;
      proxy_set_header Connection $upstream_connection;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Real-IP $remote_addr;
      proxy_pass_header Server;
      proxy_pass_header Date;
      # As the client wrote it: Kong does not rewrite a path that it does not strip.
      proxy_pass http://127.0.0.1:${upstreamPort}$request_uri;

      header_filter_by_lua_block { standin.header_filter() }
      body_filter_by_lua_block { standin.body_filter() }
      log_by_lua_block { standin.log() }
    }
  }

  server {
    listen 127.0.0.1:${controlPort};
    client_body_buffer_size 8m;
    location = /ready { content_by_lua_block { ngx.say('ready') } }
    location = /syntax { content_by_lua_block { standin.syntax() } }
    location = /versions { content_by_lua_block { standin.versions() } }
  }
}
`;
}

/** A word for nginx, which has no way to write a dollar sign or both quotes. */
function quoted(word: string): string {
  if (/['\\$\n]/.test(word)) {
    throw new Error(`nginx cannot be told ${word}`);
  }
  return `'${word}'`;
}
