import { ingress, messages, plugin, plugins, shop } from './support';

const RULE = 'weak-jwt';
const EXP = 'jwt does not verify exp: expired tokens pass; set claims_to_verify: [exp], or use Authentication.jwt';
const QUERY = 'jwt takes tokens from the query string, where they end up in logs; set uri_param_names: [], or use Authentication.jwt';

test.each([
  ['complies: exp and headers only', { claims_to_verify: ['exp'], uri_param_names: [] }, []],
  ['fails without exp', { claims_to_verify: ['nbf'], uri_param_names: [] }, [EXP]],
  ['fails with the query string, kong\'s default', { claims_to_verify: ['exp'] }, [QUERY]],
  ['fails with kong\'s defaults', undefined, [EXP, QUERY]],
])('%s', (_title, config, expected) => {
  const chart = shop();
  plugin(chart, 'auth', 'jwt', { config });
  ingress(chart, 'api', { annotations: plugins('auth') });

  expect(messages(chart, RULE)).toEqual(expected);
});
