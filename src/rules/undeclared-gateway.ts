import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { FinalObject } from './final-object';
import { MANAGED } from './marks';
import { Rule } from './rule';
import { listing } from '../errors';

/** Kinds that the library renders for one gateway. A Service, for instance, is the same for all of them. */
const RENDERED_FOR_GATEWAY = new Set([
  'Ingress', 'KongPlugin', 'KongClusterPlugin', 'KongConsumer', 'KongConsumerGroup', 'NetworkPolicy', 'PrometheusRule', 'PodMonitor', 'ServiceMonitor',
]);

/** In an app that declares gateways, one of them serves each object of the library. */
export const UNDECLARED_GATEWAY: Rule = {
  id: 'undeclared-gateway',
  why: 'what no declared gateway serves is rendered for one with all defaults, whose class, version and counters are others',
  check: app => {
    const declared = app.gateways.filter(gateway => gateway.node.scope);
    if (declared.length === 0) {
      return [];
    }
    const names = `gateway${declared.length > 1 ? 's' : ''} ${listing(declared.map(gateway => gateway.node.path))} do${declared.length > 1 ? '' : 'es'}`;
    return app.objects.filter(object => !object.gateway.node.scope && isManaged(object)).map(object => {
      const at = ownerOf(object.source);
      return {
        at,
        message: `${names} not serve ${at.node.path}: expected a gateway at a scope above it, and without one it is rendered for ${object.gateway.description} of class ${object.gateway.ingressClassName} with all defaults; declare the gateway at the app, before its charts, or import it in this chart with KongGateway.imported(…)`,
      };
    });
  },
};

function isManaged({ kind, source }: FinalObject): boolean {
  return RENDERED_FOR_GATEWAY.has(kind) && MANAGED in source;
}

/** The API, consumer or tier that an object is part of; an object that stands by itself, itself. */
function ownerOf(source: IConstruct): IConstruct {
  let at = source;
  while (ApiObject.isApiObject(at) && at.node.scope?.node.scope && !Chart.isChart(at.node.scope)) {
    at = at.node.scope;
  }
  return at;
}
