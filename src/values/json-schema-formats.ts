import { SchemaNode } from './json-schema-walk';

/** The values of `format` that Kong enforces, in any draft: its documentation names these and no more. */
const ENFORCED = ['date', 'date-time', 'time'];

/** The end of the text. `$` would not do: in Kong's regular expressions (PCRE) it also matches before a last line break. */
const END = '(?![\\s\\S])';
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";

/** What stands in for a format that Kong would ignore. */
const PATTERNS: { readonly [format: string]: string } = {
  /** ASCII only, no quoted local part, no address literal, at least two labels; what RFC 5321 allows beyond that, hardly any mailbox uses. */
  email: `^${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+${LABEL}${END}`,
  /** RFC 1123, at most 253 characters, no trailing dot. */
  hostname: `^(?![\\s\\S]{254})${LABEL}(?:\\.${LABEL})*${END}`,
  ipv4: `^${OCTET}(?:\\.${OCTET}){3}${END}`,
  /** http and https only, without user and password. */
  uri: `^https?://${LABEL}(?:\\.${LABEL})*(?::[0-9]{1,5})?(?:[/?#][!-~]*)?${END}`,
  /** RFC 4122 in either letter case. */
  uuid: `^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}${END}`,
};

/**
 * What is wrong with the `format` of a schema; undefined if Kong enforces it or a pattern can.
 *
 * @internal
 */
export function formatProblem(format: string): string | undefined {
  if (ENFORCED.includes(format) || Object.hasOwn(PATTERNS, format)) { return undefined; }
  return `kong does not enforce the format '${format}'; write a "pattern" in its place `
    + `(enforced are ${[...ENFORCED, ...Object.keys(PATTERNS)].sort().join(', ')})`;
}

/**
 * Puts a pattern where a format stands that Kong would ignore. A pattern of the schema's own stays as it is; the new one then
 * goes into `allOf`.
 *
 * @internal
 */
export function enforceFormat(schema: SchemaNode): void {
  const { format, pattern, allOf } = schema;
  if (typeof format !== 'string' || !Object.hasOwn(PATTERNS, format)) { return; }
  const entries = Object.entries(schema);
  for (const [key] of entries) { delete schema[key]; }
  for (const [key, value] of entries) {
    if (key !== 'format') {
      schema[key] = value;
    } else if (pattern === undefined) {
      schema.pattern = PATTERNS[format];
    }
  }
  if (pattern !== undefined) { schema.allOf = [...(allOf ?? []), { pattern: PATTERNS[format] }]; }
}
