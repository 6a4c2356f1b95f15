import { asText, map, Obj } from './objects';

/** The values of a Secret: `data` decoded, `stringData` over it. */
export function secretValues(secret: Obj): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(map(secret.manifest.data))) {
    values[key] = Buffer.from(asText(value), 'base64').toString('utf8');
  }
  for (const [key, value] of Object.entries(map(secret.manifest.stringData))) {
    values[key] = asText(value);
  }
  return values;
}

/** What stands in a configuration for a value that is in a Secret which is not among the objects. */
export function placeholder(namespace: string, name: string, key: string): string {
  return `<${key} of secret ${namespace}/${name}>`;
}
