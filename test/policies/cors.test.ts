import { Duration } from 'cdk8s';
import { attached, configOf, render } from './render';
import { Cors, CorsProps } from '../../src';
import { find } from '../support/app';

const ORIGINS = ['https://app.example.com'];

function config(props: CorsProps): any {
  return configOf(render({ api: { cors: new Cors(props) } }), 'cors');
}

test('an origin may call without credentials, and preflight requests are answered here', () => {
  expect(config({ origins: ORIGINS })).toEqual({ origins: ORIGINS, credentials: false, preflight_continue: false });
});

test('all properties', () => {
  const props: Required<CorsProps> = {
    origins: ORIGINS, methods: ['GET', 'POST'], headers: ['Authorization'], exposedHeaders: ['X-Request-ID'], credentials: true, maxAge: Duration.minutes(10),
  };
  expect(config(props)).toEqual({
    origins: ORIGINS, methods: ['GET', 'POST'], headers: ['Authorization'], exposed_headers: ['X-Request-ID'], credentials: true, max_age: 600, preflight_continue: false,
  });
});

test('every page may call without credentials', () => {
  expect(config({ origins: ['*'] }).origins).toEqual(['*']);
});

test('a maxAge of nothing is written', () => {
  expect(config({ origins: ORIGINS, maxAge: Duration.seconds(0) }).max_age).toBe(0);
});

test('it runs before authentication', () => {
  expect(attached(render({ api: { cors: new Cors({ origins: ORIGINS }) } }), 'api-root').slice(1, 3)).toEqual(['api-cors', 'api-jwt']);
});

test('a route with methods takes OPTIONS as well', () => {
  const objects = render({ api: { cors: new Cors({ origins: ORIGINS }) }, route: { methods: ['GET'] } });
  expect(find(objects, 'Ingress', 'api-root-get').metadata.annotations['konghq.com/methods']).toBe('GET,OPTIONS');
});

test('a route without it takes no OPTIONS', () => {
  expect(find(render({ route: { methods: ['GET'] } }), 'Ingress', 'api-root-get').metadata.annotations['konghq.com/methods']).toBe('GET');
});

test('later changes to the lists that were given change nothing', () => {
  const origins = [...ORIGINS];
  const cors = new Cors({ origins });
  origins.push('https://evil.example.net');
  expect(configOf(render({ api: { cors } }), 'cors').origins).toEqual(ORIGINS);
});

test('fails without an origin', () => {
  expect(() => new Cors({ origins: [] })).toThrow('cors has no origins: kong would take that for every origin; list them, as https://app.example.com');
});

test('fails for credentials with every origin', () => {
  expect(() => new Cors({ origins: ['*'], credentials: true })).toThrow('cors allows credentials for every origin: kong would reflect the caller\'s origin, '
    + 'and any web page could read the answers of a signed-in user; list the origins, or leave credentials out');
});

test('fails for every origin beside others', () => {
  expect(() => new Cors({ origins: ['*', ...ORIGINS] })).toThrow("cors lists '*' beside 1 other origin(s): expected one or the other; remove '*', or the rest");
});

test.each(['app.example.com', 'https://app.example.com/', 'https://*.example.com', 'https://App.example.com', 'null', 'https://app.example.com:port'])('fails for the origin %j', origin => {
  expect(() => new Cors({ origins: [origin] })).toThrow(`origin '${origin}' is not an origin: expected scheme, lower-case host and optional port without a path; `
    + "write for instance 'https://app.example.com' (kong would read other characters as a regular expression)");
});

test.each(['https://app.example.com:443', 'http://app.example.com:80'])('fails for the default port in %s, which no browser sends', origin => {
  const without = origin.replace(/:\d+$/, '');
  expect(() => new Cors({ origins: [origin] }))
    .toThrow(`origin '${origin}' names the default port, which no browser does: expected the origin as browsers send it; write '${without}'`);
});

test('another port is taken', () => {
  expect(config({ origins: ['http://localhost:8080'] }).origins).toEqual(['http://localhost:8080']);
});

test('fails for a method in small letters and writes it', () => {
  expect(() => new Cors({ origins: ORIGINS, methods: ['get'] }))
    .toThrow("cors method 'get' is not a method: expected one of GET, HEAD, PUT, PATCH, POST, DELETE, OPTIONS, TRACE, CONNECT; write 'GET'");
});

test('fails for a method that is none', () => {
  expect(() => new Cors({ origins: ORIGINS, methods: ['FETCH'] })).toThrow("cors method 'FETCH' is not a method: expected one of GET, HEAD, PUT, PATCH, POST, DELETE, OPTIONS, TRACE, CONNECT; correct it");
});

test('fails for an empty list of methods', () => {
  expect(() => new Cors({ origins: ORIGINS, methods: [] })).toThrow('cors has an empty list of methods: pages could use none; list some, or leave methods out');
});

test.each<keyof CorsProps>(['headers', 'exposedHeaders'])('fails for an empty list of %s', name => {
  expect(() => new Cors({ origins: ORIGINS, [name]: [] })).toThrow(`cors has an empty list of ${name}: kong would take that for none given; list some, or leave ${name} out`);
});

test.each(['X-A,X-B', '', 'X A', '*'])('fails for the header %j', header => {
  expect(() => new Cors({ origins: ORIGINS, headers: [header] }))
    .toThrow(`cors header '${header}' is not a header: expected one name of letters, digits, '-' and '_' per entry; write for instance 'X-Request-ID'`);
});

test('fails for a maxAge below a second', () => {
  expect(() => new Cors({ origins: ORIGINS, maxAge: Duration.millis(500) })).toThrow('maxAge of cors is 500 milliseconds: expected whole seconds; write Duration.seconds(1)');
});

describe('the tightening of cors', () => {
  const base = new Cors({ origins: ['https://a.example.com', 'https://b.example.com'], methods: ['GET', 'POST'], headers: ['Authorization', 'X-A'], exposedHeaders: ['X-B'] });
  const less = { origins: ['https://a.example.com'], methods: ['GET'], headers: ['authorization'], exposedHeaders: ['x-b'] };

  test('less is no loosening', () => {
    expect(new Cors(less)._loosens(base)).toBeUndefined();
  });

  test('one of the pages is less than all of them', () => {
    expect(new Cors({ origins: ORIGINS })._loosens(new Cors({ origins: ['*'] }))).toBeUndefined();
  });

  test.each<[string, Partial<CorsProps>, string]>([
    ['another origin', { origins: ORIGINS }, 'the origins of cors may only shrink, and https://app.example.com is new'],
    ['credentials', { credentials: true }, 'cors may not begin to allow credentials'],
    ['another method', { methods: ['DELETE'] }, 'the methods of cors may only shrink, and DELETE is new'],
    ['every method', { methods: undefined }, 'the methods of cors may only shrink, and HEAD is new'],
    ['another header', { headers: ['X-C'] }, 'the headers of cors may only shrink, and X-C is new'],
    ['every header', { headers: undefined }, 'the headers of cors may only shrink, and they would be whatever a browser asks for'],
    ['another exposed header', { exposedHeaders: ['X-C'] }, 'the exposed headers of cors may only shrink, and X-C is new'],
  ])('%s is', (_, more, text) => {
    expect(new Cors({ ...less, ...more })._loosens(base)).toBe(text);
  });
});
