import { IConstruct } from 'constructs';
import { AppView } from './app-view';

/** A protection that an object does without, and why: what `PublicAccess`, `Without` and their like write into annotations. */
export interface OptOut {
  readonly at: IConstruct;
  /** What is left out, for instance `public-access` or `without-tier`. */
  readonly what: string;
  readonly reason: string;
}

const PREFIX = 'gatewarden/';
/** Annotations of ours that are no opt-out. */
const OTHERS = ['note', 'route-limit'];

/** Every opt-out of an app, in tree order. */
export function optOutsOf(app: AppView): OptOut[] {
  return app.objects.flatMap(({ source, annotations }) => Object.entries(annotations)
    .filter(([key]) => key.startsWith(PREFIX) && !OTHERS.includes(key.slice(PREFIX.length)))
    .map(([key, reason]) => ({ at: source, what: key.slice(PREFIX.length), reason })));
}
