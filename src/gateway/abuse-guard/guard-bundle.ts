import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Construct } from 'constructs';
import { mistake } from '../../errors';
import { kongObject, scopedName } from '../../kong/kong-object';

/** The program of the guard, at the root of the package: the same way from `src` and from `lib`. */
const BUNDLE = path.join(__dirname, '..', '..', '..', 'assets', 'abuse-guard.js');
/** `kubectl apply` keeps a copy of the whole object in an annotation, and all annotations together may have 256 KiB. */
const MOST_BYTES = 256 * 1024;
/** The entry of the ConfigMap, and so the name of the file in the pod. */
export const BUNDLE_KEY = 'abuse-guard.js';

/** The program of the guard in a ConfigMap. */
export interface GuardBundle {
  readonly configMapName: string;
  /** What changes with the program. */
  readonly hash: string;
}

/** Makes the ConfigMap. Throws if the program is not there or too large to be applied by every tool. */
export function guardBundle(scope: Construct, namespace: string, labels: Record<string, string>, file: string = BUNDLE): GuardBundle {
  if (!fs.existsSync(file)) {
    throw mistake(scope, `the program of the abuse guard is not at ${file}: expected the file that comes with this package; install it whole, or give image: AbuseGuardImage.of(…)`);
  }
  const program = fs.readFileSync(file, 'utf8');
  const configMapName = scopedName(scope, 'program');
  const object = { name: configMapName, namespace, labels, body: { data: { [BUNDLE_KEY]: program } } };
  // kubectl writes three characters as six in its copy.
  const size = Buffer.byteLength(JSON.stringify(object).replace(/[<>&]/g, '123456')) + 200;
  if (size > MOST_BYTES) {
    throw mistake(scope, `the config map with the program of the abuse guard would have ${size} bytes: expected at most ${MOST_BYTES}, or kubectl apply refuses it; make an image of it and give image: AbuseGuardImage.of(…)`);
  }
  kongObject(scope, 'Program', { apiVersion: 'v1', kind: 'ConfigMap', ...object });
  return { configMapName, hash: hashOf(program) };
}

/** Enough of a hash to tell two texts apart. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
