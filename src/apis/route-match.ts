import { Construct } from 'constructs';
import { locate, mistake } from '../errors';
import { HeaderName } from '../values/header-name';
import { expectKind, expectList, isOptions, isText, shown } from '../values/kinds';

/** What an object's annotation leaves for a header's name: a key has 63 characters, and it begins with `headers.`. */
const LONGEST_HEADER = 55;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'];

/** The methods that a route takes, each once and in one order; the controller drops a whole list for one bad item, and then takes every method. */
export function checkedMethods(at: Construct, methods: string[] | undefined): string[] | undefined {
  if (!methods) {
    return undefined;
  }
  locate(at, () => expectKind('methods', methods, Array.isArray, 'a list', `[${shown(methods)}]`));
  if (methods.length === 0) {
    throw mistake(at, 'route has an empty list of methods: the controller would take that for all of them; list some, or leave methods out');
  }
  for (const method of methods) {
    if (!METHODS.includes(method)) {
      throw mistake(at, `method '${method}' is not a method: expected one of ${METHODS.join(', ')}; ${METHODS.includes(String(method).toUpperCase()) ? `write '${String(method).toUpperCase()}'` : 'correct it'}`);
    }
  }
  return inOrder(methods);
}

/** Methods in one order however they were written, so that the order of code changes no file and no name. */
export function inOrder(methods: string[]): string[] {
  const place = (method: string) => METHODS.indexOf(method) < 0 ? METHODS.length : METHODS.indexOf(method);
  return [...new Set(methods)].sort((a, b) => place(a) - place(b));
}

/** The headers that a route takes, by name; values cannot have commas, at which the controller splits. */
export function checkedHeaders(at: Construct, headers: { [name: string]: string[] } | undefined): [string, string[]][] {
  headers && locate(at, () => expectKind('headers', headers, isOptions, 'names with their values', '{ \'X-Version\': [\'2\'] }'));
  const names = Object.keys(headers ?? {}).sort((a, b) => a.toLowerCase() < b.toLowerCase() ? -1 : 1);
  const twice = names.find((name, index) => name.toLowerCase() === names[index + 1]?.toLowerCase());
  if (twice) {
    throw mistake(at, `header ${twice} is matched twice in different letter case: expected each header once; join their values`);
  }
  return names.map(name => [name, checkedValues(at, name, headers![name])]);
}

function checkedValues(at: Construct, name: string, values: string[]): string[] {
  locate(at, () => HeaderName.of(name));
  locate(at, () => expectList(`header ${name}`, values, isText, 'a text', value => value === '…' ? "'2'" : value));
  if (name.toLowerCase() === 'host') {
    throw mistake(at, 'route matches the header Host: kong refuses the whole configuration; the hosts are those of the api');
  }
  if (name.length > LONGEST_HEADER) {
    throw mistake(at, `header ${name} has ${name.length} characters: expected at most ${LONGEST_HEADER} to match by it, since it becomes part of an annotation; match by a shorter one`);
  }
  const bad = values.find(value => value.trim() !== value || value === '' || /[,\x00-\x1f]/.test(value));
  if (values.length === 0 || bad !== undefined) {
    throw mistake(at, `header ${name} is matched by ${bad === undefined ? 'no value' : `'${bad}'`}: expected values without commas or spaces around them; correct it`);
  }
  const pattern = values.find(value => value.startsWith('~*'));
  if (pattern) {
    throw mistake(at, `header ${name} is matched by '${pattern}': kong reads what follows ~* as a regular expression that may match anywhere in the value; list the values`);
  }
  return [...values];
}
