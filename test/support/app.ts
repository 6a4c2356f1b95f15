import { generateKeyPairSync } from 'node:crypto';
import { App, Chart, ChartProps } from 'cdk8s';
import { expectStrict } from './strict-schemas';

/** One app per test: cdk8s validates the whole app for each chart. The namespace makes every object complete. */
export function testChart(props: ChartProps = { namespace: 'shop' }): Chart {
  return new Chart(new App(), 'test', props);
}

/** The objects of a chart, which must all pass the strict schemas. */
export function synth(chart: Chart): any[] {
  const objects = chart.toJson();
  expectStrict(objects);
  return objects;
}

/** The objects of one kind. */
export function ofKind(objects: any[], kind: string): any[] {
  return objects.filter(object => object.kind === kind);
}

/** The one object of a kind and name. */
export function find(objects: any[], kind: string, name: string): any {
  const found = objects.filter(object => object.kind === kind && object.metadata.name === name);
  if (found.length !== 1) {
    throw new Error(`expected one ${kind} ${name}, got ${found.length} among ${objects.map(o => `${o.kind} ${o.metadata.name}`).join(', ')}`);
  }
  return found[0];
}

/** A public key as PEM, made for the test. */
export function publicKey(type: 'rsa' | 'ec' | 'ed25519' = 'rsa'): string {
  const pair = type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : type === 'ec' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
  return pair.publicKey.export({ type: 'spki', format: 'pem' }) as string;
}
