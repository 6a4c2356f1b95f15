import { TlsProfile } from '../tls/tls-profile';

/** Settings that Kong ignores without a word unless the cipher suite is `custom` (kong.conf.default, "ignored if ssl_cipher_suite is not custom"). */
const ONLY_CUSTOM = ['KONG_SSL_CIPHERS', 'KONG_SSL_PROTOCOLS', 'KONG_SSL_PREFER_SERVER_CIPHERS', 'KONG_SSL_DHPARAM'];

/** What is wrong with `KONG_*` settings, whoever makes them; undefined when nothing is. No value that may be a secret is repeated. */
export function settingsProblem(settings: { [setting: string]: string }, tlsProfile: TlsProfile): string | undefined {
  for (const [name, value] of Object.entries(settings)) {
    const problem = settingProblem(name, value) ?? tlsProblem(name, value, tlsProfile);
    if (problem) {
      return problem;
    }
  }
  return undefined;
}

function settingProblem(name: string, value: string): string | undefined {
  if (!/^KONG_[A-Z0-9_]+$/.test(name)) {
    return `setting '${name}' is not a setting: expected the environment variable, KONG_ and the name in capitals; write for instance KONG_LOG_LEVEL`;
  }
  if (holdsSecret(name, value)) {
    return `setting ${name} holds a secret: a config map is readable by many, and so is code; set it from a Secret in the pod's environment`;
  }
  if (value.trim() === '' || /[\r\n]/.test(value)) {
    return `setting ${name} is empty or has a line break: expected one line; give a value or leave it out`;
  }
  if (name === 'KONG_TRUSTED_IPS' && value.split(',').some(range => /^(0\.0\.0\.0|::)\/0$/.test(range.trim()))) {
    return `setting KONG_TRUSTED_IPS is '${value}', which trusts everybody: any client could forge its address; list the ranges of the load balancer`;
  }
  return undefined;
}

function tlsProblem(name: string, value: string, profile: TlsProfile): string | undefined {
  if (ONLY_CUSTOM.includes(name) && profile.suite !== 'custom') {
    return `setting ${name} does nothing: kong ignores it with cipher suite '${profile.suite}'; give the gateway tlsProfile: TlsProfile.custom({ … })`;
  }
  if (name === 'KONG_FIPS' && /^(on|true)$/i.test(value) && profile.suite !== 'fips') {
    return `setting KONG_FIPS is '${value}' and the tls profile is '${profile.suite}': in fips mode kong takes the suite 'fips' whatever is set; give the gateway tlsProfile: TlsProfile.FIPS`;
  }
  return undefined;
}

/** By the name, or by what keys look like. A path to a mounted file or a reference to a vault is no secret. */
function holdsSecret(name: string, value: string): boolean {
  if (/PRIVATE KEY/.test(value)) {
    return true;
  }
  if (/^\{vault:\/\//.test(value) || (/_(CERT_KEY|PATH)$/.test(name) && value.startsWith('/'))) {
    return false;
  }
  return /PASSWORD|SECRET|LICENSE_DATA|CERT_KEY|AUTH_CONF|SESSION_CONF|_TOKEN$/.test(name);
}
