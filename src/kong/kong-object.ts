import { ApiObject, ApiObjectProps, Chart, JsonPatch } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { ManagedObject } from './managed-object';
import { orderPage } from './page-order';
import { KongGateway } from '../gateway/kong-gateway';
import { watch } from '../rules/watch';
import { objectName } from '../values/object-name';

/** What an object that this library emits is made of. */
export interface KongObjectProps {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly annotations?: Record<string, string>;
  readonly labels?: Record<string, string>;
  /** Whether the kind has no namespace; the chart's must then not be stamped on it. */
  readonly clusterScoped?: boolean;
  /** Whether the object must exist before the routes that need it. */
  readonly early?: boolean;
  /** Whether the controller selects the object by its class annotation, and ignores it without. */
  readonly classed?: boolean;
  /** Everything beside apiVersion, kind and metadata. */
  readonly body: Record<string, unknown>;
}

/** Kubernetes' annotation for the class of objects that have no field for it. */
export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
/** Kong's annotation for the plugins of a route, service, consumer or consumer group. */
export const PLUGINS_ANNOTATION = 'konghq.com/plugins';
/** Argo CD applies waves in order and custom resources after built-in kinds within one. */
const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';

/** Makes an object of the library: named, in order on its page, watched by the guards. */
export function kongObject(scope: Construct, id: string, props: KongObjectProps): ApiObject {
  const object = new ManagedObject(scope, id, kongObjectProps(scope, props));
  if (props.clusterScoped && object.metadata.namespace !== undefined) {
    // cdk8s stamps the chart's namespace on every object and offers no way to leave it out.
    object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  }
  return object;
}

/** The content of an object of the library, whose chart is put in order and whose app is watched from here on. */
export function kongObjectProps(scope: Construct, props: KongObjectProps): ApiObjectProps {
  watch(scope);
  orderPage(scope);
  // Only what depends on the gateway asks for it: the rest may be made before the gateway is declared.
  const gateway = props.classed || props.early ? KongGateway.of(scope) : undefined;
  const annotations = {
    ...props.classed && { [CLASS_ANNOTATION]: gateway!.ingressClassName },
    ...props.early && gateway!.syncWaves && { [SYNC_WAVE]: '-1' },
    ...props.annotations,
  };
  return {
    apiVersion: props.apiVersion,
    kind: props.kind,
    metadata: {
      name: props.name,
      ...props.namespace !== undefined && { namespace: props.namespace },
      ...Object.keys(annotations).length > 0 && { annotations },
      ...props.labels && { labels: props.labels },
    },
    ...props.body,
  };
}

/**
 * The name of an object after the scope that declares it: the ids below the chart, and what is immutable about it as a suffix.
 * The chart's own id is left out, so that moving an object to another file renames nothing.
 */
export function scopedName(scope: IConstruct, suffix?: string, child?: string): string {
  const parts = child === undefined ? [] : [child];
  for (let at: IConstruct | undefined = scope; at && !Chart.isChart(at); at = at.node.scope) {
    if (!at.node.id.startsWith('$')) {
      parts.unshift(at.node.id);
    }
  }
  return objectName(parts, suffix);
}

/** The namespace of the objects made in a scope; undefined is whatever namespace they are applied to. */
export function namespaceOf(scope: IConstruct): string | undefined {
  return Chart.of(scope).namespace;
}
