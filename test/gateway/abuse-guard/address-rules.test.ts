import { App, Chart } from 'cdk8s';
import { KongGateway } from '../../../src';
import { AddressRule, AddressRules } from '../../../src/gateway/abuse-guard/address-rules';

function rule(name: string): AddressRule {
  return { name, namespace: 'shop', by: new App() };
}

test('who watches is told of each, whether it was made before or after', () => {
  const rules = AddressRules.of(KongGateway.of(new Chart(new App(), 'test')));
  const seen: string[] = [];
  rules.add(rule('before'));
  rules.watch(({ name }) => seen.push(name));
  rules.add(rule('after'));

  expect(seen).toEqual(['before', 'after']);
});

test('a gateway has one list, and another gateway another', () => {
  const [one, other] = [1, 2].map(() => KongGateway.of(new Chart(new App(), 'test')));
  expect(AddressRules.of(one)).toBe(AddressRules.of(one));
  expect(AddressRules.of(one)).not.toBe(AddressRules.of(other));
});

test('lists are guarded as soon as somebody watches', () => {
  const rules = AddressRules.of(KongGateway.of(new Chart(new App(), 'test')));
  expect(rules.guarded).toBe(false);
  rules.watch(() => undefined);
  expect(rules.guarded).toBe(true);
});
