import { App, Chart } from 'cdk8s';
import { AbuseGuard, AbuseGuardImage, AbuseGuardMonitoring, AbuseGuardProps, Cidr, GatewaySettings, KongGateway, KongGatewayProps, SecretRef } from '../../../src';
import { CONFIG_KEY } from '../../../src/gateway/abuse-guard/guard-names';
import { find } from '../../support/app';

/** A gateway that knows its clients' addresses. */
export const GATEWAY: KongGatewayProps = { trustedProxies: [Cidr.of('10.20.0.0/24')] };

/** What a guard needs at least, with the program in its image. */
export const PROPS: AbuseGuardProps = {
  logSecret: SecretRef.of('abuse-guard', 'secret'),
  monitoring: AbuseGuardMonitoring.prometheusOperator({ labels: { release: 'prometheus' } }),
  image: AbuseGuardImage.of('registry.example.com/abuse-guard:1'),
};

/** An app with a gateway, and a chart for it in the gateway's namespace. */
export function platform(gateway: KongGatewayProps = GATEWAY): Chart {
  const app = new App();
  new KongGateway(app, 'gateway', gateway);
  const chart = new Chart(app, 'platform', { namespace: 'kong' });
  new GatewaySettings(chart, 'kong-settings');
  return chart;
}

export function guard(chart: Chart, props: Partial<AbuseGuardProps> = {}): AbuseGuard {
  return new AbuseGuard(chart, 'abuse-guard', { ...PROPS, ...props });
}

/** What the program would read. */
export function configOf(objects: any[]): any {
  return JSON.parse(find(objects, 'ConfigMap', 'abuse-guard-config').data[CONFIG_KEY]);
}
