import * as pulumi from '@pulumi/pulumi';
import { SecuredApi } from 'gatewarden';
import { Authentication, Backend, ConstructComponent, constructOf, RateTier, settled, Tls } from 'gatewarden/pulumi';
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
