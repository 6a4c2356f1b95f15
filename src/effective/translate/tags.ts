import { items } from './go-values';
import { Obj } from './objects';

/** What the controller writes on the Kong service of a Service that does not exist. */
export const UNKNOWN_TAGS = ['k8s-name:UNKNOWN', 'k8s-namespace:UNKNOWN', 'k8s-kind:Service', 'k8s-group:core', 'k8s-version:v1'];

/** The tags that tell of which object an entity is made, and the user's own. */
export function tagsOf({ kind, group, version, namespace, name, annotations }: Obj): string[] {
  return [
    `k8s-name:${name}`,
    ...namespace ? [`k8s-namespace:${namespace}`] : [],
    `k8s-kind:${kind}`,
    ...group ? [`k8s-group:${group}`] : [],
    `k8s-version:${version}`,
    ...items(annotations['konghq.com/tags']),
  ];
}
