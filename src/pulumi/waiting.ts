import * as pulumi from '@pulumi/pulumi';

/** After how many milliseconds somebody who waits wants to know what for. */
export const PATIENCE = 20_000;

/** Waits, and says once what for if it takes long: what waits for itself would never say so. */
export async function whileWaiting(wait: Promise<void>, props: () => string[]): Promise<void> {
  const timer = setTimeout(() => void pulumi.log.warn(waitingText(props())), PATIENCE);
  try {
    await wait;
  } finally {
    clearTimeout(timer);
  }
}

function waitingText(props: string[]): string {
  return `gatewarden registers no object of this program until it is known what these outputs hold: ${props.join(', ')}. If one of them comes from a resource that depends on a component of this program (dependsOn: [api], say), both wait for ever: depend on what the component itself needs, or make what takes the output in a program of its own`;
}
