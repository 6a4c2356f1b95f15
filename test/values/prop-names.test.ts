import { checkPropNames } from '../../src/values/prop-names';

const NAMES = { methods: true, tier: true, trustedProxies: true } as const;

test('complies: known names, other names, and what is undefined', () => {
  expect(() => checkPropNames('route', { methods: [], team: 'orders', constructor: 1, method: undefined }, NAMES)).not.toThrow();
  expect(() => checkPropNames('route', undefined, NAMES)).not.toThrow();
});

test.each([
  ['method', 'methods'], ['Methods', 'methods'], ['metohds', 'methods'], ['rateLimit', 'tier'], ['trustedProxy', 'trustedProxies'],
])('fails for %s', (name, meant) => {
  expect(() => checkPropNames('route', { [name]: 1 }, NAMES)).toThrow(new Error(
    `route has no property '${name}', and it would be ignored: did you mean '${meant}'? write that, or name yours otherwise`));
});

test('fails for any other name where nobody passes his own along', () => {
  expect(() => checkPropNames('route', { team: 1 }, NAMES, true)).toThrow(new Error(
    "route has no property 'team', and it would be ignored: expected methods, tier and trustedProxies; remove it"));
});
