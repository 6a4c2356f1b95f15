import * as pulumi from '@pulumi/pulumi';
import { ApiObject } from 'cdk8s';
import { SecuredApi } from 'gatewarden';
import { asNumber, asText, Authentication, Backend, ConstructComponent, constructOf, RateTier, settled, Tls } from 'gatewarden/pulumi';
import { resource, startProgram } from './support';
import { valueOf } from './support-outputs';

test('the construct of a component can be given to constructs in the callback, whose limits may be outputs', async () => {
  const seen = await startProgram();
  const tier = new RateTier('standard', { minute: pulumi.output(100) }, { namespace: 'shop' });
  const component = new ConstructComponent('team', chart => {
    const args = { host: 'api.example.com', tls: Tls.fromSecret('tls'), authentication: Authentication.jwt(), tier: constructOf(tier) };
    new SecuredApi(chart, 'api', args).addRoute('/', { backend: Backend.service('api', 80) });
  }, { namespace: 'shop' });
  await settled();
  expect(resource(seen, 'Ingress', 'team-api-root').inputs.metadata.annotations['konghq.com/plugins']).toContain('standard-rate-limiting');
  expect(await valueOf(component.objects)).toContain('Ingress/api-root');
});

test.each<[string, () => unknown]>([
  ['asText', () => asText(pulumi.output('a'))],
  ['asNumber', () => asNumber(pulumi.output(1))],
  ['constructOf', () => constructOf(new RateTier('standard', { minute: 1 }))],
])('fails for %s outside of a callback, where nobody would see what is computed with it', async (what, use) => {
  await startProgram();
  expect(use).toThrow(`${what} is used outside of a callback`);
  await settled();
});

test('outputs and components are at hand in a change', async () => {
  const seen = await startProgram();
  const tier = new RateTier('standard', { minute: 1 });
  new ConstructComponent('extras', scope => new ApiObject(scope, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'map' } }))
    .change(chart => (chart.node.findChild('map') as ApiObject).metadata.addLabel(asText(constructOf(tier).tierName), asText(pulumi.output('a'))));
  await settled();
  expect(resource(seen, 'ConfigMap', 'extras-map').inputs.metadata.labels).toEqual({ standard: 'a' });
});
