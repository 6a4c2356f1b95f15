import * as pulumi from '@pulumi/pulumi';
import * as state from '@pulumi/pulumi/runtime/state';
import { ApiObject, App, Chart } from 'cdk8s';
import {
  asText, Authentication, Backend, Cidr, ConstructComponent, IpAccess, Issuer, KongGateway, RateTier, Redis, SecuredApi, settled, Tls,
} from 'gatewarden/pulumi';
import { isSecret, isUnknown, leaves, objectsIn, resource, secretIn, startProgram, unknown } from './support';
import { valueOf } from './support-outputs';
import * as constructs from '../../src';

const NAMESPACE = { namespace: 'shop' };
const args = () => ({ tls: Tls.issuedBy(Issuer.cluster('letsencrypt')), authentication: Authentication.jwt() });
const backend = () => Backend.service('api', 80);

function api(name: string, host: pulumi.Input<string>): SecuredApi {
  return new SecuredApi(name, { ...args(), host, routes: { '/v1': { backend: backend() } } }, NAMESPACE);
}

test('a plain program registers what the same cdk8s app would write', async () => {
  const seen = await startProgram();
  new KongGateway('kong', { redis: Redis.at('redis') });
  const tier = new RateTier('standard', { minute: 100 }, NAMESPACE);
  const orders = new SecuredApi('orders', { ...args(), host: 'api.example.com', tier }, NAMESPACE);
  orders.addRoute('/v1', { backend: backend() });
  await settled();

  const app = new App();
  new constructs.KongGateway(app, 'kong', { redis: constructs.Redis.at('redis') });
  const chart = new Chart(app, 'chart', NAMESPACE);
  const tierOfChart = new constructs.RateTier(chart, 'standard', { minute: 100 });
  const ordersOfChart = new constructs.SecuredApi(chart, 'orders', {
    host: 'api.example.com', tier: tierOfChart, tls: constructs.Tls.issuedBy(constructs.Issuer.cluster('letsencrypt')), authentication: constructs.Authentication.jwt(),
  });
  ordersOfChart.addRoute('/v1', { backend: constructs.Backend.service('api', 80) });
  const key = (object: any) => `${object.kind} ${object.metadata.name}`;
  const sorted = (objects: any[]) => objects.sort((a, b) => key(a) < key(b) ? -1 : 1);
  expect(sorted(objectsIn(seen).map(({ inputs }) => inputs))).toEqual(sorted(chart.toJson()));
});

test('a preview shows exactly the leaves as unknown that are', async () => {
  const seen = await startProgram(true);
  api('orders', unknown<string>());
  await settled();
  const ingress = resource(seen, 'Ingress', 'orders-v1');
  expect(leaves(ingress.inputs, isUnknown)).toEqual(['spec.rules.0.host', 'spec.tls.0.hosts.0']);
  expect(leaves(resource(seen, 'Certificate', 'orders-tls').inputs, isUnknown)).toEqual(['spec.dnsNames.0']);
  expect(objectsIn(seen).filter(({ inputs }) => leaves(inputs, isUnknown).length > 0)).toHaveLength(2);
});

test('an output that is known is put in, as a text and as a number', async () => {
  const seen = await startProgram();
  const orders = new SecuredApi('orders', { ...args(), host: pulumi.output('api.example.com') }, NAMESPACE);
  orders.addRoute('/v1', { backend: Backend.service(pulumi.output('orders'), pulumi.output(8080)) });
  await settled();
  const { spec } = resource(seen, 'Ingress', 'orders-v1').inputs;
  expect(spec.rules[0].host).toBe('api.example.com');
  expect(spec.rules[0].http.paths[0].backend).toEqual({ service: { name: 'orders', port: { number: 8080 } } });
});

test('a secret stays one as a leaf, inside a longer text and in stringData', async () => {
  const seen = await startProgram();
  const password = pulumi.secret('s3cret');
  new ConstructComponent('extras', scope => {
    new ApiObject(scope, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'map' }, data: { leaf: asText(password), longer: `a ${asText(password)} b` } });
    new ApiObject(scope, 'key', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key' }, stringData: { password: asText(password), other: 'plain' } });
  }, NAMESPACE);
  await settled();
  const { data } = resource(seen, 'ConfigMap', 'extras-map').inputs;
  expect(secretIn(data.leaf)).toBe('s3cret');
  expect(secretIn(data.longer)).toBe('a s3cret b');
  expect(leaves(resource(seen, 'Secret', 'extras-key').inputs, isSecret)).toEqual(['stringData']);
});

test('a guard that refuses the program has nothing registered', async () => {
  const seen = await startProgram();
  api('orders', 'api.example.com');
  api('others', 'api.example.com');
  await expect(settled()).rejects.toThrow(/the guards refuse this program.*rule duplicate-route/s);
  expect(objectsIn(seen)).toEqual([]);
});

test('a duplicate that only the values show is refused as well', async () => {
  const seen = await startProgram();
  api('orders', pulumi.output('api.example.com'));
  api('others', pulumi.output('api.example.com'));
  await expect(settled()).rejects.toThrow(/rule duplicate-route/);
  expect(objectsIn(seen)).toEqual([]);
});

test('a value that its class refuses is refused when it is known', async () => {
  const seen = await startProgram();
  api('orders', pulumi.output('API.example.com'));
  await expect(settled()).rejects.toThrow(/host 'API.example.com' has upper-case letters/);
  expect(objectsIn(seen)).toEqual([]);
});

test('a value inside a policy is checked when it is known', async () => {
  await startProgram();
  new KongGateway('kong', { behindLoadBalancer: false });
  const ipAccess = IpAccess.allow(Cidr.of(pulumi.output('10.0.0.1/8')));
  new SecuredApi('orders', { ...args(), ipAccess, host: 'api.example.com', routes: { '/v1': { backend: backend() } } }, NAMESPACE);
  await expect(settled()).rejects.toThrow(/cidr '10.0.0.1\/8' has bits set to the right of its mask/);
});

test('what something computes with an output is an error, with the property', async () => {
  const seen = await startProgram();
  const name = pulumi.output('value');
  new ConstructComponent('extras', scope => {
    const data = { length: String(asText(name, 'the label').length) };
    new ApiObject(scope, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'map' }, data });
  }, NAMESPACE);
  await expect(settled()).rejects.toThrow(/one of the label must be a plain value: data.length of ConfigMap map is '\d+' with the value put in, and '5'/);
  expect(objectsIn(seen)).toEqual([]);
});

test('a secret is in no error text', async () => {
  await startProgram();
  const name = pulumi.secret('s3cret');
  new ConstructComponent('extras', scope => {
    new ApiObject(scope, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'map' }, data: { leaf: asText(name, 'the label').slice(0, 3) + asText(name) } });
  }, NAMESPACE);
  const error = await settled().catch(reason => reason);
  expect(error.message).toMatch(/must be a plain value/);
  expect(error.message).not.toContain('s3cret');
});

test('an output used as a name says which property must be plain', async () => {
  await startProgram();
  const name = pulumi.output('value');
  expect(() => new SecuredApi('orders', { ...args(), host: 'api.example.com', routes: { '/v1': { backend: backend(), methods: [name as any] } } }, NAMESPACE))
    .toThrow(/methods of route \/v1 of SecuredApi orders must be a plain value here/);
  await settled();
});

test('fails for the text that an output becomes in a template', async () => {
  const seen = await startProgram();
  api('orders', `${pulumi.output('api')}`.slice(0, 0) + 'api.example.com');
  new ConstructComponent('extras', scope => {
    new ApiObject(scope, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'map' }, data: { text: `x ${pulumi.output('y')}` } });
  }, NAMESPACE);
  await expect(settled()).rejects.toThrow(/a pulumi output becomes in a text/);
  expect(objectsIn(seen)).toEqual([]);
});

test('fails for a value of another program, also in one without outputs', async () => {
  await startProgram();
  const tls = Tls.issuedBy(Issuer.cluster(pulumi.output('letsencrypt')));
  const seen = await startProgram();
  new SecuredApi('orders', { ...args(), tls, host: 'api.example.com', routes: { '/v1': { backend: backend() } } }, NAMESPACE);
  await expect(settled()).rejects.toThrow(/a value holds an output of another program/);
  expect(objectsIn(seen)).toEqual([]);
});

test('a component that is made while others wait for an output has its objects in its outputs', async () => {
  await startProgram();
  let known: (host: string) => void;
  api('orders', pulumi.output(new Promise<string>(resolve => { known = resolve; })));
  await new Promise(resolve => setTimeout(resolve, 20));
  const late = api('late', 'late.example.com');
  known!('api.example.com');
  await settled();
  expect(await valueOf(late.objects)).toContain('Ingress/late-v1');
});

test('a route that fails while something waits for an output has nothing registered', async () => {
  const seen = await startProgram();
  let known: (host: string) => void;
  const orders = api('orders', pulumi.output(new Promise<string>(resolve => { known = resolve; })));
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(() => orders.addRoute('no path', { backend: backend() })).toThrow();
  known!('api.example.com');
  await expect(settled()).rejects.toThrow();
  expect(objectsIn(seen)).toEqual([]);
});

test('the outputs of a component fail as the program does', async () => {
  await startProgram();
  const orders = api('orders', 'api.example.com');
  api('others', 'api.example.com');
  await expect(settled()).rejects.toThrow();
  await expect(valueOf(orders.pluginNames)).rejects.toThrow(/rule duplicate-route/);
});

test('what a component has made may be the input of another one', async () => {
  const seen = await startProgram();
  const orders = api('orders', 'api.example.com');
  new ConstructComponent('extras', scope => {
    new ApiObject(scope, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'map' }, data: { objects: asText(orders.objects.apply(names => names.join())) } });
  }, NAMESPACE);
  await settled();
  expect(resource(seen, 'ConfigMap', 'extras-map').inputs.data.objects).toContain('Ingress/orders-v1');
});

test('a program of which a part was thrown to its author ends no process, and is refused to who asks', async () => {
  await startProgram();
  const unhandled = jest.fn();
  process.on('unhandledRejection', unhandled);
  new SecuredApi('orders', { ...args(), host: 'api.example.com' }, NAMESPACE);
  expect(() => new RateTier('none', {}, NAMESPACE)).toThrow();
  await new Promise(resolve => setTimeout(resolve, 50));
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
  await expect(settled()).rejects.toThrow(/api has no route/);
});

test('what a program without a reader makes is not registered in the next one', async () => {
  const first = await startProgram();
  api('orders', 'api.example.com');
  const second = await startProgram();
  await new Promise(resolve => setTimeout(resolve, 50));
  expect([objectsIn(first), objectsIn(second)]).toEqual([[], []]);
});

test('two programs at once know nothing of each other', async () => {
  const programs = await Promise.all(['one', 'two'].map(name => (state as any).withLocalStorage(async () => {
    const seen = await startProgram();
    api('orders', pulumi.output(`${name}.example.com`));
    await new Promise(resolve => setTimeout(resolve, 20));
    await settled();
    return resource(seen, 'Ingress', 'orders-v1').inputs.spec.rules[0].host;
  })));
  expect(programs).toEqual(['one.example.com', 'two.example.com']);
});
