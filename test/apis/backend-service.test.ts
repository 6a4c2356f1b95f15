import { Duration } from 'cdk8s';
import { BackendService, BackendServiceProps } from '../../src';
import { synth, testChart } from '../support/app';

function service(props: BackendServiceProps): any {
  const chart = testChart();
  new BackendService(chart, 'api', props);
  return synth(chart)[0];
}

test('pod labels are enough', () => {
  const chart = testChart();
  const made = new BackendService(chart, 'api', { podLabels: { app: 'api' } });

  expect(made.node.defaultChild).toBe(made.apiObject);
  expect([made.name, made.port, made.containerPort, made.podLabels]).toEqual(['api', 80, 80, { app: 'api' }]);
  expect(synth(chart)).toEqual([{
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'api',
      namespace: 'shop',
      annotations: {
        'konghq.com/connect-timeout': '60000',
        'konghq.com/read-timeout': '60000',
        'konghq.com/write-timeout': '60000',
        'konghq.com/retries': '5',
      },
    },
    spec: { selector: { app: 'api' }, ports: [{ name: 'http', port: 80, targetPort: 80 }] },
  }]);
});

test('all props are used', () => {
  const props: Required<BackendServiceProps> = {
    podLabels: { app: 'api' },
    port: 8080,
    containerPort: 3000,
    name: 'customers',
    connectTimeout: Duration.seconds(1),
    readTimeout: Duration.seconds(30),
    writeTimeout: Duration.millis(500),
    retries: 0,
  };
  const object = service(props);

  expect(object.metadata.name).toBe('customers');
  expect(object.metadata.annotations).toEqual({
    'konghq.com/connect-timeout': '1000', 'konghq.com/read-timeout': '30000', 'konghq.com/write-timeout': '500', 'konghq.com/retries': '0',
  });
  expect(object.spec.ports).toEqual([{ name: 'http', port: 8080, targetPort: 3000 }]);
});

test('labels are copies', () => {
  const made = new BackendService(testChart(), 'api', { podLabels: { app: 'api' } });
  (made.podLabels as any).other = 'x';

  expect(made.podLabels).toEqual({ app: 'api' });
});

test.each<[Partial<BackendServiceProps>, string]>([
  [{ podLabels: {} }, 'service has no pod labels: expected at least one; without any it leads nowhere'],
  [{ port: 0 }, 'service has port 0: expected an integer from 1 to 65535; correct it'],
  [{ containerPort: 65536 }, 'service has port 65536: expected an integer from 1 to 65535; correct it'],
  [{ retries: -1 }, 'service has -1 retries: expected an integer from 0 to 32767; 0 switches them off'],
  [{ retries: 1.5 }, 'service has 1.5 retries: expected an integer from 0 to 32767; 0 switches them off'],
  [{ readTimeout: Duration.millis(0) }, 'readTimeout is 0 milliseconds: expected 1 to 2147483646; correct it or leave it out for a minute'],
  [{ connectTimeout: Duration.days(25) }, 'connectTimeout is 2160000000 milliseconds: expected 1 to 2147483646; correct it or leave it out for a minute'],
])('fails on %o', (props, message) => {
  expect(() => service({ podLabels: { app: 'api' }, ...props })).toThrow(new Error(`${message} [test/api]`));
});

test('fails for a name that no Service can have', () => {
  expect(() => new BackendService(testChart(), 'service', { podLabels: { app: 'a' }, name: '2fast' })).toThrow(
    'expected a service name of a-z, 0-9 and \'-\' that begins with a letter, ends with a letter or digit and has at most 63 characters, got \'2fast\'; write it as \'my-service\' [test/service]');
});
