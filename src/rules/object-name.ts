import { FinalObject, map } from './final-object';
import { Rule } from './rule';
import { checkLabelValue, checkObjectName } from '../values/object-name';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const MAX_LABEL = 63;
/** Kinds whose name is part of a DNS name of one label. */
const LABEL_KINDS = ['Namespace', 'Service'];
/** Names of roles are segments of a path: `system:node` is one. */
const RBAC = 'rbac.authorization.k8s.io';

/** Names, labels and annotations are what Kubernetes takes. */
export const OBJECT_NAME: Rule = {
  id: 'object-name',
  why: 'kubernetes refuses the object, and what it should protect is applied without it',
  check: app => app.objects.flatMap(object => [nameProblem(object), namespaceProblem(object), ...metadataProblems(object)]
    .filter(problem => problem !== undefined).map(message => ({ at: object.source, message }))),
};

function nameProblem({ manifest, kind, group }: FinalObject): string | undefined {
  const name = manifest.metadata?.name;
  if (name === undefined || name === '') {
    // A list has no name, and a job of a pipeline may leave it to the server.
    return kind.endsWith('List') || manifest.metadata?.generateName ? undefined : `${kind} has no name: expected metadata.name; give it one`;
  }
  if (typeof name !== 'string') {
    return `${kind} has the name ${String(name)}, which is no text: expected a name in quotes; quote it`;
  }
  if (group === RBAC) {
    return /^\.{1,2}$|[/%]/.test(name) ? `${kind} has the name '${name}': expected one without '/' and '%'; rename it` : undefined;
  }
  if (LABEL_KINDS.includes(kind) && group === '' && (name.length > MAX_LABEL || !LABEL.test(name))) {
    return `${kind} has the name '${name}': expected at most ${MAX_LABEL} of a-z, 0-9 and '-', with a letter or digit at both ends; rename it`;
  }
  return problemOf(() => checkObjectName(name));
}

function namespaceProblem({ kind, namespace }: FinalObject): string | undefined {
  return namespace === undefined || (typeof namespace === 'string' && namespace.length <= MAX_LABEL && LABEL.test(namespace)) ? undefined
    : `${kind} has the namespace '${String(namespace)}': expected at most ${MAX_LABEL} of a-z, 0-9 and '-', with a letter or digit at both ends; correct it`;
}

function metadataProblems({ manifest }: FinalObject): string[] {
  const problems: string[] = [];
  for (const field of ['labels', 'annotations'] as const) {
    const entries = map(manifest.metadata?.[field]);
    for (const key in entries) {
      const value = entries[key];
      const problem = typeof value !== 'string' ? `has the value ${JSON.stringify(value)}, which is no text: expected a text; put it in quotes`
        : field === 'labels' ? problemOf(() => checkLabelValue(value)) : undefined;
      problem && problems.push(`${field === 'labels' ? 'label' : 'annotation'} ${key} ${typeof value === 'string' ? `is wrong: ${problem}` : problem}`);
    }
  }
  return problems;
}

function problemOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
