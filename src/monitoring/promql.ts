import { Duration } from 'cdk8s';
import { isToken } from '../values/token';

/** The units of a Prometheus duration, in milliseconds; a day is 24 hours. */
const UNITS: [string, number][] = [['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], ['s', 1000], ['ms', 1]];
/** What RE2 does not have: lookaround, atomic groups, back references, more than a thousand repeats. */
const NOT_RE2 = /\(\?(?:<?[=!]|>)|\\[1-9k]|\{\d*,?\d{4,}/;
/** Letters that RE2 does not know behind a backslash. */
const UNKNOWN_ESCAPE = /\\[^\W\d_aAbBCdDfnpPQErsStvwWxz]/;

/** A string as PromQL writes it: nothing in it can end it or be taken for an escape. */
export function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\0/g, '\\x00')}"`;
}

/** A number without an exponent. */
export function plainNumber(value: number): string {
  return isToken(value) ? String(value) : value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });
}

/** A duration as Prometheus writes it: `1h30m`. */
export function prometheusDuration(duration: Duration): string {
  let rest = duration.toMilliseconds();
  let text = '';
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    text += count > 0 ? `${count}${unit}` : '';
  }
  return text || '0s';
}

/** What is wrong with a regular expression for Prometheus, which reads RE2; undefined if nothing is. */
export function patternProblem(pattern: string): string | undefined {
  if (pattern === '') {
    return 'it is empty and would match no route';
  }
  // Two backslashes are one character, and begin nothing.
  const bare = pattern.replace(/\\\\/g, '');
  if (NOT_RE2.test(bare) || UNKNOWN_ESCAPE.test(bare)) {
    return 'RE2, which prometheus reads, has no lookaround, back references, escapes of other letters or thousands of repeats';
  }
  if (/\[\^?\]/.test(bare.replace(/\\./g, ''))) {
    return 'it has a class without characters';
  }
  try {
    // Flags at the start are RE2's; JavaScript takes them elsewhere.
    new RegExp(pattern.replace(/^\(\?[imsU]+\)/, ''));
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^Invalid regular expression: /, '');
  }
}
