import { createHash } from 'node:crypto';
import { isToken } from './token';

const MAX_LABEL = 63;
const MAX_NAME = 253;
const HASH_LENGTH = 8;

/**
 * The name of a Kubernetes object, made of the names of the things it belongs to: a DNS-1123 label, at most 63 characters.
 *
 * It is the parts and the suffix, joined by `-`, with everything but a-z and 0-9 made `-`. If that is too long, the
 * parts are cut, the suffix (which carries what is immutable, such as the plugin type) stays whole, and 8 hex digits
 * of a hash of the full input stand between them, so that names cut at the same place still differ.
 *
 * @throws if nothing is left, or if the suffix alone leaves no room for a hash.
 * @internal
 */
export function objectName(parts: string[], suffix?: string): string {
  const end = clean(suffix ?? '');
  const begin = parts.map(clean).filter((part) => part !== '').join('-');
  const whole = [begin, end].filter((part) => part !== '').join('-');
  const input = () => JSON.stringify([parts, suffix ?? '']);
  if (whole === '') {
    throw new Error(`no letter or digit is left to name an object in ${input()}; give it a name with some of a-z and 0-9`);
  }
  if (whole.length <= MAX_LABEL) { return whole; }

  const tail = [createHash('sha256').update(input()).digest('hex').slice(0, HASH_LENGTH), end].filter((part) => part !== '').join('-');
  if (tail.length > MAX_LABEL) {
    throw new Error(`the suffix '${end}' has ${end.length} characters; expected at most ${MAX_LABEL - HASH_LENGTH - 1} to make an object name`);
  }
  const head = begin.slice(0, Math.max(0, MAX_LABEL - tail.length - 1)).replace(/-+$/, '');
  return head === '' ? tail : `${head}-${tail}`;
}

/**
 * Checks the name of a Kubernetes object: a DNS-1123 subdomain.
 *
 * @throws if Kubernetes would refuse it.
 * @internal
 */
export function checkObjectName(name: string): void {
  if (name.length > MAX_NAME) {
    throw new Error(`object name '${name}' has ${name.length} characters; expected at most ${MAX_NAME}`);
  }
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name)) {
    throw new Error(`expected an object name of a-z, 0-9, '-' and '.', each part beginning and ending with a letter or digit, got '${name}'; `
      + "write it as 'my-object'");
  }
}

/**
 * Checks the name of a Kubernetes Service: a DNS-1035 label, which unlike other names begins with a letter.
 *
 * @throws if Kubernetes would refuse it.
 * @internal
 */
export function checkServiceName(name: string): void {
  if (name.length > MAX_LABEL || !/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    throw new Error(`expected a service name of a-z, 0-9 and '-' that begins with a letter, ends with a letter or digit and has at most ${MAX_LABEL} characters, `
      + `got '${name}'; write it as 'my-service'`);
  }
}

/**
 * Checks the value of a Kubernetes label; the empty text is one.
 *
 * @throws if Kubernetes would refuse it.
 * @internal
 */
export function checkLabelValue(value: string): void {
  if (isToken(value)) {
    return;
  }
  if (value.length > MAX_LABEL) {
    throw new Error(`label value '${value}' has ${value.length} characters; expected at most ${MAX_LABEL}`);
  }
  if (!/^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/.test(value)) {
    throw new Error(`expected a label value of letters, digits, '-', '_' and '.' that begins and ends with a letter or digit, got '${value}'; `
      + "write it as 'my-value'");
  }
}

function clean(part: string): string {
  return part.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
