import { Chart } from 'cdk8s';
import { ApiRouteOptions, Authentication, AuthenticationPolicy, Backend, KongEdition, KongGateway, KongGatewayProps, KongVersion, SecuredApi, SecuredApiProps, Tls } from '../../src';
import { ofKind, synth, testChart } from '../support/app';

export const OSS: KongGatewayProps = { trustedProxies: [], behindLoadBalancer: false };

/** A gateway of Kong Enterprise in a version. */
export function enterprise(version: KongVersion): KongGatewayProps {
  return { ...OSS, version, edition: KongEdition.ENTERPRISE };
}

export interface Scene {
  readonly gateway?: KongGatewayProps;
  readonly authentication?: AuthenticationPolicy;
  readonly api?: Partial<SecuredApiProps>;
}

/** A chart whose gateway and api a test adds routes to. */
export function scene({ gateway, authentication, api }: Scene = {}): { chart: Chart; api: SecuredApi } {
  const chart = testChart();
  new KongGateway(chart, 'gateway', gateway ?? OSS);
  return {
    chart,
    api: new SecuredApi(chart, 'api', {
      host: 'api.example.com', tls: Tls.fromSecret('api-tls'), authentication: authentication ?? Authentication.jwt(), ...api,
    }),
  };
}

export const BACKEND = Backend.service('orders', 80);

/** The objects of an api with one route. */
export function render(options: Scene & { readonly path?: string; readonly route?: Partial<ApiRouteOptions> } = {}): any[] {
  const { chart, api } = scene(options);
  api.addRoute(options.path ?? '/', { backend: BACKEND, ...options.route });
  return synth(chart);
}

/** The plugin objects of a type. */
export function pluginsOf(objects: any[], type: string): any[] {
  return ofKind(objects, 'KongPlugin').filter(plugin => plugin.plugin === type);
}

/** The config of the one plugin of a type. */
export function configOf(objects: any[], type: string): any {
  const plugins = pluginsOf(objects, type);
  expect(plugins.map(plugin => plugin.metadata.name)).toHaveLength(1);
  return plugins[0].config;
}

/** The names of the plugins on an Ingress, in their order. */
export function attached(objects: any[], ingress: string): string[] {
  const found = ofKind(objects, 'Ingress').find(object => object.metadata.name === ingress);
  return (found.metadata.annotations['konghq.com/plugins'] ?? '').split(',').filter(Boolean);
}
