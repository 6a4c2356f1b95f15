import { checkLabelValue } from '../values/object-name';

/** A name of 63 characters at most, behind a DNS name and a slash or not. */
const KEY = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** What is wrong with labels that are to select pods; undefined when nothing is. */
export function podLabelsProblem(name: string, labels: { [key: string]: string }): string | undefined {
  const entries = Object.entries(labels);
  if (entries.length === 0) {
    return `${name} is empty: it would select every pod of the namespace; give a label that only these pods have`;
  }
  for (const [key, value] of entries) {
    if (!KEY.test(key)) {
      return `${name} has the key '${key}': expected letters, digits, '-', '_' and '.', after a dns name and '/' if any; write for instance 'app.kubernetes.io/name'`;
    }
    try {
      checkLabelValue(value);
    } catch (error) {
      return `${name} has the key '${key}': ${(error as Error).message}`;
    }
  }
  return undefined;
}

/** Whether every pod that has the second labels has the first as well. */
export function selectsAllOf(wide: { [key: string]: string }, narrow: { [key: string]: string }): boolean {
  return Object.entries(wide).every(([key, value]) => narrow[key] === value);
}
