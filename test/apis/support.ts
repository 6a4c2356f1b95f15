import { Chart, ChartProps } from 'cdk8s';
import {
  ApiRoute, Authentication, Backend, Cidr, KongGateway, KongGatewayProps, RealIpHeader, SecretRef, SecuredApi, SecuredApiProps, Tls,
} from '../../src';
import { ofKind, synth, testChart } from '../support/app';

export const JWT = Authentication.jwt();
export const TLS = Tls.fromSecret('shop-tls');
export const BACKEND = Backend.service('orders', 80);
export const REASON = 'only for the test of it';

/** A chart with a gateway whose addresses mean something, and whose settings are made elsewhere. */
export function gatewayChart(gateway: KongGatewayProps = {}, props?: ChartProps): Chart {
  const chart = testChart(props);
  new KongGateway(chart, 'gateway', {
    trustedProxies: [Cidr.of('10.0.0.0/8')],
    settings: { KONG_TRUSTED_IPS: '10.0.0.0/8', KONG_REAL_IP_HEADER: RealIpHeader.X_FORWARDED_FOR, KONG_REAL_IP_RECURSIVE: 'on' },
    secretEnvironment: { GW_PROOF: SecretRef.of('gateway-proof', 'secret') },
    ...gateway,
  });
  return chart;
}

/** An API called `api` with nothing but what must be said. */
export function securedApi(chart: Chart, props: Partial<SecuredApiProps> = {}): SecuredApi {
  return new SecuredApi(chart, 'api', { ...props.hosts ? {} : { host: 'api.example.com' }, authentication: JWT, tls: TLS, ...props });
}

/** The objects as lines, each with the object that it stands in, so that one page can be compared with another. */
export function linesOf(objects: any[]): string[] {
  const walk = (at: string, value: any): string[] => value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, inner]) => walk(`${at}/${key}`, inner)) : [`${at} = ${value}`];
  return objects.flatMap(object => walk(`${object.kind} ${object.metadata.name}`, object));
}

/** The plugin types of one route, in their order. */
export function typesOn(route: { readonly plugins: { readonly pluginType: string }[] }): string[] {
  return route.plugins.map(plugin => plugin.pluginType);
}

/** The configurations of the plugins on a route, by type, as they stand in the objects. */
export function pluginConfigs(chart: Chart, route: ApiRoute): Record<string, any> {
  const objects = ofKind(synth(chart), 'KongPlugin');
  const configOf = (name: string) => objects.find(object => object.metadata.name === name).config;
  return Object.fromEntries(route.plugins.map(({ pluginName, pluginType }) => [pluginType, configOf(pluginName)]));
}

/** The annotations of the one Ingress of a chart. */
export function annotationsOf(chart: Chart): Record<string, string> {
  const [ingress, ...others] = ofKind(synth(chart), 'Ingress');
  expect(others).toEqual([]);
  return ingress.metadata.annotations;
}
