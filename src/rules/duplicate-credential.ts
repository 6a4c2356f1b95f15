import { AppView } from './app-view';
import { CREDENTIALS, credentialSecrets, credentialType, secretValue } from './credential-secrets';
import { FinalObject, isKongs, list, nameOf } from './final-object';
import { Rule, Violation } from './rule';

/** A credential is one consumer's. */
export const DUPLICATE_CREDENTIAL: Rule = {
  id: 'duplicate-credential',
  why: 'of two consumers with one credential the controller drops both, with all that they have',
  check: app => [...sameValues(app), ...sameSecrets(app)],
};

function sameValues(app: AppView): Violation[] {
  const violations: Violation[] = [];
  const first = new Map<string, FinalObject>();
  for (const { secret, type } of credentialSecrets(app)) {
    const { unique } = CREDENTIALS[type];
    const value = unique && secretValue(secret, unique);
    if (!value) {
      continue;
    }
    const id = `${secret.cluster} ${type} ${value}`;
    const other = first.get(id);
    if (other) {
      // The key of a key-auth credential is the secret itself.
      const shown = CREDENTIALS[type].secret === unique ? '' : ` '${value}'`;
      violations.push({
        at: secret.source,
        message: `${nameOf(secret)} has the ${type} ${unique}${shown} of ${nameOf(other)}: the controller drops both consumers; give each its own ${unique}${type === 'jwt' ? ', for instance the azp or client_id of the application' : ''}`,
      });
    }
    first.set(id, other ?? secret);
  }
  return violations;
}

function sameSecrets(app: AppView): Violation[] {
  const groups = new Set(app.ofKind('Secret').filter(secret => credentialType(secret) === 'acl').map(idOf));
  const violations: Violation[] = [];
  const first = new Map<string, FinalObject>();
  for (const consumer of app.ofKind('KongConsumer').filter(isKongs)) {
    for (const name of list(consumer.manifest.credentials).map(String)) {
      const id = idOf({ ...consumer, name });
      const other = first.get(id);
      if (other && !groups.has(id)) {
        violations.push({
          at: consumer.source,
          message: other === consumer ? `${nameOf(consumer)} names the secret '${name}' twice: the controller drops the consumer; remove one`
            : `${nameOf(consumer)} has the secret '${name}' of ${nameOf(other)}: the controller drops both consumers; give each its own credential`,
        });
      }
      first.set(id, other ?? consumer);
    }
  }
  return violations;
}

function idOf({ cluster, namespace, name }: FinalObject): string {
  return `${cluster} ${namespace ?? ''}/${name}`;
}
