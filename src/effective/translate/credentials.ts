import { Events } from './events';
import { KongCredential } from './kong-config';
import { asText, Obj, text } from './objects';
import { secretValues } from './secrets';
import { tagsOf } from './tags';
import { World } from './world';

/** Where Kong has the credentials of a consumer. */
export type CredentialList = 'keyauth_credentials' | 'basicauth_credentials' | 'hmacauth_credentials' | 'jwt_secrets' | 'oauth2_credentials' | 'acls'
  | 'mtls_auth_credentials';

interface CredentialType {
  readonly list: CredentialList;
  /** The field that must be there; for most types it also tells two credentials apart. */
  readonly key: string;
  readonly fields: readonly string[];
  /** The name in the texts of events, unless it is the type's. */
  readonly called?: string;
  /** Whether no two credentials of any consumers may have the same key. */
  readonly unique: boolean;
}

export const CREDENTIAL_TYPES: Readonly<Record<string, CredentialType>> = {
  'key-auth': { list: 'keyauth_credentials', key: 'key', fields: ['key', 'ttl'], unique: true },
  'basic-auth': { list: 'basicauth_credentials', key: 'username', fields: ['username', 'password'], unique: true },
  'hmac-auth': { list: 'hmacauth_credentials', key: 'username', fields: ['username', 'secret'], unique: true },
  'jwt': { list: 'jwt_secrets', key: 'key', fields: ['key', 'algorithm', 'secret', 'rsa_public_key'], called: 'jwt-auth', unique: true },
  'oauth2': { list: 'oauth2_credentials', key: 'client_id', fields: ['name', 'client_id', 'client_secret', 'redirect_uris', 'hash_secret', 'client_type'], unique: true },
  'acl': { list: 'acls', key: 'group', fields: ['group'], unique: false },
  'mtls-auth': { list: 'mtls_auth_credentials', key: 'subject_name', fields: ['subject_name', 'id'], unique: false },
};

/** A credential of a consumer. */
export interface CredentialDraft {
  readonly secret: Obj;
  /** Undefined for a Secret that is not among the objects. */
  readonly type?: string;
  readonly credential?: KongCredential;
}

/** The credentials that a KongConsumer names. A bad one is left out with an event, and the consumer stays. */
export function credentialsOf(world: World, consumer: Obj, names: unknown[], events: Events): CredentialDraft[] {
  const found: CredentialDraft[] = [];
  for (const name of names.map(asText)) {
    const secret = world.find('Secret', consumer.namespace, name);
    const fail = (message: string): void => events.add(`credential "${name}" failure: ${message}`, consumer);
    if (!secret) {
      fail(`Failed to fetch secret: Secret ${consumer.namespace}/${name} not found`);
    } else if (secret.assumed) {
      found.push({ secret });
    } else {
      const made = credential(secret, fail);
      made && found.push(made);
    }
  }
  return found;
}

function credential(secret: Obj, fail: (message: string) => void): CredentialDraft | undefined {
  const label = secret.labels['konghq.com/credential'] ?? '';
  if (label === '') {
    fail(`could not load credential from Secret: Secret ${secret.namespace}/${secret.name} used as credential, but lacks konghq.com/credential label`);
  }
  if (!Object.hasOwn(CREDENTIAL_TYPES, label)) {
    fail(`failed to provision credential: unsupported credential type: "${label}"`);
    return undefined;
  }
  const type = CREDENTIAL_TYPES[label];
  const values = secretValues(secret);
  const fields: Record<string, unknown> = {};
  for (const field of type.fields) {
    if (text(values[field])) {
      fields[field] = values[field];
    }
  }
  if (fields.ttl !== undefined) {
    if (/^[+-]?\d+$/.test(values.ttl)) {
      fields.ttl = Number(values.ttl);
    } else {
      fail(`Failed to parse ttl to int: strconv.Atoi: parsing "${values.ttl}": invalid syntax, skipfilling the field`);
      delete fields.ttl;
    }
  }
  if (fields[type.key] === undefined) {
    fail(`failed to provision credential: ${type.called ?? label} is invalid: no ${type.key}`);
    return undefined;
  }
  if (label === 'jwt') {
    fields.algorithm ??= 'HS256';
  }
  return { secret, type: label, credential: { ...fields, tags: tagsOf(secret) } };
}
