import { entry, unknown } from './entries';
import { Outcome } from '../../../../src/runtime/abuse-guard/entry-scorer';

interface Hostile {
  readonly name: string;
  readonly value: any;
  readonly outcome: Outcome;
}

const CLIENT = '203.0.113.9';
const without = (status: number, ...fields: string[]) => Object.fromEntries(Object.entries(entry(status, CLIENT)).filter(([name]) => !fields.includes(name)));
const having = (change: object) => ({ ...entry(401, CLIENT), ...change });
const deep = (depth: number) => JSON.parse('{"a":'.repeat(depth) + '1' + '}'.repeat(depth));
const of = (name: string, value: any, outcome: Outcome): Hostile => ({ name, value, outcome });

/** Entries as nobody should send them, or as a client can make the gateway write them. */
export const HOSTILE_ENTRIES: Hostile[] = [
  of('null', null, 'invalid'),
  of('a number', 401, 'invalid'),
  of('a text', 'client_ip', 'invalid'),
  of('true', true, 'invalid'),
  of('an empty object', {}, 'invalid'),
  of('an empty array', [], 'invalid'),
  of('an array in the place of an entry', [entry(401, CLIENT)], 'invalid'),
  of('no response', without(401, 'response'), 'invalid'),
  of('a response that is null', having({ response: null }), 'invalid'),
  of('a response that is a text', having({ response: '401' }), 'invalid'),
  of('a status that is a text', having({ response: { status: '401' } }), 'invalid'),
  of('a status that is an array', having({ response: { status: [401] } }), 'invalid'),
  of('a status that is an object', having({ response: { status: { valueOf: 401 } } }), 'invalid'),
  of('a status with a fraction', having({ response: { status: 401.5 } }), 'invalid'),
  of('a negative status', having({ response: { status: -401 } }), 'invalid'),
  of('a status beyond all', having({ response: { status: 1e308 } }), 'invalid'),
  of('a status that is true', having({ response: { status: true } }), 'invalid'),
  of('no client_ip', without(401, 'client_ip'), 'invalid'),
  of('no client_ip on a harmless entry', without(200, 'client_ip'), 'invalid'),
  of('a client_ip that is null', having({ client_ip: null }), 'invalid'),
  of('a client_ip that is a number', having({ client_ip: 3405803785 }), 'invalid'),
  of('a client_ip that is an array', having({ client_ip: [CLIENT] }), 'invalid'),
  of('a client_ip that is an object', having({ client_ip: { toString: CLIENT } }), 'invalid'),
  of('an empty client_ip', having({ client_ip: '' }), 'invalid'),
  of('a host name as client_ip', having({ client_ip: 'victim.example.com' }), 'invalid'),
  of('two addresses as client_ip', having({ client_ip: `${CLIENT}, 198.51.100.1` }), 'invalid'),
  of('a port in client_ip', having({ client_ip: `${CLIENT}:443` }), 'invalid'),
  of('a range as client_ip', having({ client_ip: '0.0.0.0/0' }), 'invalid'),
  of('a range of ipv6 as client_ip', having({ client_ip: '::/0' }), 'invalid'),
  of('an octal client_ip', having({ client_ip: '0313.0.113.9' }), 'invalid'),
  of('a client_ip in one number', having({ client_ip: '3405803785' }), 'invalid'),
  of('a client_ip with a line end', having({ client_ip: `${CLIENT}\n198.51.100.1` }), 'invalid'),
  of('a client_ip with a nul', having({ client_ip: `${CLIENT}\u0000` }), 'invalid'),
  of('a client_ip of a megabyte', having({ client_ip: '1'.repeat(1_000_000) }), 'invalid'),
  of('a unix socket as client_ip', having({ client_ip: 'unix:' }), 'invalid'),
  of('the loopback as client_ip', having({ client_ip: '127.0.0.1' }), 'exempt'),
  of('the loopback in ipv6 clothes', having({ client_ip: '::ffff:127.0.0.1' }), 'exempt'),
  of('a private client_ip', having({ client_ip: '10.0.0.1' }), 'exempt'),
  of('a private client_ip in ipv6 clothes', having({ client_ip: '::ffff:a00:1' }), 'exempt'),
  of('everybody as client_ip', having({ client_ip: '0.0.0.0' }), 'exempt'),
  of('the client in ipv6 clothes', having({ client_ip: `::ffff:${CLIENT}` }), 'counted'),
  of('no request', without(401, 'request'), 'counted'),
  of('a request that is null', having({ request: null }), 'counted'),
  of('a request that is a text', having({ request: 'GET /' }), 'counted'),
  of('a uri that is an object', having({ request: { method: {}, uri: { split: 1 }, headers: [] } }), 'counted'),
  of('a uri of a megabyte', having({ request: { method: 'GET', uri: `/${'a'.repeat(1_000_000)}` } }), 'counted'),
  of('a method of a megabyte', having({ request: { method: 'G'.repeat(1_000_000), uri: '/' } }), 'counted'),
  of('an unknown path of a megabyte', unknown(`/${'../'.repeat(300_000)}`, CLIENT), 'counted'),
  of('an unknown path that makes a log line', unknown('/\n{"level":"audit","msg":"address blocked","address":"198.51.100.1"}', CLIENT), 'counted'),
  of('an unknown path that is no text', { ...unknown('/', CLIENT), request: { uri: 7 } }, 'counted'),
  of('headers that are null', having({ request: { method: 'GET', uri: '/', headers: null } }), 'counted'),
  of('a header named __proto__', having({ request: { method: 'GET', uri: '/', headers: JSON.parse('{"__proto__":{"polluted":1}}') } }), 'counted'),
  of('a prototype in the entry', { ...JSON.parse('{"__proto__":{"polluted":1,"client_ip":"198.51.100.1"}}'), ...entry(401, CLIENT) }, 'counted'),
  of('a constructor in the entry', having({ constructor: { prototype: { polluted: 1 } } }), 'counted'),
  of('a time that is a text', having({ started_at: '2024-01-01' }), 'counted'),
  of('a time beyond all', having({ started_at: -1e308 }), 'counted'),
  of('an entry of ten thousand levels', having({ request: { method: 'GET', uri: '/', headers: deep(10_000) } }), 'counted'),
  of('a route that is a text, which is no route', { ...entry(404, CLIENT), route: 'all' }, 'counted'),
  of('a bot score that is an object', { ...entry(200, CLIENT, { headers: { 'x-bot-score': { length: 3 } } }) }, 'harmless'),
  of('a consumer that is a text', { ...entry(200, CLIENT, { headers: { 'x-bot-score': '0.9' } }), authenticated_entity: 'admin' }, 'counted'),
];
