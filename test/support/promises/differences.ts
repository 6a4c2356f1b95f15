/** In what a value differs from what is promised, a line for each place. */
export function differences(actual: unknown, promised: unknown, at: string): string[] {
  if (isMap(actual) && isMap(promised)) {
    const keys = [...new Set([...Object.keys(promised), ...Object.keys(actual)])];
    return keys.flatMap(key => differences(actual[key], promised[key], at ? `${at}.${key}` : key));
  }
  const [got, want] = [show(actual), show(promised)];
  return got === want ? [] : [`${at} is ${got}, promised is ${want}`];
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  return JSON.stringify(value, (_key, each) => isMap(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => a < b ? -1 : 1)) : each) ?? 'not set';
}
