import { JWT, gatewayChart } from './support';
import {
  AccessLog, Authentication, BodyLimit, BodySize, BotProtection, BotScore, Cidr, CorrelationId, Cors, GatewayProof, IpAccess, LimitBy,
  OnCounterFailure, PublicAccess, RateTier, RateTierProps, RoutePolicies, SecurityHeaders,
} from '../../src';
import { ALL_POLICIES } from '../../src/apis/route-policies';
import { loosened } from '../../src/apis/tightening';

const chart = gatewayChart();
let n = 0;
const tier = (props: RateTierProps): RoutePolicies => ({ tier: new RateTier(chart, `tier${n++}`, props) });
const allow = (...ranges: string[]): RoutePolicies => ({ ipAccess: IpAccess.allow(...ranges.map(range => Cidr.of(range))) });
const deny = (...ranges: string[]): RoutePolicies => ({ ipAccess: IpAccess.deny(...ranges.map(range => Cidr.of(range))) });
const limit = (kibibytes: number): RoutePolicies => ({ bodyLimit: BodyLimit.of(BodySize.kibibytes(kibibytes)) });
const log = (endpoint: string, timeout?: number): RoutePolicies => ({ accessLog: AccessLog.http(endpoint, { maxBatchSize: timeout }) });
const cors = (...origins: string[]): RoutePolicies => ({ cors: new Cors({ origins }) });
const headers = (custom: Record<string, string>): RoutePolicies => ({ securityHeaders: new SecurityHeaders({ custom }) });

test('what is enforced is enough', () => {
  const policies: RoutePolicies = { authentication: JWT, ...tier({ minute: 1 }), ...allow('10.0.0.0/8'), ...limit(1), ...log('http://a/') };
  expect(loosened(policies, policies)).toEqual([]);
});

test('where nothing is enforced anything is enough', () => {
  expect(loosened({}, {})).toEqual([]);
  expect(loosened({ authentication: PublicAccess.because('it is a catalogue') }, {})).toEqual([]);
});

test.each<[string, RoutePolicies, RoutePolicies]>([
  ['a lower limit', tier({ minute: 10, hour: 100 }), tier({ minute: 9, hour: 100 })],
  ['a limit for one more period', tier({ minute: 10 }), tier({ second: 1, minute: 10 })],
  ['refusing what cannot be counted', tier({ minute: 10, onCounterFailure: OnCounterFailure.ALLOW }), tier({ minute: 10 })],
  ['a shorter allow list', allow('10.0.0.0/8', '192.0.2.0/24'), allow('10.1.0.0/16')],
  ['an allow list instead of a deny list, with the denied denied', deny('192.0.2.0/24'), { ipAccess: IpAccess.allow(Cidr.of('10.0.0.0/8')).except(Cidr.of('192.0.2.0/24')) }],
  ['a longer deny list', deny('192.0.2.0/24'), deny('192.0.2.0/23')],
  ['a smaller body', limit(2), limit(1)],
  ['more bots denied', { bots: BotProtection.denying('curl') }, { bots: BotProtection.denying('CURL', 'wget') }],
  ['the same log, said anew', log('http://a/'), log('http://a/')],
  ['fewer origins', cors('https://a.example', 'https://b.example'), cors('https://a.example')],
  ['more headers', headers({ 'X-A': '1' }), headers({ 'X-A': '1', 'X-B': '2' })],
  ['fewer requests before an address counts as a program', { botScore: BotScore.of() }, { botScore: BotScore.of({ maxRequests: 50 }) }],
  ['the same proof, said anew', { gatewayProof: GatewayProof.hmac() }, { gatewayProof: GatewayProof.hmac() }],
  ['an id in the same header, in other letter case', { correlationId: new CorrelationId() }, { correlationId: new CorrelationId({ header: 'x-request-id' }) }],
])('%s is stricter', (_what, enforced, mine) => {
  expect(loosened(mine, enforced)).toEqual([]);
});

test.each<[string, RoutePolicies, RoutePolicies, keyof RoutePolicies, string]>([
  ['other authentication', { authentication: JWT }, { authentication: Authentication.jwt() }, 'authentication', 'authentication may not change'],
  ['anybody', { authentication: JWT }, { authentication: PublicAccess.because('we forgot our tokens') }, 'authentication', 'authentication may not change'],
  ['a higher limit', tier({ minute: 10 }), tier({ minute: 11 }), 'tier', 'a limit per period may only fall, and 11 a minute is more than 10'],
  ['a limit less', tier({ second: 1, minute: 10 }), tier({ minute: 10 }), 'tier', 'a limit per period may only fall, and no limit a second is more than 1'],
  ['another count', tier({ minute: 10 }), tier({ minute: 10, limitBy: LimitBy.IP }), 'tier', 'the limit may not be counted otherwise, by ip and not by consumer'],
  ['requests that pass uncounted', tier({ minute: 10 }), tier({ minute: 10, onCounterFailure: OnCounterFailure.ALLOW }), 'tier', 'requests may not begin to pass uncounted'],
  ['a longer allow list', allow('10.0.0.0/8'), allow('10.0.0.0/8', '192.0.2.0/24'), 'ipAccess', 'an allow list may only shrink, and 192.0.2.0/24 is new'],
  ['a wider range', allow('10.1.0.0/16'), allow('10.0.0.0/8'), 'ipAccess', 'an allow list may only shrink, and 10.0.0.0/8 is new'],
  ['a deny list instead of an allow list', allow('10.0.0.0/8'), deny('192.0.2.0/24'), 'ipAccess', 'an allow list may only shrink, and everybody is new'],
  ['a shorter deny list', deny('192.0.2.0/24', '198.51.100.0/24'), deny('192.0.2.0/24'), 'ipAccess', 'a deny list may only grow, and 198.51.100.0/24 is gone'],
  ['a larger body', limit(1), limit(2), 'bodyLimit', 'a body limit may only fall, and 2 KiB is more than 1 KiB'],
  ['a bot less', { bots: BotProtection.denying('curl') }, { bots: BotProtection.denying('wget') }, 'bots', "the deny list of bots may only grow, and 'curl' is gone"],
  ['a bot let through', { bots: BotProtection.denying('curl') }, { bots: new BotProtection({ deny: ['curl'], allow: ['okhttp'] }) }, 'bots', "the allow list of bots may only shrink, and 'okhttp' is new"],
  ['another log', log('http://a/'), log('http://b/'), 'accessLog', 'the access log may not go elsewhere'],
  ['one more origin', cors('https://a.example'), cors('https://b.example'), 'cors', 'the origins of cors may only shrink, and https://b.example is new'],
  ['another header', headers({ 'X-A': '1' }), headers({ 'X-A': '2' }), 'securityHeaders', 'security headers may only be added, and X-A differs'],
  ['more requests before an address counts as a program', { botScore: BotScore.of() }, { botScore: BotScore.of({ maxRequests: 101 }) }, 'botScore', 'maxRequests of the bot score may only become smaller, and 101 is more than 100'],
  ['another proof', { gatewayProof: GatewayProof.hmac() }, { gatewayProof: GatewayProof.sharedSecret() }, 'gatewayProof', 'the proof of the gateway may not change'],
  ['an id in another header', { correlationId: new CorrelationId() }, { correlationId: new CorrelationId({ header: 'X-Id' }) }, 'correlationId', 'the header of the correlation id may not change'],
])('fails with %s', (_what, enforced, mine, name, problem) => {
  const [text, ...others] = loosened(mine, enforced);
  expect(others).toEqual([]);
  expect(text.startsWith(`${name} is enforced by the organisation: ${problem}`)).toBe(true);
  expect(text.endsWith(name === 'authentication' ? '; leave authentication out, or give the very object that is enforced' : `; leave ${name} out, or make it stricter`)).toBe(true);
});

test.each(ALL_POLICIES.map(name => [name] as const))('fails where %s is dropped', name => {
  const all: RoutePolicies = {
    authentication: JWT, ...tier({ minute: 1 }), ...allow('10.0.0.0/8'), ...limit(1), ...log('http://a/'), ...cors('https://a.example'), ...headers({}),
    bots: BotProtection.denying('curl'), correlationId: new CorrelationId(), botScore: BotScore.of(), gatewayProof: GatewayProof.hmac(),
  };
  expect(loosened({ ...all, [name]: undefined }, all)).toEqual([
    `${name} is enforced by the organisation: it may not be dropped; ${name === 'authentication' ? 'leave authentication out, or give the very object that is enforced' : `leave ${name} out, or make it stricter`}`,
  ]);
});
