import { Duration } from 'cdk8s';

/**
 * Whether a value is what it has to be, which types say and JavaScript does not. By members, not by class: to cdk8s every object is an
 * instance of every class of objects, and an app may hold two copies of this package.
 */
type Is = (value: any) => boolean;

/** A value as a text shows it: a text in quotes, an object by its class. */
export function shown(value: unknown): string {
  if (typeof value === 'string') { return `'${value}'`; }
  if (Array.isArray(value)) { return 'a list'; }
  if (typeof value === 'object' && value !== null) {
    const name = Object.getPrototypeOf(value)?.constructor?.name ?? 'Object';
    return name === 'Object' ? 'a plain object' : `an object of class ${name}`;
  }
  return typeof value === 'function' ? 'a function' : String(value);
}

/** What should be a number, as a text shows it: one in quotes is a text however much it looks like a number. */
export function shownNumber(value: unknown): string {
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? `'${value}' (a text)` : shown(value);
}

/**
 * The same value, if it is of a kind.
 *
 * @param what is wrong in the text, for instance `bodyLimit`.
 * @param expected the kind with its article, `a BodyLimit`.
 * @param fix what to write.
 * @throws if it is not
 */
export function expectKind<T>(what: string, value: T, is: Is, expected: string, fix: string): T {
  if (value === undefined || value === null || !is(value)) {
    throw new Error(`${what} is ${shown(value)}: expected ${expected}; write ${fix}`);
  }
  return value;
}

/** The same for what may be left out, where what stands in its place may be a secret: a text is not repeated. */
export function expectReference(what: string, value: unknown, is: Is, expected: string, fix: string): void {
  if (value !== undefined && value !== null && !is(value)) {
    throw new Error(`${what} is ${typeof value === 'string' ? 'a text' : shown(value)}: expected ${expected}; write ${fix}`);
  }
}

/** The same for what may be left out. */
export function expectOptional<T>(what: string, value: T, is: Is, expected: string, fix: string): T {
  return value === undefined || value === null ? value : expectKind(what, value, is, expected, fix);
}

/** The same for one value of an enum. */
export function expectEnum<T>(what: string, value: T, name: string, members: Record<string, string>): T {
  const near = Object.keys(members).find(key => members[key].toLowerCase() === String(value).toLowerCase()) ?? Object.keys(members)[0];
  return expectOptional(what, value, given => Object.values(members).includes(given),
    `one of ${Object.keys(members).map(key => `${name}.${key}`).join(', ')}`, `${name}.${near}`);
}

/** The same for something that is on or off: the text 'false' would be on. */
export function expectBoolean(what: string, value: boolean | undefined): void {
  expectOptional(what, value, given => typeof given === 'boolean', 'true or false', String(value).toLowerCase() === 'false' ? 'false' : 'true');
}

/** The same for a time, of which a bare number does not say the unit. */
export function expectDuration<T extends Duration | undefined>(what: string, value: T): T {
  const amount = Number.isFinite(value as unknown) ? value : 1;
  return expectOptional(what, value, given => typeof given.toMilliseconds === 'function', 'a Duration',
    `Duration.seconds(${amount}) or Duration.millis(${amount})`);
}

/** The same for each item of a list. */
export function expectList<T>(what: string, values: T[], is: Is, expected: string, fix: (item: string) => string): T[] {
  expectKind(what, values, Array.isArray, 'a list', `[${fix(typeof values === 'string' ? `'${values}'` : '…')}]`);
  values.forEach((item, index) => expectKind(`item ${index + 1} of ${what}`, item, is, expected, fix(typeof item === 'string' ? `'${item}'` : '…')));
  return values;
}

export const isOptions: Is = value => typeof value === 'object' && !Array.isArray(value);
export const isText: Is = value => typeof value === 'string';
export const isCidr: Is = value => typeof value.prefixLength === 'number' && typeof value.contains === 'function';
export const isSecretRef: Is = value => typeof value.name === 'string' && typeof value.key === 'string';
export const isTier: Is = value => typeof value._onRoute === 'function';
export const isPlugin: Is = value => typeof value.pluginName === 'string' && typeof value.pluginType === 'string';
