import { ApiObject, ApiObjectProps, App } from 'cdk8s';
import { Construct } from 'constructs';
import { takeJudged } from '../rules/judged-manifests';
import { MANAGED } from '../rules/marks';

/** How many resolvers an app has without any of the user's own. */
const OWN_RESOLVERS = new App().resolvers.length;
/** Says that a value is not plain data. */
const NOT_PLAIN = Symbol('not plain');

/**
 * An object of the library. It renders as an ApiObject does, only faster where it is plain data: cdk8s asks every resolver about every
 * value of every object, and there are six to ten objects an API. What was judged is not rendered a second time.
 *
 * @internal
 */
export class ManagedObject extends ApiObject {
  private readonly content: ApiObjectProps;

  constructor(scope: Construct, id: string, props: ApiObjectProps) {
    super(scope, id, props);
    this.content = props;
    Object.defineProperty(this, MANAGED, { value: true });
  }

  public toJson(): any {
    return takeJudged(this) ?? this.plain() ?? super.toJson();
  }

  /** The same as cdk8s would render, or undefined if there is anything that only cdk8s understands. */
  private plain(): any {
    // Kept by cdk8s to itself; in a version that keeps them otherwise, cdk8s renders.
    const { patches, metadata } = this as any;
    const resolvers = (this.node.root as Partial<App>).resolvers?.length;
    const { labels, annotations, finalizers, ownerReferences, _additionalAttributes: more } = metadata;
    if (patches?.length !== 0 || process.env.CDK8S_DISABLE_SORT || resolvers !== OWN_RESOLVERS || !labels || !annotations || !more
      || finalizers?.length !== 0 || ownerReferences?.length !== 0 || Object.keys(more).some(key => !KNOWN.has(key))) {
      return undefined;
    }
    const result: any = {
      apiVersion: this.apiVersion,
      kind: this.kind,
      metadata: dropEmpty({ annotations: copy(annotations), labels: copy(labels), name: this.name, namespace: this.metadata.namespace }),
    };
    for (const key of Object.keys(this.content).sort()) {
      if (!(key in result)) {
        const value = copy((this.content as any)[key]);
        if (value === NOT_PLAIN) {
          return undefined;
        }
        if (value !== undefined) {
          result[key] = value;
        }
      }
    }
    const { annotations: a, labels: l } = result.metadata;
    return a === NOT_PLAIN || l === NOT_PLAIN ? undefined : result;
  }
}

/** What metadata is made of when nothing has been added to it. */
const KNOWN = new Set(['name', 'namespace', 'labels', 'annotations']);

function dropEmpty(metadata: Record<string, any>): Record<string, any> {
  for (const key of Object.keys(metadata)) {
    const value = metadata[key];
    if (value === undefined || (typeof value === 'object' && Object.keys(value).length === 0)) {
      delete metadata[key];
    }
  }
  return metadata;
}

/** A copy with sorted keys and without what is undefined, as cdk8s makes one. */
function copy(value: any): any {
  if (value === null || value === undefined) {
    return undefined;
  }
  if (typeof value !== 'object') {
    return typeof value === 'function' ? NOT_PLAIN : value;
  }
  if (Array.isArray(value)) {
    const items = value.map(copy);
    return items.includes(NOT_PLAIN) ? NOT_PLAIN : items;
  }
  if (value.constructor !== Object || typeof value.resolve === 'function') {
    return NOT_PLAIN;
  }
  const result: any = {};
  for (const key of Object.keys(value).sort()) {
    const item = copy(value[key]);
    if (item === NOT_PLAIN) {
      return NOT_PLAIN;
    }
    if (item !== undefined) {
      result[key] = item;
    }
  }
  return result;
}
