import { App, Chart } from 'cdk8s';
import { Deployment, Service } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Backend, IBackend } from '../../src';
import { checkedBackend, namespaceOfBackend } from '../../src/apis/backend';

test('a service that exists is a name and a port', () => {
  expect(Backend.service('api', 80)).toEqual({ name: 'api', port: 80 });
});

test('a service of cdk8s-plus is a backend as it is', () => {
  const chart = new Chart(new App(), 'test', { namespace: 'shop' });
  const service = new Deployment(chart, 'api', { containers: [{ image: 'api', portNumber: 3000 }] }).exposeViaService({ ports: [{ port: 80, targetPort: 3000 }] });
  const backend: IBackend = service;

  expect(checkedBackend(backend)).toBe(service);
  expect(backend.port).toBe(80);
  expect(namespaceOfBackend(backend)).toEqual({ namespace: 'shop' });
});

test('the namespace of a bare name is not known, and neither that of a construct without an object', () => {
  class Imported extends Construct implements IBackend {
    public readonly name = 'api';
    public readonly port = 80;
  }

  expect(namespaceOfBackend(Backend.service('api', 80))).toBeUndefined();
  expect(namespaceOfBackend(new Imported(new Chart(new App(), 'test'), 'imported'))).toBeUndefined();
});

test('a service in a chart without a namespace is known to have none', () => {
  const service = new Service(new Chart(new App(), 'test'), 'api', { ports: [{ port: 80 }] });

  expect(namespaceOfBackend(service)).toEqual({ namespace: undefined });
});

test('fails on a name that no service can have', () => {
  expect(() => Backend.service('API', 80)).toThrow(new Error(
    "expected a service name of a-z, 0-9 and '-' that begins with a letter, ends with a letter or digit and has at most 63 characters, got 'API'; write it as 'my-service'"));
});

test.each([0, -1, 65536, 1.5, NaN])('fails on port %p', (port) => {
  expect(() => Backend.service('api', port)).toThrow(new Error(
    `backend 'api' has port ${port}: expected an integer from 1 to 65535; give the port of the service, not a name`));
});
