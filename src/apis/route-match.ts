import { Construct } from 'constructs';
import { mistake } from '../errors';
import { HeaderName } from '../values/header-name';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'];

/** The methods that a route takes, in the order given; the controller drops a whole list for one bad item, and then takes every method. */
export function checkedMethods(at: Construct, methods: string[] | undefined): string[] | undefined {
  if (!methods) {
    return undefined;
  }
  if (methods.length === 0) {
    throw mistake(at, 'route has an empty list of methods: the controller would take that for all of them; list some, or leave methods out');
  }
  for (const method of methods) {
    if (!METHODS.includes(method)) {
      throw mistake(at, `method '${method}' is not a method: expected one of ${METHODS.join(', ')}; ${METHODS.includes(method.toUpperCase()) ? `write '${method.toUpperCase()}'` : 'correct it'}`);
    }
  }
  return [...new Set(methods)];
}

/** The headers that a route takes, by name; values cannot have commas, at which the controller splits. */
export function checkedHeaders(at: Construct, headers: { [name: string]: string[] } | undefined): [string, string[]][] {
  return Object.entries(headers ?? {}).sort(([a], [b]) => a.toLowerCase() < b.toLowerCase() ? -1 : 1).map(([name, values]) => {
    try {
      HeaderName.of(name);
    } catch (error) {
      throw mistake(at, (error as Error).message);
    }
    if (name.toLowerCase() === 'host') {
      throw mistake(at, 'route matches the header Host: kong refuses the whole configuration; the hosts are those of the api');
    }
    const bad = values.find(value => value.trim() !== value || value === '' || /[,\x00-\x1f]/.test(value));
    if (values.length === 0 || bad !== undefined) {
      throw mistake(at, `header ${name} is matched by ${bad === undefined ? 'no value' : `'${bad}'`}: expected values without commas or spaces around them; correct it`);
    }
    return [name, [...values]];
  });
}
