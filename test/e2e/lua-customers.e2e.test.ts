import { routeConfigOf } from './lua/chunks';
import { token } from './lua/identity-scene';
import { LuaGateway, LuaRoute, VARIANTS } from './lua/lua-gateway';
import { Vouched } from './lua/requests';
import { examplePages } from './pages';
import { STARTING } from './peers/timeouts';

/** The route of the storefront that takes new customers, as it is emitted: all that Kong runs there, in nginx. */
const STOREFRONT = examplePages().filter(page => page.app === 'storefront');
const CONFIG = routeConfigOf(STOREFRONT, 'api-v1-customers-post');

const TOKEN = token({ iss: 'https://login.example.com', azp: 'web', sub: 'alice', email: 'alice@example.com', roles: ['buyer'] });
const ALICE: Vouched = { credential: { id: '1', key: 'web' }, consumer: { id: '2', username: 'web' }, token: TOKEN };
const ADA = { name: 'Ada', email: 'ada@example.com' };
type Headers = [string, string][];
const JSON_TYPE: Headers = [['Content-Type', 'application/json']];

let gateway: LuaGateway;
beforeAll(async () => {
  gateway = await LuaGateway.start({ GW_PROOF: 'a-secret-of-32-random-characters' });
}, STARTING);
afterAll(() => gateway?.stop());

describe.each(VARIANTS)('$name', variant => {
  let route: LuaRoute;
  beforeAll(() => {
    route = gateway.serve({ ...CONFIG, requires: ['cjson.safe'], variant });
  });

  const post = (body: unknown, headers: Headers = JSON_TYPE, vouched: Vouched = ALICE) => route.send({
    method: 'POST', path: '/v1/customers', vouched, body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: [['Authorization', `Bearer ${TOKEN}`], ['User-Agent', 'Mozilla/5.0'], ['Accept-Language', 'en'], ...headers],
  });

  test.each<[string, unknown]>([
    ['what must be there', ADA],
    ['everything', { ...ADA, phone: '+441234567890' }],
    ['a name of a hundred characters', { ...ADA, name: 'é'.repeat(100) }],
    ['a body in a file', `${JSON.stringify(ADA)}${' '.repeat(40_000)}`],
  ])('takes a customer with %s, and hands the body on as it came', async (_what, body) => {
    const { status, received } = await post(body);
    expect(status).toBe(200);
    expect(received!.body).toBe(typeof body === 'string' ? body : JSON.stringify(body));
  });

  test.each<[string, unknown, number, string, Headers?]>([
    ['no name', { email: ADA.email }, 400, 'request body is not valid'],
    ['no address', { name: ADA.name }, 400, 'request body is not valid'],
    ['an empty name', { ...ADA, name: '' }, 400, 'request body is not valid'],
    ['a name of 101 characters', { ...ADA, name: 'é'.repeat(101) }, 400, 'request body is not valid'],
    ['an address that is none', { ...ADA, email: 'ada' }, 400, 'request body is not valid'],
    ['a phone number of nine digits', { ...ADA, phone: '123456789' }, 400, 'request body is not valid'],
    ['a line break behind the phone number', { ...ADA, phone: '+441234567890\n' }, 400, 'request body is not valid'],
    ['a property that nobody asked for', { ...ADA, admin: true }, 400, 'request body is not valid'],
    ['a name that is a number', { ...ADA, name: 7 }, 400, 'request body is not valid'],
    ['a name twice', '{"name":"Ada","name":"Eve","email":"ada@example.com"}', 400, 'request body is not valid'],
    ['a list of customers', [ADA], 400, 'request body is not valid'],
    ['half of a body', '{"name":', 400, 'request body is not valid'],
    ['a body of more than 64 KiB', `${JSON.stringify(ADA)}${' '.repeat(65_536)}`, 413, 'request body is too large'],
    ['a form', 'name=Ada&email=ada@example.com', 415, 'content type is not supported', [['Content-Type', 'application/x-www-form-urlencoded']]],
    ['no type', ADA, 415, 'content type is not supported', []],
    ['a compressed body', ADA, 415, 'content type is not supported', [...JSON_TYPE, ['Content-Encoding', 'gzip']]],
  ])('refuses %s', async (_what, body, status, message, headers = JSON_TYPE) => {
    expect(await post(body, headers)).toMatchObject({ status, body: JSON.stringify({ message }), received: undefined });
  });

  test('asks who calls before it reads a body', async () => {
    expect(await post({ admin: true }, JSON_TYPE, {})).toMatchObject({ status: 401, received: undefined });
  });

  test('leaves the answer of a limiter to a body that is wrong', async () => {
    const refuses = { status: 429, body: { message: 'API rate limit exceeded' } };
    expect(await post({ admin: true }, JSON_TYPE, { ...ALICE, refuses })).toMatchObject({ status: 429, received: undefined });
  });
});

test('no chunk has failed', () => {
  expect(gateway.errors()).toEqual([]);
});
