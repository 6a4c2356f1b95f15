import { readFileSync } from 'node:fs';
import { SHORTEST_SECRET } from '../../lua/gateway-proof-format';

/** Without the white space of ASCII around it, as the gateway reads it. */
function bytesOf(secret: string): number {
  return Buffer.byteLength(secret.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, ''));
}

/** Whether a secret is long enough to prove anything. */
export function longEnough(secret: string): boolean {
  return bytesOf(secret) >= SHORTEST_SECRET;
}

/** What is wrong with secrets that do not change; undefined if nothing is. It tells lengths only. */
export function secretsProblem(secrets: readonly string[]): string | undefined {
  if (secrets.length === 0) {
    return 'secrets are empty: nothing would prove anything; give the secret of the gateway, for instance with secrets: secretFile(\'/etc/gateway-proof/secret\')';
  }
  const short = secrets.filter(secret => typeof secret !== 'string' || !longEnough(secret))
    .map(secret => typeof secret === 'string' ? `${bytesOf(secret)} bytes` : `type ${typeof secret}`);
  return short.length === 0 ? undefined
    : `secrets hold one of ${short[0]}: expected ${SHORTEST_SECRET} bytes or more, as the gateway; make a longer one, for instance with 'openssl rand -hex 32'`;
}

/** How long what was read is taken for what is there, in milliseconds. */
const FRESH = 1000;

/**
 * Secrets in files, one in each, read again at most once a second, so that a Secret that Kubernetes has mounted as a volume can be replaced
 * without a restart (not one that is mounted with `subPath`, or is in the environment, which stay as they were). White space around a
 * secret is no part of it.
 *
 * For a rotation, two files: the key that the gateway uses, and the one that it will use or has used. A file that is not there is none;
 * requests are refused while there is none at all. Files are read synchronously: they are small, and not on a network.
 *
 * @throws when a file cannot be read, none is there, or one holds less than 16 bytes, now; later, requests are refused in the first two cases,
 * and a short secret proves nothing
 */
export function secretFile(...paths: [string, ...string[]]): () => string[] {
  let secrets = paths.flatMap(path => readSecret(path));
  let readAt = performance.now();
  if (secrets.length === 0) {
    throw new Error(`secret file ${paths.join(' or ')} is not there: expected one that holds the secret of the gateway's proof; mount the Secret at its folder`);
  }
  const problem = secretsProblem(secrets);
  if (problem) {
    throw new Error(`secret file ${paths.join(' or ')}: ${problem}`);
  }
  return () => {
    const now = performance.now();
    if (now - readAt >= FRESH) {
      secrets = paths.flatMap(path => readSecret(path));
      readAt = now;
    }
    return secrets;
  };
}

function readSecret(path: string): string[] {
  try {
    return [readFileSync(path, 'utf8')];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}
