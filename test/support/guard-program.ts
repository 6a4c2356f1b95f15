import * as fs from 'node:fs';
import * as path from 'node:path';

/** The entry of the ConfigMap with the program of an abuse guard. */
const ENTRY = 'abuse-guard.js';
const CHECKSUM = 'gatewarden/checksum';

/** The program that the package ships. It is made from the sources of the guard, and changes with them. */
export function shippedProgram(): string {
  return fs.readFileSync(path.join(__dirname, '../../assets', ENTRY), 'utf8');
}

/** The programs in objects. */
export function programsIn(objects: any[]): string[] {
  return objects.map(({ data }) => data?.[ENTRY]).filter(Boolean);
}

/** An object without what changes with the program. */
export function withoutProgram(object: any): any {
  const copy = structuredClone(object);
  if (copy.data?.[ENTRY]) {
    copy.data[ENTRY] = `assets/${ENTRY}`;
  }
  const annotations = copy.spec?.template?.metadata?.annotations;
  if (annotations?.[CHECKSUM]) {
    annotations[CHECKSUM] = 'of program and configuration';
  }
  return copy;
}
