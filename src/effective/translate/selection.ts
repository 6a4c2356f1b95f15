import { Obj, text } from './objects';
import { World } from './world';

const CLASS = 'kubernetes.io/ingress.class';

/**
 * Whether the controller takes an Ingress: the class annotation wins over the field, both ways. An empty annotation excludes it, even
 * where the class is the default.
 */
export function takesIngress(world: World, ingress: Obj): boolean {
  const annotation = ingress.annotations[CLASS];
  const wanted = world.options.ingressClassName;
  if (annotation !== undefined) {
    return annotation !== '' && annotation === wanted;
  }
  const field = text(ingress.manifest.spec?.ingressClassName);
  return field === undefined ? world.defaultClass : field === wanted;
}

/** Whether the controller takes a KongConsumer, KongConsumerGroup or KongClusterPlugin: the annotation, or none and the default class. */
export function takesClassed(world: World, object: Obj): boolean {
  const annotation = object.annotations[CLASS];
  return annotation === undefined ? world.defaultClass : annotation !== '' && annotation === world.options.ingressClassName;
}
