/** How the controller, which is written in Go, reads the texts of annotations. Undefined is what it cannot read. */

/** A whole number. */
export function integer(value: string | undefined): number | undefined {
  return value !== undefined && /^[+-]?\d+$/.test(value) ? Number(value) : undefined;
}

/** `true` and `false` in any case, and nothing else. */
export function trueOrFalse(value: string | undefined): boolean | undefined {
  const lower = value?.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

/** `true` and `false` in any case, and their short forms. */
export function parseBool(value: string | undefined): boolean | undefined {
  const lower = value?.toLowerCase() ?? '';
  return ['1', 't', 'true'].includes(lower) ? true : ['0', 'f', 'false'].includes(lower) ? false : undefined;
}

/** The items of a comma list, trimmed; none of an empty text. */
export function items(value: string | undefined, separator: string = ','): string[] {
  return value ? value.split(separator).map(item => item.trim()) : [];
}

const UNITS: Record<string, number> = { h: 3600000, m: 60000, s: 1000, ms: 1 };

/** A duration of the Gateway API (`1h30m`, `500ms`), in milliseconds. */
export function milliseconds(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^(\d{1,5}(h|ms|m|s)){1,4}$/.test(value)) {
    return undefined;
  }
  return [...value.matchAll(/(\d+)(h|ms|m|s)/g)].reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit], 0);
}

/** Words that name a protocol of a route or service. */
export const PROTOCOLS = ['http', 'https', 'grpc', 'grpcs', 'ws', 'wss', 'tls', 'tcp', 'udp', 'tls_passthrough'];
