import { FinalObject, list, map } from './final-object';
import { Rule } from './rule';

const OUTPUT = 'Calling [toString]';
const OBJECT = '[object Object]';
/** Files in a config map may be programs, in which such a word has its meaning. */
const FILE = /\n/;
const NOTHING = /(^|[^A-Za-z0-9])(undefined|NaN|null)([^A-Za-z0-9]|$)/;

/** No text is what JavaScript makes of something that is no text. */
export const UNREADABLE_TEXT: Rule = {
  id: 'unreadable-text',
  why: 'kubernetes takes the text as it stands, and the rule that it is part of matches nothing',
  check: app => app.objects.flatMap(object => problemsOf(object).map(message => ({ at: object.source, message }))),
};

function problemsOf(object: FinalObject): string[] {
  const found = search(object.manifest);
  const word = emptyWord(object);
  return [
    ...found ? [`${found.path} holds '${found.text}', which ${found.text === OUTPUT ? 'a pulumi output becomes in a text: expected its value; pass the output itself, or use it in apply' : 'an object becomes in a text: expected its value; name the property that is meant'}`] : [],
    ...word ? [`${word.place} is '${word.text}', which is made of a value that is not there: expected a text; give the value`] : [],
  ];
}

/** The first such text, with the path to it. */
function search(value: object): { path: string; text: string } | undefined {
  for (const key in value) {
    if (key.includes(OUTPUT)) {
      return { path: 'the name of an entry', text: OUTPUT };
    }
    const inner = (value as Record<string, unknown>)[key];
    if (typeof inner === 'string') {
      const text = !inner.includes('[') ? undefined : inner.includes(OUTPUT) ? OUTPUT : inner.includes(OBJECT) && !FILE.test(inner) ? OBJECT : undefined;
      if (text) {
        return { path: key, text };
      }
    } else if (typeof inner === 'object' && inner !== null) {
      const found = search(inner);
      if (found) {
        return { path: `${key}.${found.path}`, text: found.text };
      }
    }
  }
  return undefined;
}

/** The first text by which something is found (a name, a host, an annotation of Kong's) that is made of nothing. */
function emptyWord({ manifest, kind, annotations }: FinalObject): { place: string; text: string } | undefined {
  for (const field of ['name', 'namespace']) {
    const text = manifest.metadata?.[field];
    if (isEmptyWord(text)) {
      return { place: `metadata.${field}`, text };
    }
  }
  for (const key in annotations) {
    if (key.startsWith('konghq.com/') && isEmptyWord(annotations[key])) {
      return { place: `annotation ${key}`, text: annotations[key] };
    }
  }
  const host = kind === 'Ingress' ? list(manifest.spec?.rules).map(rule => map(rule).host).find(isEmptyWord) : undefined;
  return host === undefined ? undefined : { place: 'host', text: host };
}

function isEmptyWord(text: unknown): boolean {
  return typeof text === 'string' && NOTHING.test(text);
}
