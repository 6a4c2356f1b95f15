import { CLASS, FinalObject, labelsOf, nameOf } from './final-object';
import { Rule } from './rule';

/** Kinds that the controller selects by the class annotation alone. */
const CLASSED = ['KongConsumer', 'KongConsumerGroup', 'KongClusterPlugin', 'KongVault'];
const CA_CERTIFICATE = 'konghq.com/ca-cert';

/** What is meant for the gateway has its class. */
export const MISSING_CLASS: Rule = {
  id: 'missing-class',
  why: 'the controller ignores an object of another class, or of none, without a word',
  check: app => [
    ...app.ofKind('Ingress').filter(isUnclear),
    ...CLASSED.flatMap(kind => app.ofKind(kind)).filter(object => object.ingressClass !== object.gateway.ingressClassName),
    ...app.ofKind('Secret').filter(object => labelsOf(object)[CA_CERTIFICATE] === 'true' && object.ingressClass !== object.gateway.ingressClassName),
  ].map(object => ({ at: object.source, message: textOf(object) })),
};

/** An Ingress of another class is another controller's, unless it counts on Kong's. */
function isUnclear(ingress: FinalObject): boolean {
  const { ingressClass, gateway, annotations } = ingress;
  return ingressClass === undefined || ingressClass === ''
    || (ingressClass !== gateway.ingressClassName && Object.keys(annotations).some(key => key.startsWith('konghq.com/')));
}

function textOf(object: FinalObject): string {
  const wanted = object.gateway.ingressClassName;
  const fix = object.kind === 'Ingress' ? `set ingressClassName: ${wanted}` : `add the annotation ${CLASS}: ${wanted}`;
  return object.ingressClass === undefined || object.ingressClass === ''
    ? `${nameOf(object)} has no class: the controller ignores it unless class ${wanted} is the default of the cluster; ${fix}`
    : `${nameOf(object)} has the class '${object.ingressClass}' and is meant for kong: the controller of class ${wanted} ignores it; ${fix}, or declare the gateway of that class`;
}
