import { AbuseGuardProps } from './abuse-guard-props';
import { CONFIG_KEY } from './guard-names';
import { SecretRef } from '../../values/secret-ref';
import { Redis } from '../redis';

/** Where the configuration is mounted. */
export const CONFIG_FOLDER = '/etc/abuse-guard';
/** Where what Secrets hold is mounted, a file each. */
export const SECRET_FOLDER = '/etc/abuse-guard-secrets';
/** The certificate and its key, as a Secret of type kubernetes.io/tls has them. */
export const TLS_FILES = { certFile: `${SECRET_FOLDER}/tls.crt`, keyFile: `${SECRET_FOLDER}/tls.key` };
export const CONFIG_FILE = `${CONFIG_FOLDER}/${CONFIG_KEY}`;
/** The entry of the configuration's ConfigMap with the user of the Redis, which is no secret. */
export const USERNAME_KEY = 'redis-username';
export const USERNAME_FILE = `${CONFIG_FOLDER}/${USERNAME_KEY}`;

const NAMES = {
  logSecret: 'log-secret',
  formerLogSecret: 'former-log-secret',
  redisPassword: 'redis-password',
  redisAuthority: 'redis-ca.crt',
  relayAuthorization: 'relay-authorization',
};

/** The files of the pods that hold secrets. */
export const SECRET_FILES = Object.fromEntries(Object.entries(NAMES).map(([key, name]) => [key, `${SECRET_FOLDER}/${name}`])) as Record<keyof typeof NAMES, string>;

/** The Secrets that are mounted, as sources of a projected volume. */
export function secretSources(props: AbuseGuardProps, redis: Redis | undefined): unknown[] {
  const secrets: [keyof typeof NAMES, SecretRef | undefined][] = [
    ['logSecret', props.logSecret],
    ['formerLogSecret', props.formerLogSecret],
    ['redisPassword', redis?.password],
    ['redisAuthority', redis && props.redisAuthority],
    ['relayAuthorization', props.relayAuthorization],
  ];
  const tls = props.tlsSecret === undefined ? [] : [{ secret: { name: props.tlsSecret, items: ['tls.crt', 'tls.key'].map(key => ({ key, path: key })) } }];
  return [...secrets.flatMap(([file, secret]) => secret ? [{ secret: { name: secret.name, items: [{ key: secret.key, path: NAMES[file] }] } }] : []), ...tls];
}
