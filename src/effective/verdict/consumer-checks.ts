import { createPublicKey } from 'node:crypto';
import { Refuse, repeated, VerdictTarget } from './target';
import { ConsumerDraft, GroupDraft } from '../translate/consumers';
import { nameOf } from '../translate/objects';

const HMAC = ['HS256', 'HS384', 'HS512'];
const KEYED = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384'];
const KEYED_SINCE_3_7 = ['ES512', 'PS256', 'PS384', 'PS512', 'EdDSA'];

/** What Kong refuses in consumers and their credentials. */
export function checkConsumers(consumers: readonly ConsumerDraft[], groups: readonly GroupDraft[], target: VerdictTarget, refuse: Refuse): void {
  for (const { consumer, source } of consumers) {
    const at = (text: string): void => refuse(`consumer ${consumer.username ?? consumer.custom_id} (${nameOf(source)}) ${text}`);
    (consumer.jwt_secrets ?? []).forEach(secret => checkJwt(secret, target, at));
    if (target.edition === 'oss' && consumer.mtls_auth_credentials) {
      at('has an mtls-auth credential, which needs kong enterprise');
    }
  }
  for (const field of ['username', 'custom_id'] as const) {
    for (const [value, same] of repeated(consumers, ({ consumer }) => consumer[field])) {
      refuse(`consumers ${same.map(({ source }) => nameOf(source)).join(' and ')} have one ${field}, ${value}`);
    }
  }
  if (target.edition === 'oss' && groups.length > 0) {
    refuse(`consumer group ${groups[0].name} needs kong enterprise`);
  }
}

function checkJwt({ algorithm, rsa_public_key: key }: Readonly<Record<string, unknown>>, { version }: VerdictTarget, at: Refuse): void {
  const keyed = Number(version.split('.')[1]) >= 7 ? [...KEYED, ...KEYED_SINCE_3_7] : KEYED;
  if (keyed.includes(String(algorithm))) {
    if (key === undefined) {
      at(`has a jwt credential of ${algorithm} without rsa_public_key`);
    } else if (!isPublicKey(String(key))) {
      at(`has a jwt credential of ${algorithm} whose rsa_public_key is no public key`);
    }
  } else if (!HMAC.includes(String(algorithm))) {
    at(`has a jwt credential of ${algorithm}, an algorithm that kong ${version} does not know`);
  }
}

function isPublicKey(pem: string): boolean {
  try {
    return createPublicKey(pem) !== undefined;
  } catch {
    return false;
  }
}
