import * as fs from 'node:fs';
import { isIP } from 'node:net';
import { addressRange } from './address-range';
import { AuthenticationConfig, BlocksConfig, KubernetesConfig, LimitsConfig, ListenConfig, ObjectName, RelayConfig, Settings, StoreConfig, TargetConfig } from './config';
import { Fields } from './fields';
import { ABUSE_SCORING, ABUSE_SIGNALS } from '../../scoring/abuse-scoring';
import { abuseScoringProblem } from '../../scoring/abuse-scoring-problem';

const NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
const HEADER = /^[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/;
const HOST = /^[\w.:-]{1,253}$/;
const DAY = 86400;

/** Reads the file of the configuration. @throws with the file's name and what is wrong */
export function readConfigFile(file: string): Settings {
  try {
    return readConfig(JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
}

/** Checks a configuration and completes it. @throws if anything in it is wrong, missing or unknown */
export function readConfig(value: unknown): Settings {
  const fields = new Fields(value, '');
  const listen = fields.required('listen', readListen);
  const settings: Settings = {
    listen,
    authentication: fields.required('authentication', f => readAuthentication(f, listen)),
    targets: fields.each('targets', readTarget),
    scoring: readScoring(fields),
    blocks: fields.optional('blocks', readBlocks) ?? readBlocks(new Fields({}, 'blocks')),
    never: readRanges(fields, 'never'),
    infrastructure: readRanges(fields, 'infrastructure'),
    privateRanges: fields.flag('privateRanges'),
    store: fields.optional('store', readStore) ?? { kind: 'memory' },
    lease: fields.required('lease', f => ({ ...readName(f), seconds: f.number('seconds', 2, 300, 15) })),
    state: fields.required('state', readName),
    kubernetes: fields.optional('kubernetes', readKubernetes),
    pushSeconds: fields.number('pushSeconds', 0.2, 60, 5),
    pollSeconds: fields.number('pollSeconds', 1, 3600, 30),
    relay: fields.optional('relay', readRelay),
    dryRun: fields.flag('dryRun'),
    limits: fields.optional('limits', readLimits) ?? readLimits(new Fields({}, 'limits')),
  };
  fields.end();
  checkTargets(settings.targets);
  return settings;
}

function readListen(fields: Fields): ListenConfig {
  const listen = {
    port: fields.integer('port', 0, 65535),
    metricsPort: fields.integer('metricsPort', 0, 65535),
    host: fields.optionalText('host', HOST, 'an address of this machine, as 0.0.0.0'),
    tls: fields.optional('tls', f => ({ certFile: f.text('certFile'), keyFile: f.text('keyFile') })),
  };
  if (listen.port !== 0 && listen.port === listen.metricsPort) {
    throw new Error(`listen.port and listen.metricsPort are both ${listen.port}: expected two ports`);
  }
  return listen;
}

function readAuthentication(fields: Fields, listen: ListenConfig): AuthenticationConfig {
  const authentication = {
    sharedSecretFiles: fields.has('sharedSecretFiles') ? fields.texts('sharedSecretFiles') : undefined,
    header: fields.optionalText('header', HEADER, 'a header name in small letters'),
    mtls: fields.optional('mtls', f => ({ caFile: f.text('caFile'), subjectNames: f.has('subjectNames') ? f.texts('subjectNames') : undefined })),
  };
  const { sharedSecretFiles: files, mtls } = authentication;
  if (!files && !mtls) {
    throw new Error('authentication has neither sharedSecretFiles nor mtls: anybody could have any address blocked; give one of them');
  }
  if (files && (files.length < 1 || files.length > 2)) {
    throw new Error(`authentication.sharedSecretFiles has ${files.length} files: expected one, or two while the secret is rotated`);
  }
  if (mtls && !listen.tls) {
    throw new Error('authentication.mtls needs listen.tls: there are no client certificates without tls');
  }
  if (mtls?.subjectNames?.length === 0) {
    throw new Error('authentication.mtls.subjectNames is empty: nobody would be let in; leave it out to let in every certificate of the authority');
  }
  return authentication;
}

function readTarget(fields: Fields, at: string): TargetConfig {
  const kind = fields.text('kind', /^Kong(Cluster)?Plugin$/, 'KongClusterPlugin or KongPlugin') as TargetConfig['kind'];
  const name = fields.text('name', NAME, 'the name of an object');
  const namespace = fields.optionalText('namespace', NAME, 'a namespace');
  if ((kind === 'KongPlugin') !== (namespace !== undefined)) {
    throw new Error(`${at} is a ${kind} ${namespace === undefined ? 'without' : 'with'} a namespace: a KongPlugin has one, a KongClusterPlugin has none`);
  }
  return { kind, name, ...namespace !== undefined && { namespace } };
}

function checkTargets(targets: readonly TargetConfig[]): void {
  if (targets.length === 0) {
    throw new Error('targets is empty: nobody would ever be blocked; name the ip-restriction plugins, or set dryRun with the one of the gateway');
  }
  const names = targets.map(({ kind, namespace, name }) => `${kind} ${namespace ? `${namespace}/` : ''}${name}`);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) {
    throw new Error(`targets has ${twice} twice: remove one`);
  }
}

function readScoring(parent: Fields): Settings['scoring'] {
  const scoring = parent.optional('scoring', fields => ({
    threshold: fields.number('threshold', 0, 1e9, ABUSE_SCORING.threshold),
    window: fields.number('window', 0, 1e9, ABUSE_SCORING.window),
    weights: fields.optional('weights', f => Object.fromEntries(ABUSE_SIGNALS.map(signal => [signal, f.number(signal, 0, 1e9, ABUSE_SCORING.weights[signal])]))) ?? ABUSE_SCORING.weights,
    botScoreFrom: fields.number('botScoreFrom', 0, 10, ABUSE_SCORING.botScoreFrom),
    botScoreHeader: fields.optionalText('botScoreHeader', HEADER, 'a header name in small letters') ?? 'x-bot-score',
  }) as Settings['scoring']) ?? { ...ABUSE_SCORING, botScoreHeader: 'x-bot-score' };
  const problem = abuseScoringProblem(scoring);
  if (problem) {
    throw new Error(`scoring: ${problem}`);
  }
  return scoring;
}

function readBlocks(fields: Fields): Required<BlocksConfig> {
  const blocks = {
    seconds: fields.integer('seconds', 1, 30 * DAY, 3600),
    maxSeconds: fields.integer('maxSeconds', 1, 30 * DAY, Math.max(DAY, Number(fields.has('seconds') ? fields.integer('seconds', 1, 30 * DAY) : 0))),
    memorySeconds: fields.integer('memorySeconds', 0, 90 * DAY, DAY),
    maxBlocks: fields.integer('maxBlocks', 1, 5000, 1000),
    ipv6Prefix: fields.integer('ipv6Prefix', 48, 128, 64),
  };
  if (blocks.maxSeconds < blocks.seconds) {
    throw new Error(`blocks.maxSeconds is ${blocks.maxSeconds}, and the first block lasts ${blocks.seconds}: expected at least as much`);
  }
  return blocks;
}

function readRanges(fields: Fields, name: string): string[] {
  const ranges = fields.texts(name, []);
  for (const [i, range] of ranges.entries()) {
    const parsed = addressRange(range);
    if (!parsed) {
      throw new Error(`${fields.path(name)}[${i}] is '${range}': expected an address or cidr, as 10.0.0.0/8 or 2001:db8::/32`);
    }
    if (parsed.prefix === 0) {
      throw new Error(`${fields.path(name)}[${i}] is '${range}', which is everybody: nobody would ever be blocked; set dryRun if that is meant`);
    }
  }
  return ranges;
}

function readStore(fields: Fields): StoreConfig {
  const kind = fields.text('kind', /^(memory|redis)$/, 'memory or redis');
  return kind === 'memory' ? { kind } : {
    kind: 'redis',
    host: fields.text('host', HOST, 'a host name or address'),
    port: fields.integer('port', 1, 65535, 6379),
    database: fields.integer('database', 0, 1023, 0),
    usernameFile: fields.optionalText('usernameFile'),
    passwordFile: fields.optionalText('passwordFile'),
    tls: fields.optional('tls', f => ({ caFile: f.optionalText('caFile'), serverName: f.optionalText('serverName', HOST, 'a host name') })),
    prefix: fields.optionalText('prefix', /^[\w:.-]{1,100}$/, 'letters, digits and :.-_') ?? 'gatewarden:abuse',
  };
}

function readName(fields: Fields): ObjectName {
  return { name: fields.text('name', NAME, 'the name of an object'), namespace: fields.text('namespace', NAME, 'a namespace') };
}

function readKubernetes(fields: Fields): KubernetesConfig {
  return { server: fields.text('server', /^https:\/\/[^/]+\/?$/, 'a url as https://10.0.0.1:443'), tokenFile: fields.text('tokenFile'), caFile: fields.text('caFile') };
}

function readRelay(fields: Fields): RelayConfig {
  const url = fields.text('url', /^https?:\/\/[^/@\s]+(\/\S*)?$/, 'an http or https url without a user in it');
  if (!URL.canParse(url) || (!isIP(new URL(url).hostname) && !HOST.test(new URL(url).hostname) && !new URL(url).hostname.startsWith('['))) {
    throw new Error(`relay.url is '${url}': expected an http or https url without a user in it`);
  }
  return {
    url,
    headerFiles: fields.optional('headerFiles', f => Object.fromEntries(f.names().map(name => {
      if (!HEADER.test(name) || ['host', 'content-length', 'content-type', 'transfer-encoding', 'connection'].includes(name)) {
        throw new Error(`relay.headerFiles has '${name}': expected a header name in small letters that is not set by the relay itself`);
      }
      return [name, f.text(name)];
    }))),
    queueBytes: fields.integer('queueBytes', 1, 2 ** 30, 16 * 2 ** 20),
  };
}

function readLimits(fields: Fields): Required<LimitsConfig> {
  return {
    bodyBytes: fields.integer('bodyBytes', 1024, 64 * 2 ** 20, 8 * 2 ** 20),
    queueEntries: fields.integer('queueEntries', 1, 1e7, 100_000),
    addresses: fields.integer('addresses', 1, 1e6, 100_000),
    connections: fields.integer('connections', 1, 65535, 1000),
  };
}
