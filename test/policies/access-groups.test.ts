import { Chart } from 'cdk8s';
import { BACKEND, OSS } from './render';
import { ApiConsumer, ApiKeyCredential, Authentication, KongGateway, RateTier, SecuredApi, Tls } from '../../src';
import { claimGroup } from '../../src/policies/access-groups';
import { testChart } from '../support/app';

function twoTiers(names: [string, string] = ['premium', 'premium']): { chart: Chart; mine: RateTier; theirs: RateTier } {
  const chart = testChart();
  new KongGateway(chart, 'gateway', OSS);
  const [mine, theirs] = names.map((name, i) => new RateTier(chart, `tier-${i}`, { minute: 10, name }));
  return { chart, mine, theirs };
}

test('a tier may admit and grant its own group', () => {
  const { mine } = twoTiers();
  claimGroup(mine, 'premium', 'admits');
  expect(() => claimGroup(mine, 'premium', 'grants')).not.toThrow();
});

test('two tiers of one name may admit, as long as no consumer is in the group', () => {
  const { mine, theirs } = twoTiers();
  claimGroup(mine, 'premium', 'admits');
  expect(() => claimGroup(theirs, 'premium', 'admits')).not.toThrow();
});

test('tiers of two gateways have nothing to do with each other', () => {
  const [{ mine }, { theirs }] = [twoTiers(), twoTiers()];
  claimGroup(mine, 'premium', 'admits');
  expect(() => claimGroup(theirs, 'premium', 'grants')).not.toThrow();
});

const TEXT = "access group 'premium' is also that of the tier test/tier-0: consumers of one tier could call the routes of the other; "
  + 'share one tier, or give one of them a name of its own [test/tier-1]';

test('fails if the consumers of one could call the routes of the other', () => {
  const { mine, theirs } = twoTiers();
  claimGroup(mine, 'premium', 'admits');
  expect(() => claimGroup(theirs, 'premium', 'grants')).toThrow(TEXT);
});

test('fails whichever is made first', () => {
  const { mine, theirs } = twoTiers();
  claimGroup(mine, 'premium', 'grants');
  expect(() => claimGroup(theirs, 'premium', 'admits')).toThrow(TEXT);
});

test('fails for a real route and consumer', () => {
  const { chart, mine, theirs } = twoTiers();
  const api = new SecuredApi(chart, 'api', { host: 'api.example.com', tls: Tls.fromSecret('api-tls'), authentication: Authentication.apiKey() });
  api.addRoute('/', { backend: BACKEND, tier: mine });
  expect(() => new ApiConsumer(chart, 'acme', { credentials: [ApiKeyCredential.fromSecret('acme-key')], tier: theirs })).toThrow(TEXT);
});
