import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { selfSigned } from './self-signed';
import { Translation } from '../../src/effective/translate/translate';

/** A recording of the real controller: objects, and what it made of them. */
export interface Recording {
  readonly manifests: any[];
  readonly kong: any;
  readonly events: string[];
  readonly accepted: boolean;
  /** Types of which two entities have one id. */
  readonly sameId: string;
}

export function recordingFolders(root: string): string[] {
  return existsSync(root) ? readdirSync(root, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => entry.name).sort() : [];
}

export function readRecording(folder: string): Recording {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const check = read('check.txt');
  return {
    manifests: readObjects(read('input.yaml')),
    kong: JSON.parse(read('kong.json')),
    events: read('events.txt').split('\n').filter(line => line !== '' && line !== 'none').sort(),
    accepted: /`config parse`: accepted/.test(check),
    sameId: /entities with the same id: (.*)/.exec(check)![1],
  };
}

/** The objects of a file in the order of their creation, with updates merged in and certificates filled in. */
export function readObjects(yaml: string): any[] {
  const objects: any[] = [];
  for (const source of yaml.split(/^---$/m)) {
    const object = parseDocument(withCertificates(source)).toJS();
    const key = ({ kind, metadata }: any): string => `${kind} ${metadata.namespace} ${metadata.name}`;
    const known = object && objects.find(each => key(each) === key(object));
    if (known && /^# update of/m.test(source)) {
      merge(known, object);
    } else if (object) {
      objects.push(object);
    }
  }
  return objects;
}

/** The configuration in the form of the recordings: keys as they come, certificates by name, random orders sorted. */
export function recorded({ config }: Translation): any {
  const { consumer_groups: groups, ...rest } = structuredClone(config) as any;
  const names = new Map(['a', 'u', 'one', 'two', 'gw', 'x', 'b'].map(name => [selfSigned(name).cert.trim(), `<cert ${name}>`]));
  rest.certificates = rest.certificates.map(({ cert, snis }: any) => ({ cert: names.get(cert.trim()) ?? cert, ...snis.length > 0 && { snis } }))
    .sort((a: any, b: any) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  return groups.length > 0 ? { ...rest, consumer_groups: groups } : rest;
}

export function eventLines({ events }: Translation): string[] {
  return events.map(({ object, message }) => `${object}\tKongConfigurationTranslationFailed\t${message}`).sort();
}

/** Certificates and keys in the place of `${cert:x}` and `${key:x}`. */
export function withCertificates(yaml: string): string {
  return yaml.replace(/(["']?)\$\{(cert|key):(\w+)\}\1/g, (_, _quote, part: 'cert' | 'key', name) => JSON.stringify(selfSigned(name)[part]));
}

function merge(into: any, patch: any): void {
  for (const [key, value] of Object.entries(patch)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && typeof into[key] === 'object' && into[key] !== null) {
      merge(into[key], value);
    } else if (value === null) {
      delete into[key];
    } else {
      into[key] = value;
    }
  }
}
