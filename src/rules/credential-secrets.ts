import { AppView } from './app-view';
import { FinalObject, labelsOf, map } from './final-object';

/** What a credential of a type holds. */
interface CredentialFacts {
  /** Keys without which the controller leaves it out. */
  readonly required: string[];
  /** The key that no two consumers can share. */
  readonly unique?: string;
  /** The key that whoever has it is the consumer. */
  readonly secret?: string;
}

const LABEL = 'konghq.com/credential';

/** Credential types of the controller (`internal/admission/validation/consumers/credentials`). */
export const CREDENTIALS: Record<string, CredentialFacts> = {
  'acl': { required: ['group'] },
  'basic-auth': { required: ['username', 'password'], unique: 'username', secret: 'password' },
  'hmac-auth': { required: ['username', 'secret'], unique: 'username', secret: 'secret' },
  'jwt': { required: ['key', 'algorithm'], unique: 'key', secret: 'secret' },
  'key-auth': { required: ['key'], unique: 'key', secret: 'key' },
  'mtls-auth': { required: ['subject_name'] },
  'oauth2': { required: ['name', 'client_id', 'client_secret', 'redirect_uris'], unique: 'client_id', secret: 'client_secret' },
};

/** The credential type of a Secret; undefined if it is labelled as none. */
export function credentialType(secret: FinalObject): string | undefined {
  return labelsOf(secret)[LABEL];
}

/** The Secrets that are credentials of a known type. */
export function credentialSecrets(app: AppView): { readonly secret: FinalObject; readonly type: string }[] {
  return app.ofKind('Secret').map(secret => ({ secret, type: credentialType(secret) ?? '' })).filter(({ type }) => Object.hasOwn(CREDENTIALS, type));
}

/** A value of a Secret; stringData wins over data, as in Kubernetes. */
export function secretValue({ manifest }: FinalObject, key: string): string | undefined {
  const [plain, encoded] = [map(manifest.stringData), map(manifest.data)];
  if (Object.hasOwn(plain, key)) {
    return String(plain[key]);
  }
  return Object.hasOwn(encoded, key) ? Buffer.from(String(encoded[key]), 'base64').toString('utf8') : undefined;
}
