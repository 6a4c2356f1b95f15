import * as kubernetes from '@pulumi/kubernetes';
import { startProgram } from './support';
import { registerObject } from '../../src/pulumi/kinds';

const object = (apiVersion: string, kind: string) => ({ apiVersion, kind, metadata: { name: 'one', annotations: { a: 'b' } } });
const made = (apiVersion: string, kind: string, skipAwait?: boolean) => registerObject('one', object(apiVersion, kind), {}, skipAwait);
const annotations = async (apiVersion: string, kind: string, skipAwait: boolean) => {
  const seen = await startProgram();
  await (made(apiVersion, kind, skipAwait).urn as any).promise();
  return seen[0].inputs.metadata.annotations;
};

test.each<[string, string, any]>([
  ['v1', 'Secret', kubernetes.core.v1.Secret],
  ['networking.k8s.io/v1', 'Ingress', kubernetes.networking.v1.Ingress],
  ['rbac.authorization.k8s.io/v1', 'Role', kubernetes.rbac.v1.Role],
  ['configuration.konghq.com/v1', 'KongPlugin', kubernetes.apiextensions.CustomResource],
  // Groups that begin like one of Kubernetes.
  ['networking.istio.io/v1', 'Gateway', kubernetes.apiextensions.CustomResource],
  ['networking.example.com/v1', 'Ingress', kubernetes.apiextensions.CustomResource],
])('%s %s has its class', async (apiVersion, kind, expected) => {
  await startProgram();
  expect(made(apiVersion, kind)).toBeInstanceOf(expected);
});

test('who does not wait for a kind of Kubernetes says so beside the other annotations', async () => {
  expect(await annotations('networking.k8s.io/v1', 'Ingress', true)).toEqual({ 'a': 'b', 'pulumi.com/skipAwait': 'true' });
  expect(await annotations('networking.k8s.io/v1', 'Ingress', false)).toEqual({ a: 'b' });
});

test('nobody waits for a custom resource, so it says nothing', async () => {
  expect(await annotations('configuration.konghq.com/v1', 'KongPlugin', true)).toEqual({ a: 'b' });
});
