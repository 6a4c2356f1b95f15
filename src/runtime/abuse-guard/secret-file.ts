import * as fs from 'node:fs';

/** The text of a mounted Secret, in clear, or as a JSON string: so a Secret has it that Kong's `configPatches` reads as well. */
export function readSecret(file: string): string {
  const text = fs.readFileSync(file, 'utf8').trim();
  if (!text.startsWith('"')) {
    return text;
  }
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
