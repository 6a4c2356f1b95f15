import { Duration } from 'cdk8s';
import { AbuseGuardProps } from './abuse-guard-props';
import { ABUSE_SCORING } from '../../scoring/abuse-scoring';
import { abuseScoringProblem } from '../../scoring/abuse-scoring-problem';
import { expectBoolean, expectDuration, expectKind, expectList, expectReference, isCidr, isOptions, isPlugin, isSecretRef, isText } from '../../values/kinds';
import { Redis } from '../redis';

const QUANTITY = /^[0-9]+(\.[0-9]+)?(m|[kMGT]i?|Ki)?$/;
/** The name of an object. */
const OBJECT = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
/** The host of a URL as the program takes it. */
const HOST = /^([\w.:-]{1,253}|\[[0-9a-f.:]+\])$/;
const DAY = 86_400;

/** Throws if a property is of another kind or out of the range that the program takes. */
export function checkGuardProps(props: AbuseGuardProps): void {
  // What was given in place of a reference may be the secret, and is not repeated.
  for (const name of ['logSecret', 'formerLogSecret', 'redisAuthority', 'relayAuthorization'] as const) {
    expectReference(name, props[name], isSecretRef, 'a SecretRef', `${name}: SecretRef.of('abuse-guard', 'secret'), and put the value into that Secret`);
  }
  if (!props.logSecret) {
    throw new Error('logSecret is missing: anybody who reaches the guard could have any address blocked; write logSecret: SecretRef.of(\'abuse-guard\', \'secret\')');
  }
  expectKind('monitoring', props.monitoring, isOptions, 'an AbuseGuardMonitoring', "AbuseGuardMonitoring.prometheusOperator({ labels: {} }), or AbuseGuardMonitoring.none('…')");
  expectBoolean('blockPrivateRanges', props.blockPrivateRanges);
  expectBoolean('dryRun', props.dryRun);
  const cidr = (text: string) => `Cidr.of(${text})`;
  const everyone = expectList('never', props.never ?? [], isCidr, 'a Cidr', cidr).find(range => range.everyone);
  if (everyone) {
    throw new Error(`never has ${everyone}, which is everybody: nobody would ever be blocked; write dryRun: true if that is meant`);
  }
  if (expectList('apiServers', props.apiServers ?? [], isCidr, 'a Cidr', cidr).length === 0 && props.apiServers) {
    throw new Error('apiServers is empty: the guard could not reach them; list their ranges or leave it out');
  }
  const unlike = expectList('furtherPlugins', props.furtherPlugins ?? [], isPlugin, 'a plugin', () => "KongPlugin.fromName(scope, 'office', { name: 'office', namespace: 'shop', plugin: 'ip-restriction' })")
    .find(plugin => plugin.pluginType !== 'ip-restriction' || plugin.pluginNamespace === undefined);
  if (unlike) {
    throw new Error(`furtherPlugins has '${unlike.pluginName}' of type ${unlike.pluginType} ${unlike.pluginNamespace === undefined ? 'without a namespace' : ''}: expected ip-restriction plugins with the namespace of each; write plugin and namespace in KongPlugin.fromName`);
  }
  if (props.tlsSecret !== undefined && (!isText(props.tlsSecret) || !OBJECT.test(props.tlsSecret))) {
    // It may be the key itself, and is not repeated.
    throw new Error('tlsSecret is not the name of a Secret: expected that of one of type kubernetes.io/tls in the namespace of the guard; write for instance \'abuse-guard-tls\'');
  }
  checkScoring(props);
  checkBlocks(props);
  checkNumber('replicas', props.replicas, 1, 20, 1);
  for (const port of props.apiServerPorts ?? []) {
    checkNumber('apiServerPorts', port, 1, 65535, 6443);
  }
  checkSeconds('pushInterval', props.pushInterval, 0.2, 60);
  for (const [name, quantity] of Object.entries(props.resources ?? {})) {
    if (typeof quantity !== 'string' || !QUANTITY.test(quantity)) {
      throw new Error(`resources.${name} is ${JSON.stringify(quantity)}: expected a quantity of kubernetes; write for instance '100m' or '256Mi'`);
    }
  }
  checkRelay(props);
}

/** Throws if the program cannot talk to that Redis, or several pods would each count for themselves. */
export function checkGuardRedis(props: AbuseGuardProps, redis: Redis | undefined): void {
  if ((props.replicas ?? 1) > 1 && !redis) {
    throw new Error(`the abuse guard has ${props.replicas} replicas and no redis: each would count a part of the requests only; give redis: Redis.at('…') to it or to the gateway, or leave replicas out`);
  }
  if (redis?.tls && !redis.verifyTls) {
    throw new Error('redis has verifyTls: false: the abuse guard always verifies the certificate; give it a redis of its own with redisAuthority');
  }
  if (redis?.trustedCertificate !== undefined && !props.redisAuthority) {
    throw new Error('redis has a trustedCertificate, a file of the gateway\'s pods that those of the abuse guard lack: expected redisAuthority; put the certificate into a Secret and write redisAuthority: SecretRef.of(\'redis-ca\', \'ca.crt\')');
  }
  if (props.redisAuthority && !redis?.tls) {
    throw new Error('redisAuthority is given and no redis with tls: nothing would be verified by it; add tls: true to the redis, or remove it');
  }
}

function checkScoring({ scoring = {} }: AbuseGuardProps): void {
  const { threshold = ABUSE_SCORING.threshold, weights = {}, botScoreFrom, botScoreHeader } = scoring;
  checkSeconds('scoring.window', scoring.window, 10, 3600);
  const problem = abuseScoringProblem({
    threshold,
    window: scoring.window?.toSeconds() ?? ABUSE_SCORING.window,
    weights: { ...ABUSE_SCORING.weights, ...Object.fromEntries(Object.entries(weights).filter(([, weight]) => weight !== undefined)) },
    botScoreFrom: ABUSE_SCORING.botScoreFrom,
  });
  if (problem) {
    throw new Error(`scoring: ${problem}`);
  }
  if (botScoreFrom !== undefined && ![1, 2, 3, 4, 5, 6, 7, 8, 9, 10].some(tenths => tenths / 10 === botScoreFrom)) {
    throw new Error(`scoring.botScoreFrom is ${botScoreFrom}: expected tenths from 0.1 to 1; write for instance 0.7`);
  }
  if (botScoreHeader !== undefined && !/^[A-Za-z0-9-]{1,100}$/.test(botScoreHeader)) {
    throw new Error(`scoring.botScoreHeader is '${botScoreHeader}': expected the name of a header; leave it out for X-Bot-Score`);
  }
}

function checkBlocks({ blocks = {} }: AbuseGuardProps): void {
  checkSeconds('blocks.duration', blocks.duration, 1, 30 * DAY, true);
  checkSeconds('blocks.maxDuration', blocks.maxDuration, 1, 30 * DAY, true);
  checkSeconds('blocks.memory', blocks.memory, 0, 90 * DAY, true);
  checkNumber('blocks.maxBlocks', blocks.maxBlocks, 1, 5000, 1000);
  checkNumber('blocks.ipv6Prefix', blocks.ipv6Prefix, 48, 128, 64);
  const first = blocks.duration?.toSeconds() ?? 3600;
  if (blocks.maxDuration && blocks.maxDuration.toSeconds() < first) {
    throw new Error(`blocks.maxDuration is ${blocks.maxDuration.toSeconds()} seconds, and the first block lasts ${first}: expected at least as much; leave it out for a day`);
  }
}

function checkRelay({ relayTo, relayAuthorization }: AbuseGuardProps): void {
  if (relayTo !== undefined && !(/^https?:\/\/[^/@\s]+(\/\S*)?$/.test(relayTo) && URL.canParse(relayTo) && HOST.test(new URL(relayTo).hostname))) {
    throw new Error(`relayTo is '${String(relayTo).replace(/\/\/[^/]*@/, '//***@')}': expected an http or https url without a user in it; write for instance 'http://log-collector.logs.svc:8080/logs'`);
  }
  if (relayAuthorization && relayTo === undefined) {
    throw new Error('relayAuthorization is given without relayTo: nothing is relayed; add relayTo or remove it');
  }
}

function checkNumber(name: string, value: number | undefined, least: number, most: number, usual: number): void {
  if (value !== undefined && !(Number.isInteger(value) && value >= least && value <= most)) {
    throw new Error(`${name} is ${JSON.stringify(value)}: expected an integer from ${least} to ${most}; the usual one is ${usual}`);
  }
}

function checkSeconds(name: string, duration: Duration | undefined, least: number, most: number, whole: boolean = false): void {
  const seconds = expectDuration(name, duration) && duration!.toMilliseconds() / 1000;
  if (seconds !== undefined && !(seconds >= least && seconds <= most && (!whole || Number.isInteger(seconds)))) {
    throw new Error(`${name} is ${seconds} seconds: expected ${whole ? 'a whole number ' : ''}from ${least} to ${most}; leave it out for the default`);
  }
}
