import { nameOf } from './final-object';
import { isClusterScoped } from './kubernetes-kinds';
import { Rule } from './rule';

/** Kinds of the whole cluster have no namespace. */
export const NAMESPACE_ON_CLUSTER_SCOPED: Rule = {
  id: 'namespace-on-cluster-scoped',
  why: 'tools that compare what is written with what exists never find such an object where it says it is',
  check: app => app.objects.filter(object => object.namespace !== undefined && isClusterScoped(object)).map(object => ({
    at: object.source,
    message: `${nameOf(object)} has the namespace ${object.namespace}: the kind has none, and cdk8s writes the chart's; make it in a chart without namespace, or add JsonPatch.remove('/metadata/namespace')`,
  })),
};
