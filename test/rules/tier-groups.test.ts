import { credential, found, messages, shop, sibling } from './support';
import { ApiConsumer, ApiKeyCredential, RateTier } from '../../src';

const RULE = 'tier-groups';

function member(scope: any, id: string, tier: RateTier) {
  new ApiConsumer(scope, id, { credentials: [ApiKeyCredential.fromSecret(`${id}-key`)], tier });
}

test('complies: one tier in two namespaces, two tiers of two names, a group of one\'s own', () => {
  const chart = shop();
  const other = sibling(chart, 'other', 'billing');
  const gold = new RateTier(chart, 'gold', { minute: 5 });
  member(chart, 'one', gold);
  member(other, 'two', gold);
  member(chart, 'three', new RateTier(chart, 'silver', { minute: 5 }));
  credential(chart, 'mine', 'acl', { group: 'gold' });

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for two tiers of one name', () => {
  const chart = shop();
  const other = sibling(chart, 'other', 'billing');
  member(chart, 'one', new RateTier(chart, 'gold', { minute: 5 }));
  member(other, 'two', new RateTier(other, 'gold', { minute: 500 }));

  expect(found(chart, RULE)).toEqual([['other/gold',
    "tier has the access group 'gold' of another tier (test/gold): consumers of one may call the routes of the other; give one of them another name, or use one tier for both"]]);
});
