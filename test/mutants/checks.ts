import { ApiObject, App, Chart } from 'cdk8s';
import { Cidr, EffectiveGateway, GuardReport, KongEdition, KongGateway, KongVersion, Redis, SecretRef } from 'gatewarden';
import { GATEWAY_PROMISES, viewOf } from '../../examples/storefront/promises';
import { SURROUNDINGS } from '../../examples/storefront/promises/surroundings';
import { unknownNames } from '../monitoring/known-series';
import { strictViolations } from '../support/strict-schemas';

/** What a check says against objects. */
export interface Finding {
  readonly check: string;
  readonly message: string;
}

type Check = (objects: any[]) => Finding[];

/** What all checks say, in the order in which somebody meets them: at synthesis, in the schemas, in the tests. */
export function findings(objects: any[]): Finding[] {
  return [guards, schemas, promises, series, surroundings].flatMap(check => check(objects));
}

/** The rules, over an app that brings in the objects as plain YAML and declares the gateway as platform.ts does. */
const guards: Check = objects => {
  const app = new App();
  try {
    new KongGateway(app, 'gateway', {
      version: KongVersion.V3_9,
      edition: KongEdition.OSS,
      replicas: 3,
      trustedProxies: [Cidr.of('10.20.0.0/24')],
      redis: Redis.at('redis.redis.svc', { password: SecretRef.of('redis-password', 'json') }),
      luaModules: ['cjson.safe'],
      secretEnvironment: { GW_PROOF: SecretRef.of('gateway-proof', 'secret') },
      // What the nodes are told is in a ConfigMap, which is no longer that of a GatewaySettings here.
      settings: objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'kong-settings')?.data,
    });
    const chart = new Chart(app, 'storefront');
    objects.forEach((object, i) => new ApiObject(chart, `${object.kind} ${object.metadata.name} (${i})`, structuredClone(object)));
    return GuardReport.of(app).errors.map(({ rule, path, message }) => ({ check: `rule ${rule}`, message: `${path}: ${message}` }));
  } catch (error) {
    return [found('construct KongGateway', error)];
  }
};

const schemas: Check = objects => objects.flatMap(strictViolations).map(message => ({ check: 'strict schema', message }));

/** What the gateway makes of them, against the promises of the example. */
const promises: Check = objects => {
  let view: EffectiveGateway;
  try {
    view = viewOf(objects);
  } catch (error) {
    return [found('effective view', error)];
  }
  return GATEWAY_PROMISES.flatMap(([name, expect]) => failure(name, () => expect(view)));
};

/** Names in the expressions of alerts that no exporter knows. */
const series: Check = objects => objects.filter(({ kind }) => kind === 'PrometheusRule').flatMap(({ spec }) => spec.groups)
  .flatMap((group: any) => group.rules).flatMap(({ alert, expr }: any) => unknownNames(String(expr)).map(text => ({ check: 'known series', message: `${alert}: ${text}` })));

const surroundings: Check = objects => SURROUNDINGS.flatMap(([name, expect]) => failure(name, () => expect(objects)));

function failure(name: string, run: () => void): Finding[] {
  try {
    run();
    return [];
  } catch (error) {
    return [found(`promise ${name}`, error)];
  }
}

function found(check: string, error: unknown): Finding {
  return { check, message: (error as Error).message };
}
