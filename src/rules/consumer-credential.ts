import { CREDENTIALS, credentialType, secretValue } from './credential-secrets';
import { FinalObject, isKongs, list, nameOf } from './final-object';
import { Rule, Violation } from './rule';
import { listing } from '../errors';
import { KongGateway } from '../gateway/kong-gateway';
import { KongVersion } from '../gateway/kong-version';

const SHARED_SECRET = ['HS256', 'HS384', 'HS512'];
const PUBLIC_KEY = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384'];
const PUBLIC_KEY_SINCE_3_7 = ['ES512', 'PS256', 'PS384', 'PS512', 'EdDSA'];

/** Every Secret of this app that a consumer lists is a credential. */
export const CONSUMER_CREDENTIAL: Rule = {
  id: 'consumer-credential',
  why: 'the controller leaves out a credential that it cannot read, and its consumer gets 401',
  check: app => {
    const secrets = new Map(app.ofKind('Secret').map(secret => [idOf(secret), secret]));
    const violations: Violation[] = [];
    for (const consumer of app.ofKind('KongConsumer').filter(isKongs)) {
      for (const name of new Set(list(consumer.manifest.credentials).map(String))) {
        // What is not in this app is made elsewhere.
        const secret = secrets.get(idOf({ ...consumer, name }));
        const problem = secret && problemOf(secret, consumer.gateway);
        problem && violations.push({ at: secret.source, message: `${nameOf(secret)} is a credential of ${nameOf(consumer)} and ${problem}` });
      }
    }
    return violations;
  },
};

function problemOf(secret: FinalObject, gateway: KongGateway): string | undefined {
  const type = credentialType(secret);
  if (type === undefined) {
    return `has no label konghq.com/credential: the controller leaves it out, and the consumer gets 401; add the label with the credential type, for instance key-auth${
      'konghq.com/credential' in secret.annotations ? ', which is an annotation here' : ''}`;
  }
  if (!Object.hasOwn(CREDENTIALS, type)) {
    return `has the label konghq.com/credential: ${type}, which is no credential type: the controller leaves it out, and the consumer gets 401; expected one of ${Object.keys(CREDENTIALS).join(', ')}`;
  }
  const missing = CREDENTIALS[type].required.filter(key => !secretValue(secret, key));
  if (missing.length > 0) {
    return `lacks ${listing(missing)}: a credential of type ${type} needs ${listing(CREDENTIALS[type].required)}, and the controller leaves it out; add ${missing.length === 1 ? 'it' : 'them'}`;
  }
  return type === 'jwt' ? jwtProblem(secret, gateway) : undefined;
}

function jwtProblem(secret: FinalObject, gateway: KongGateway): string | undefined {
  const algorithm = secretValue(secret, 'algorithm')!;
  if (SHARED_SECRET.includes(algorithm)) {
    return secretValue(secret, 'secret') ? undefined : `has algorithm ${algorithm} and no secret: kong makes one up that nobody knows; add it, outside of this app`;
  }
  const known = [...PUBLIC_KEY, ...gateway.version.isAtLeast(KongVersion.V3_7) ? PUBLIC_KEY_SINCE_3_7 : []];
  if (!known.includes(algorithm)) {
    return `has algorithm '${algorithm}': kong ${gateway.description} does not know it and refuses the whole configuration; expected one of ${[...SHARED_SECRET, ...known].join(', ')}`;
  }
  return secretValue(secret, 'rsa_public_key') ? undefined : `has algorithm ${algorithm} and no rsa_public_key: kong refuses the whole configuration; add the public key as PEM`;
}

function idOf({ cluster, namespace, name }: FinalObject): string {
  return `${cluster} ${namespace ?? ''}/${name}`;
}
