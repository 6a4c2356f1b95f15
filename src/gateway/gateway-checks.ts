import { KongEdition } from './kong-edition';
import type { KongGateway } from './kong-gateway';
import type { ImportedKongGatewayProps, KongGatewayProps } from './kong-gateway-props';
import { KongVersion } from './kong-version';
import { podLabelsProblem, selectsAllOf } from './pod-labels';
import { settingsProblem } from './setting-checks';
import { RealIpHeader, UntrustedLua } from './untrusted-lua';
import { isBundledPlugin, nearestName } from '../kong/facts/plugin-facts';
import { expectBoolean, expectEnum, expectKind, expectList, expectOptional, expectReference, isCidr, isOptions, shownNumber } from '../values/kinds';
import { checkObjectName } from '../values/object-name';
import { checkPropNames } from '../values/prop-names';

const NAMES: Record<keyof KongGatewayProps | keyof ImportedKongGatewayProps, true> = {
  version: true, edition: true, controllerVersion: true, ingressClassName: true, cluster: true, namespace: true, podLabels: true, controllerPodLabels: true,
  replicas: true, behindLoadBalancer: true, trustedProxies: true, realIpHeader: true, redis: true, tlsProfile: true, metrics: true,
  untrustedLua: true, luaModules: true, settings: true, secretEnvironment: true, syncWaves: true, globalPlugins: true,
};

/** Throws if a property is of another kind than types say, which JavaScript does not know. */
export function checkKinds(props: KongGatewayProps): void {
  const { version, controllerVersion, redis } = props;
  expectKind('props', props, isOptions, 'properties', '{ version: KongVersion.V3_9 }');
  checkPropNames('gateway', props, NAMES);
  expectOptional('version', version, v => typeof v.isAtLeast === 'function' && v.patch === undefined, 'a KongVersion', `KongVersion.of('${textOr(version, '3.9')}')`);
  expectOptional('controllerVersion', controllerVersion, v => typeof v.isAtLeast === 'function' && v.patch !== undefined, 'a ControllerVersion',
    `ControllerVersion.of('${textOr(controllerVersion, '3.5')}')`);
  expectEnum('edition', props.edition, 'KongEdition', KongEdition);
  expectEnum('realIpHeader', props.realIpHeader, 'RealIpHeader', RealIpHeader);
  expectEnum('untrustedLua', props.untrustedLua, 'UntrustedLua', UntrustedLua);
  // An address may carry a password, so what was given is not repeated.
  expectReference('redis', redis, v => typeof v.host === 'string' && v.timeout !== undefined, 'a Redis', "Redis.at('redis.kong.svc')");
  expectOptional('tlsProfile', props.tlsProfile, v => typeof v._settings === 'function', 'a TlsProfile', 'TlsProfile.INTERMEDIATE');
  props.trustedProxies && expectList('trustedProxies', props.trustedProxies, isCidr, 'a Cidr', text => `Cidr.of(${text})`);
  expectBoolean('behindLoadBalancer', props.behindLoadBalancer);
  expectBoolean('syncWaves', props.syncWaves);
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise;
}

/** What is wrong with what a gateway is said to be; undefined when nothing is. */
export function gatewayProblem(gateway: KongGateway, props: KongGatewayProps): string | undefined {
  return versionProblem(gateway)
    ?? placeProblem(gateway, props)
    ?? addressProblem(props)
    ?? luaProblem(gateway)
    ?? redisProblem(gateway)
    ?? settingsProblem(gateway._settingsElsewhere, gateway.tlsProfile)
    ?? environmentProblem(gateway);
}

/** What is wrong with the global plugins of an imported gateway. One that Kong does not ship may be one of your own. */
export function globalPluginsProblem(types: string[]): string | undefined {
  for (const type of types) {
    const meant = isBundledPlugin(type) ? undefined : nearestName(type);
    if (meant !== undefined || !/^[a-z0-9][a-z0-9_-]*$/.test(type)) {
      return `global plugin '${type}' is no plugin type: expected a type as kong names it; write '${meant ?? 'prometheus'}'`;
    }
  }
  return undefined;
}

function versionProblem(gateway: KongGateway): string | undefined {
  const { version, edition, tlsProfile } = gateway;
  if (edition === KongEdition.OSS && version.isAtLeast(KongVersion.V3_10)) {
    return `kong ${version} does not exist as open source: expected 3.9 or earlier; set edition: KongEdition.ENTERPRISE or version: KongVersion.V3_9`;
  }
  if (edition === KongEdition.OSS && tlsProfile.suite === 'fips') {
    return 'tls profile fips needs kong enterprise, this gateway is open source: without a fips build it is only an older cipher list; use TlsProfile.INTERMEDIATE or set edition';
  }
  return undefined;
}

function placeProblem(gateway: KongGateway, props: KongGatewayProps): string | undefined {
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(gateway.namespace)) {
    return `namespace '${gateway.namespace}' is not a namespace: expected up to 63 of a-z, 0-9 and inner '-'; write for instance 'kong'`;
  }
  try {
    checkObjectName(gateway.ingressClassName);
  } catch (error) {
    return `ingress class: ${(error as Error).message}`;
  }
  if (props.cluster !== undefined && !/^[A-Za-z0-9]([-A-Za-z0-9._]*[A-Za-z0-9])?$/.test(props.cluster)) {
    return `cluster '${props.cluster}' is not a name: expected letters, digits and inner '-', '.' or '_'; write for instance 'staging', or leave it out if the app renders for one`;
  }
  const labels = podLabelsProblem('podLabels', gateway.podLabels)
    ?? (props.controllerPodLabels && podLabelsProblem('controllerPodLabels', props.controllerPodLabels));
  if (labels) {
    return labels;
  }
  const apart = props.controllerPodLabels;
  if (apart && (selectsAllOf(apart, gateway.podLabels) || selectsAllOf(gateway.podLabels, apart))) {
    return 'controllerPodLabels and podLabels select the same pods: expected labels that tell controller and gateway apart; add one that only one of them has, or leave controllerPodLabels out if both run in one pod';
  }
  if (!Number.isInteger(gateway.replicas) || gateway.replicas < 1) {
    return `replicas is ${shownNumber(gateway.replicas)}: expected an integer from 1; give the highest number that the autoscaler may reach`;
  }
  return undefined;
}

function addressProblem(props: KongGatewayProps): string | undefined {
  const proxies = props.trustedProxies ?? [];
  const everyone = proxies.find(proxy => proxy.everyone);
  if (everyone) {
    return `trusted proxy ${everyone} is everybody: any client could forge its address; list the ranges of the load balancer`;
  }
  if (props.realIpHeader !== undefined && proxies.length === 0) {
    return `realIpHeader is ${props.realIpHeader} and nobody is trusted: kong would ignore it; list the proxies that set it in trustedProxies, or leave it out`;
  }
  return undefined;
}

function luaProblem(gateway: KongGateway): string | undefined {
  const { untrustedLua, version, luaModules } = gateway;
  if ([UntrustedLua.STRICT, UntrustedLua.LAX].includes(untrustedLua) && !version.isAtLeast(KongVersion.V3_14)) {
    return `untrusted_lua ${untrustedLua} does not exist in kong ${version}: expected off, sandbox or on; leave untrustedLua out for the sandbox`;
  }
  const wrong = luaModules.find(module => !/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(module));
  if (wrong !== undefined) {
    return `lua module '${wrong}' is not a module: expected words joined by '.'; write each as require takes it, for instance 'cjson.safe'`;
  }
  if (luaModules.length > 0 && [UntrustedLua.STRICT, UntrustedLua.LAX, UntrustedLua.OFF].includes(untrustedLua)) {
    return `lua modules ${luaModules.join(', ')} would not be loaded: with untrusted_lua ${untrustedLua} kong has a list of its own, or runs nothing; leave luaModules out, or set untrustedLua: UntrustedLua.SANDBOX`;
  }
  return undefined;
}

function redisProblem(gateway: KongGateway): string | undefined {
  const { redis, version } = gateway;
  const checked = version.isAtLeast(KongVersion.V3_14) && gateway._settingsElsewhere.KONG_TLS_CERTIFICATE_VERIFY !== 'off';
  if (redis?.tls && !redis.verifyTls && checked) {
    return `redis has verifyTls: false and kong ${version} verifies certificates: it refuses the whole configuration for one plugin that does not; leave verifyTls out and give trustedCertificate, or state settings: { KONG_TLS_CERTIFICATE_VERIFY: 'off' }`;
  }
  return undefined;
}

/** Kong finds a variable by a name in small letters with hyphens, and takes those of its own prefix for its configuration. */
function environmentProblem(gateway: KongGateway): string | undefined {
  const names = Object.keys(gateway.secretEnvironment);
  const wrong = names.find(name => !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(name));
  if (wrong !== undefined) {
    return `environment variable '${wrong}' cannot be read through kong's vault: expected capitals and digits joined by single '_'; write for instance GW_PROOF`;
  }
  const own = names.find(name => name.startsWith('KONG_'));
  if (own !== undefined) {
    return `environment variable ${own} begins with KONG_: kong would take it for its own configuration, and a plugin must not read that; rename it, for instance GW_PROOF`;
  }
  const elsewhere = names.length > 0 ? ['KONG_VAULT_ENV_PREFIX', 'KONG_VAULT_ENV_DECODE_BASE64'].find(name => name in gateway._settingsElsewhere) : undefined;
  return elsewhere && `setting ${elsewhere} changes where or how kong looks for ${names.join(', ')}: every request that needs one would be answered with 503; leave ${elsewhere} out`;
}
