import * as pulumi from '@pulumi/pulumi';
import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Program } from './program';
import { WrappedConstruct, WrappedOptions } from './wrapped-construct';

/** Options of a `ConstructComponent`. */
export type ConstructComponentOptions = WrappedOptions;

/**
 * Any constructs as a component: the callback makes them in the chart that it is handed, an organisation's own classes included, and each
 * of their objects becomes a resource.
 *
 * Objects are named as in a cdk8s app, after the ids below the chart, and not after the component. If it is renamed it needs an alias.
 */
export class ConstructComponent<T = void> extends WrappedConstruct<Chart> {
  /**
   * What the callback has returned: the constructs with stand-ins for outputs. It is there to be looked at. What is computed with it here is
   * not computed again with the values, and no error: do that in the callback.
   */
  public readonly made: T;

  /**
   * @param name the component's name.
   * @param make makes the constructs. It runs again once outputs are known, and must do the same then; outputs go through `asText` and `asNumber`.
   * @param options Pulumi's own, and where the objects belong.
   * @throws what the callback throws
   */
  constructor(name: string, make: (scope: Chart) => T, options: ConstructComponentOptions = {}) {
    let made: T[] = [];
    super('gatewarden:index:ConstructComponent', name, {
      ownChart: true,
      make: scope => {
        made = [make(scope), ...made];
        return scope;
      },
    }, options);
    this.made = made[0];
  }
}

/**
 * An output as a text that constructs take, in the callback of a `ConstructComponent` or of `change`. Where only its value goes into an
 * object, that leaf becomes the output; where something computes with it (a hash, a length, base64, another spelling, the name of an object),
 * that is an error, also in a preview that does not know the value.
 *
 * A condition (`asText(host).endsWith('.internal')`) is an error as soon as the value is known and the objects would be others with it. A
 * preview that does not know it shows the branch for a text that is nothing in particular. Decide by plain values instead.
 *
 * @param input the output, or a text as it is.
 * @param prop what errors call it.
 * @throws outside of such a callback, which runs again with the values
 */
export function asText(input: pulumi.Input<string>, prop: string = 'a text given to asText'): string {
  return Program.current().runOfCallback('asText').text(input, prop);
}

/**
 * An output as a number that constructs take; otherwise as `asText`. Arithmetic with it is an error, at the latest when the value is known.
 *
 * @throws outside of a callback of a `ConstructComponent` or of `change`
 */
export function asNumber(input: pulumi.Input<number>, prop: string = 'a number given to asNumber'): number {
  return Program.current().runOfCallback('asNumber').number(input, prop);
}

/**
 * The construct of a component, for constructs that refer to it: a plan, say. In the callback of a `ConstructComponent` or of `change`.
 *
 * @throws when the component is of another program, and outside of such a callback
 */
export function constructOf<C extends Construct>(component: WrappedConstruct<C>): C {
  return Program.current().runOfCallback('constructOf').constructOf(component) as C;
}
