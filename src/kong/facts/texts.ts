/** A text in quotes, on one line and cut where it is long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}

/** A value as an error shows it: what it is, and never what a secret is. */
export function show(value: unknown, secret = false): string {
  if (typeof value === 'string') {
    if (secret) return 'a string';
    return value === '' ? 'an empty string' : `the string ${quote(value)}`;
  }
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return value === null ? 'null' : 'a map';
  if (typeof value === 'number' || typeof value === 'boolean') return secret ? `a ${typeof value}` : String(value);
  return `a ${typeof value}`;
}
