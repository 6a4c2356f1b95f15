import { CREDENTIALS, credentialSecrets, secretValue } from './credential-secrets';
import { FinalObject, map, nameOf } from './final-object';
import { Rule, Violation } from './rule';
import { isVaultReference, urlParts } from '../kong/facts/formats';
import { secretFields } from '../kong/facts/secret-fields';
import { isSecretOutput } from '../values/token';

/** Controllers before 3.4.1 want a secret that public keys do not use. */
const UNUSED = 'unused';

/** No manifest holds a secret. */
export const PLAIN_SECRET: Rule = {
  id: 'plain-secret',
  why: 'a manifest is read by everybody who reads the repository, the pipeline or the cluster',
  check: app => [...app.pluginObjects().flatMap(inConfig), ...credentialSecrets(app).flatMap(({ secret, type }) => inCredential(secret, type))],
};

function inConfig(object: FinalObject): Violation[] {
  const { plugin } = object.manifest;
  const config = map(object.manifest.config);
  const fields = typeof plugin === 'string' ? secretFields(plugin).filter(path => isPlain(config, path.split('.'))) : [];
  const violations = fields.map(path => ({
    at: object.source,
    message: `${plugin} config.${path} is a secret in clear: everybody who reads the manifest has it; put it into a Secret and name that in configPatches`,
  }));
  if (plugin === 'http-log' && typeof config.http_endpoint === 'string' && urlParts(config.http_endpoint)?.userinfo) {
    violations.push({
      at: object.source,
      message: 'http-log config.http_endpoint has a user in its url, which is a secret in clear: everybody who reads the manifest has it; put the url into a Secret and name that in configPatches',
    });
  }
  return violations;
}

/** Whether something in clear stands at a path, which may step through lists (`a[].b`) and maps (`a{}.b`), or end at a list. */
function isPlain(value: unknown, path: string[]): boolean {
  if (path.length === 0) {
    return Array.isArray(value) ? value.some(item => isPlain(item, [])) : typeof value === 'string' ? value !== '' && !isVaultReference(value) : typeof value === 'number';
  }
  const [name, ...rest] = path;
  const through = name.endsWith('[]') || name.endsWith('{}');
  const bare = (through ? name.slice(0, -2) : name).toLowerCase();
  // Names of headers have no case.
  return Object.entries(map(value)).filter(([key]) => key.toLowerCase() === bare)
    .some(([, found]) => through ? Object.values(typeof found === 'object' && found !== null ? found : {}).some(item => isPlain(item, rest)) : isPlain(found, rest));
}

function inCredential(secret: FinalObject, type: string): Violation[] {
  const key = CREDENTIALS[type].secret;
  const value = key && secretValue(secret, key);
  const violations: Violation[] = [];
  if (value && !isSecretOutput(value) && !(type === 'jwt' && value === UNUSED)) {
    violations.push({
      at: secret.source,
      message: `${nameOf(secret)} holds the ${key} of a credential of type ${type} in clear: whoever reads the manifest is that consumer; create the Secret outside of this app, and name it`,
    });
  }
  if (type === 'jwt' && secretValue(secret, 'rsa_public_key')?.includes('PRIVATE KEY')) {
    violations.push({
      at: secret.source,
      message: `${nameOf(secret)} holds a private key: whoever reads the manifest can sign tokens; give the public key, take a new pair, and use JwtCredential.publicKey(…)`,
    });
  }
  return violations;
}
