import { CorrelationId, RoutePolicies } from '../../src';
import { ALL_POLICIES, given, VALUE_POLICIES } from '../../src/apis/route-policies';
import { pluginPriority } from '../../src/kong/facts/plugin-facts';

test('every policy that a route can have is among the names', () => {
  const all: Required<{ [name in keyof RoutePolicies]: string }> = {
    authentication: 'jwt', tier: 'rate-limiting', ipAccess: 'ip-restriction', bots: 'bot-detection', bodyLimit: 'request-size-limiting',
    accessLog: 'http-log', cors: 'cors', securityHeaders: 'response-transformer', correlationId: 'correlation-id',
    botScore: 'pre-function', gatewayProof: 'post-function',
  };
  expect([...ALL_POLICIES].sort()).toEqual(Object.keys(all).sort());
  const priorities = VALUE_POLICIES.map(name => pluginPriority(all[name]!)!);
  expect(priorities).toEqual([...priorities].sort((a, b) => b - a));
});

test('a policy without value overrides nothing', () => {
  const correlationId = new CorrelationId();
  expect(given({ correlationId, tier: undefined, bots: null as any, other: 1 } as any)).toEqual({ correlationId });
});
