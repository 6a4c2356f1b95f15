import { Duration } from 'cdk8s';
import { KongGateway } from '../../src/gateway';
import { GatewayMetrics, MetricsScrape, MetricsScrapeOptions, ServiceMonitorOptions } from '../../src/monitoring';
import { ofKind, synth, testChart } from '../support/app';

function monitors(scrape?: MetricsScrape, gateway?: ConstructorParameters<typeof KongGateway>[2]): any[] {
  const chart = testChart();
  new KongGateway(chart, 'gateway', gateway);
  new GatewayMetrics(chart, 'metrics', { scrape });
  const objects = synth(chart);
  return [...ofKind(objects, 'PodMonitor'), ...ofKind(objects, 'ServiceMonitor')];
}

const ALL: Required<MetricsScrapeOptions> = {
  labels: { release: 'kube-prometheus-stack' },
  interval: Duration.seconds(15),
  path: '/status/metrics',
  portName: 'admin',
  honorLabels: false,
  controllerMetrics: true,
  controllerPortName: 'webhook',
};

describe('podMonitor', () => {
  test('selects the pods of the gateway, and the controller in them', () => {
    expect(monitors()).toEqual([{
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: 'metrics', namespace: 'kong' },
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/name': 'kong' } },
        podMetricsEndpoints: [{ port: 'status', path: '/metrics', honorLabels: true }, { port: 'cmetrics', path: '/metrics' }],
      },
    }]);
  });

  test('all options', () => {
    const [monitor, ...more] = monitors(MetricsScrape.podMonitor(ALL), { namespace: 'edge', podLabels: { app: 'gateway' } });
    expect(more).toEqual([]);
    expect(monitor.metadata).toEqual({ name: 'metrics', namespace: 'edge', labels: { release: 'kube-prometheus-stack' } });
    expect(monitor.spec).toEqual({
      selector: { matchLabels: { app: 'gateway' } },
      podMetricsEndpoints: [
        { port: 'admin', path: '/status/metrics', interval: '15s' },
        { port: 'webhook', path: '/status/metrics', interval: '15s' },
      ],
    });
  });

  test('a controller in pods of its own has an object of its own', () => {
    const apart = { podLabels: { app: 'gateway' }, controllerPodLabels: { app: 'controller' } };
    expect(monitors(MetricsScrape.podMonitor({ labels: { release: 'p' } }), apart).map(m => [m.metadata, m.spec])).toEqual([
      [{ name: 'metrics', namespace: 'kong', labels: { release: 'p' } },
        { selector: { matchLabels: { app: 'gateway' } }, podMetricsEndpoints: [{ port: 'status', path: '/metrics', honorLabels: true }] }],
      [{ name: 'metrics-controller', namespace: 'kong', labels: { release: 'p' } },
        { selector: { matchLabels: { app: 'controller' } }, podMetricsEndpoints: [{ port: 'cmetrics', path: '/metrics' }] }],
    ]);
  });

  test('without the metrics of the controller', () => {
    const apart = { podLabels: { app: 'gateway' }, controllerPodLabels: { app: 'controller' } };
    for (const gateway of [{}, apart]) {
      const [monitor, ...more] = monitors(MetricsScrape.podMonitor({ controllerMetrics: false }), gateway);
      expect(more).toEqual([]);
      expect(monitor.spec.podMetricsEndpoints).toEqual([{ port: 'status', path: '/metrics', honorLabels: true }]);
    }
  });
});

describe('serviceMonitor', () => {
  test('selects the service, and takes the port of the container', () => {
    expect(monitors(MetricsScrape.serviceMonitor({ serviceLabels: { 'enable-metrics': 'true' } }))).toEqual([{
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: { name: 'metrics', namespace: 'kong' },
      spec: {
        selector: { matchLabels: { 'enable-metrics': 'true' } },
        endpoints: [{ targetPort: 'status', path: '/metrics', honorLabels: true }, { targetPort: 'cmetrics', path: '/metrics' }],
      },
    }]);
  });

  test('all options', () => {
    const all: Required<ServiceMonitorOptions> = { ...ALL, serviceLabels: { a: 'b' }, controllerServiceLabels: { c: 'd' } };
    const found = monitors(MetricsScrape.serviceMonitor(all), { controllerPodLabels: { app: 'controller' } });
    expect(found.map(m => [m.metadata.name, m.spec.selector.matchLabels, m.spec.endpoints])).toEqual([
      ['metrics', { a: 'b' }, [{ targetPort: 'admin', path: '/status/metrics', interval: '15s' }]],
      ['metrics-controller', { c: 'd' }, [{ targetPort: 'webhook', path: '/status/metrics', interval: '15s' }]],
    ]);
  });

  test('fails where the controller runs apart and its service is not named, and the other way round', () => {
    expect(() => monitors(MetricsScrape.serviceMonitor({ serviceLabels: { a: 'b' } }), { controllerPodLabels: { app: 'controller' } }))
      .toThrow('the controller runs in pods of its own, and a service monitor has the labels of the gateway\'s service only: expected controllerServiceLabels; add them, or set controllerMetrics: false [test/metrics]');
    expect(() => monitors(MetricsScrape.serviceMonitor({ serviceLabels: { a: 'b' }, controllerServiceLabels: { c: 'd' } })))
      .toThrow('controllerServiceLabels are given, and the controller runs in the gateway\'s pods: expected controllerPodLabels at the gateway; add them there, or remove controllerServiceLabels [test/metrics]');
  });

  test('fails without labels of a service', () => {
    const text = 'a service monitor has no labels of a service: expected those of exactly one service, none would select every service; give for instance { \'enable-metrics\': \'true\' }';
    expect(() => MetricsScrape.serviceMonitor({ serviceLabels: {} })).toThrow(text);
    expect(() => MetricsScrape.serviceMonitor({ serviceLabels: { a: 'b' }, controllerServiceLabels: {} })).toThrow(text);
  });
});

test('none makes no object, and leaves the reason on the plugin', () => {
  const chart = testChart();
  new GatewayMetrics(chart, 'metrics', { scrape: MetricsScrape.none('an OpenTelemetry collector reads the pods') });
  const objects = synth(chart);
  expect(objects.map(o => o.kind)).toEqual(['KongClusterPlugin']);
  expect(objects[0].metadata.annotations['gatewarden/without-scrape']).toBe('an OpenTelemetry collector reads the pods');
});

test('fails for no reason, no interval and no path', () => {
  expect(() => MetricsScrape.none('')).toThrow('leaving the metrics uncollected has the reason \'\': expected a sentence that a reviewer understands; say why it is safe here');
  expect(() => MetricsScrape.podMonitor({ interval: Duration.seconds(0) })).toThrow('the scrape interval is 0: expected how often prometheus collects; leave it out for its own');
  expect(() => MetricsScrape.podMonitor({ path: 'metrics' })).toThrow('metrics path \'metrics\' is not a path: expected a \'/\' in front; write \'/metrics\'');
});
