/** Whether a value has everything that is expected: maps may have more, lists are compared as a whole. */
export function contains(value: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) {
    return Object.is(value, expected);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== Array.isArray(expected)) {
    return false;
  }
  if (Array.isArray(expected)) {
    return expected.length === (value as unknown[]).length && expected.every((each, i) => contains((value as unknown[])[i], each));
  }
  return Object.entries(expected).every(([key, each]) => contains((value as Record<string, unknown>)[key], each));
}
