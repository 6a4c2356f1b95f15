import { ApiObject } from 'cdk8s';

/** What the guards have judged and nobody has written yet. */
const KEPT = new WeakMap<ApiObject, unknown>();
let rendering = 0;

/** Keeps what an object was when it was judged, so that it need not be rendered again to be written. */
export function keepJudged(object: ApiObject, manifest: unknown): void {
  KEPT.set(object, manifest);
}

/** Before an object is rendered to be judged again. */
export function forgetJudged(object: ApiObject): void {
  KEPT.delete(object);
}

/** Renders a chart. cdk8s validates the app first, so that what is kept of it is of this state of the tree. */
export function whileRendering<T>(render: () => T): T {
  rendering += 1;
  try {
    return render();
  } finally {
    rendering -= 1;
  }
}

/** What was judged, once and only while a chart is rendered: the receiver may do with it what it likes. */
export function takeJudged(object: ApiObject): unknown {
  const manifest = rendering > 0 ? KEPT.get(object) : undefined;
  if (manifest !== undefined) {
    KEPT.delete(object);
  }
  return manifest;
}
