import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { judge } from '../../src/rules/engine';
import { RULE_IDS } from '../../src/rules/rule-ids';
import { testChart } from '../support/app';

/** A chart in namespace shop. */
export function shop(): Chart {
  return testChart();
}

/** A second chart of the same app. */
export function sibling(chart: Chart, id: string, namespace?: string): Chart {
  return new Chart(chart.node.root as Construct, id, { namespace });
}

/** What a rule has against the app of a chart: the path below the app, and the text. */
export function found(chart: Chart, rule: string): [string, string][] {
  expect(RULE_IDS).toContain(rule);
  const { findings } = judge(chart.node.root);
  return findings.filter(finding => finding.rule.id === rule && !finding.acknowledged).map(finding => [finding.at.node.path, finding.message]);
}

/** The texts alone. */
export function messages(chart: Chart, rule: string): string[] {
  return found(chart, rule).map(([, message]) => message);
}

export function object(scope: Construct, id: string, apiVersion: string, kind: string, rest: Record<string, any> = {}): ApiObject {
  return new ApiObject(scope, id, { apiVersion, kind, ...rest, metadata: { name: id, ...rest.metadata } });
}

export interface RawIngress {
  readonly host?: string;
  readonly paths?: { path: string; type?: string; service?: string }[];
  readonly annotations?: Record<string, any>;
  readonly ingressClass?: string | null;
  readonly spec?: Record<string, unknown>;
}

/** An Ingress of class kong for api.example.com/, as a user would write it. */
export function ingress(scope: Construct, id: string, raw: RawIngress = {}): ApiObject {
  const { host = 'api.example.com', paths = [{ path: '/' }], annotations, ingressClass = 'kong', spec } = raw;
  return object(scope, id, 'networking.k8s.io/v1', 'Ingress', {
    metadata: { annotations },
    spec: {
      ...ingressClass !== null && { ingressClassName: ingressClass },
      rules: [{
        ...host && { host },
        http: { paths: paths.map(({ path, type = 'Prefix', service = 'api' }) => ({ path, pathType: type, backend: { service: { name: service, port: { number: 80 } } } })) },
      }],
      ...spec,
    },
  });
}

/** The annotation that attaches plugins. */
export function plugins(...names: string[]): Record<string, string> {
  return { 'konghq.com/plugins': names.join(',') };
}

export function plugin(scope: Construct, id: string, type: string, rest: Record<string, any> = {}): ApiObject {
  return object(scope, id, 'configuration.konghq.com/v1', 'KongPlugin', { plugin: type, ...rest });
}

/** A KongClusterPlugin without namespace. */
export function clusterPlugin(scope: Construct, id: string, type: string, rest: Record<string, any> = {}): ApiObject {
  return object(scope, id, 'configuration.konghq.com/v1', 'KongClusterPlugin', {
    plugin: type, ...rest, metadata: { annotations: { 'kubernetes.io/ingress.class': 'kong' }, ...rest.metadata },
  });
}

export function consumer(scope: Construct, id: string, credentials: string[] = [], rest: Record<string, any> = {}): ApiObject {
  return object(scope, id, 'configuration.konghq.com/v1', 'KongConsumer', {
    username: id, ...credentials.length > 0 && { credentials }, ...rest,
    metadata: { ...rest.metadata, annotations: { 'kubernetes.io/ingress.class': 'kong', ...rest.metadata?.annotations } },
  });
}

export function credential(scope: Construct, id: string, type: string, stringData: Record<string, string>): ApiObject {
  return object(scope, id, 'v1', 'Secret', { metadata: { labels: { 'konghq.com/credential': type } }, stringData });
}
