import { Run, UNKNOWN } from '../peers/pulumi';

/** A run that went well. */
export async function well(run: Promise<Run>): Promise<Run> {
  const result = await run;
  if (!result.ok) {
    throw new Error(result.text);
  }
  return result;
}

/** What is done to Kubernetes, in the order of time. */
export function done(run: Run, phase: 'begin' | 'end' = 'begin'): string[] {
  return run.steps.filter(step => step.phase === phase && step.op !== 'same' && /^kubernetes:/.test(step.type)).map(({ op, type, metadata }) => {
    const { kind = type.split(':').pop(), metadata: { name = '' } = {} } = (metadata.new ?? metadata.old)!.inputs;
    return `${op} ${kind} ${name}`;
  });
}

/** What would be made, as the provider is told. */
export function made(run: Run): any[] {
  const inputs = run.steps.filter(({ phase, type }) => phase === 'begin' && /^kubernetes:/.test(type)).map(({ metadata }) => metadata.new!.inputs);
  return inputs.sort((x, y) => `${x.kind} ${x.metadata.name}` < `${y.kind} ${y.metadata.name}` ? -1 : 1);
}

/** As the server gives it back: the texts of a Secret are bytes to it. */
export function asStored({ stringData, ...object }: any): any {
  const data = Object.fromEntries(Object.entries<string>(stringData ?? {}).map(([key, text]) => [key, Buffer.from(text).toString('base64')]));
  return { ...object, ...stringData && { data } };
}

/** Where in the inputs of a resource something is not known yet. */
export function unknownIn(value: any, at: string): string[] {
  if (typeof value !== 'object' || value === null) {
    return value === UNKNOWN ? [at] : [];
  }
  return Object.entries(value).flatMap(([key, item]) => unknownIn(item, `${at}.${key}`));
}
