type Moves = Readonly<Record<string, string>>;

/** Hints for both directions of a rename: `write <new>` for the old name, `write <old>` for the new one. */
function renames(pairs: Readonly<Record<string, string>>): Moves {
  const moves: Record<string, string> = {};
  for (const [older, newer] of Object.entries(pairs)) {
    moves[older] = `write ${newer}`;
    moves[newer] = `write ${older}`;
  }
  return moves;
}

function inRecord(flat: string, record: string, fields: readonly string[]): Moves {
  const pairs = Object.fromEntries(fields.map((field) => [`${flat}${field}`, `${record}.${field}`]));
  return { ...renames(pairs), [record]: `write the flat ${fields.map((field) => flat + field).join(', ')}` };
}

const LISTS: Moves = { whitelist: 'write allow', blacklist: 'write deny' };
const REDIS = inRecord('redis_', 'redis', ['host', 'port', 'timeout', 'database', 'username', 'password', 'ssl', 'ssl_verify', 'server_name']);
const FUNCTIONS: Moves = { functions: 'write access' };

function enterpriseRedis(record: string): Moves {
  return {
    [`${record}.timeout`]: 'write connect_timeout, send_timeout and read_timeout',
    ...renames({ [`${record}.sentinel_addresses`]: `${record}.sentinel_nodes`, [`${record}.cluster_addresses`]: `${record}.cluster_nodes` }),
  };
}

/** What to write instead of a field that this version lacks (kong-facts B.7, B.9, B.18, B.23; the lists were renamed in 3.0, B.4). */
const MOVED: Readonly<Record<string, Moves>> = {
  'acl': LISTS,
  'bot-detection': LISTS,
  'ip-restriction': LISTS,
  'openid-connect': {
    ...renames({ consumer_claim: 'consumer_claims' }),
    ...inRecord('session_redis_', 'redis', [
      'host', 'port', 'socket', 'prefix', 'username', 'password', 'ssl', 'ssl_verify', 'server_name', 'connect_timeout', 'read_timeout', 'send_timeout',
      'cluster_nodes', 'cluster_max_redirections',
    ]),
    upstream_headers: 'write upstream_headers_claims and upstream_headers_names',
    downstream_headers: 'write downstream_headers_claims and downstream_headers_names',
  },
  'opentelemetry': { ...renames({ endpoint: 'traces_endpoint' }), ...renames({ access_logs_endpoint: 'access_logs.endpoint' }), access_logs: 'write access_logs_endpoint' },
  'post-function': FUNCTIONS,
  'pre-function': FUNCTIONS,
  'rate-limiting': REDIS,
  'rate-limiting-advanced': enterpriseRedis('redis'),
  'response-ratelimiting': REDIS,
};

export function movedTo(plugin: string, path: string): string | undefined {
  return MOVED[plugin]?.[path];
}
