import { GatewayMetricsSwitches, KongGateway } from '../../src';
import { testChart } from '../support/app';

test('everything but the consumer label is on', () => {
  expect(new KongGateway(testChart(), 'gateway').metrics).toEqual(
    { statusCodes: true, latency: true, bandwidth: true, upstreamHealth: true, perConsumer: false });
});

test('each switch can be turned', () => {
  const metrics: Required<GatewayMetricsSwitches> = { statusCodes: false, latency: false, bandwidth: false, upstreamHealth: false, perConsumer: true };

  expect(new KongGateway(testChart(), 'gateway', { metrics }).metrics).toEqual(metrics);
});

test('one switch leaves the others as they are', () => {
  expect(new KongGateway(testChart(), 'gateway', { metrics: { latency: false } }).metrics).toMatchObject({ statusCodes: true, latency: false });
});
