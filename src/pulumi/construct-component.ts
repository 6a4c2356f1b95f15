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
  /** What the callback has returned: the constructs with stand-ins for outputs. */
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
 * An output as a text that constructs take. Where only its value goes into an object, that leaf becomes the output; where something
 * computes with it, that is an error. In the callback of a `ConstructComponent` or of `change`.
 */
export function asText(input: pulumi.Input<string>, prop: string = 'a text given to asText'): string {
  return Program.current().run.text(input, prop);
}

/** An output as a number that constructs take; otherwise as `asText`. */
export function asNumber(input: pulumi.Input<number>, prop: string = 'a number given to asNumber'): number {
  return Program.current().run.number(input, prop);
}

/**
 * The construct of a component, for constructs that refer to it: a plan, say. In the callback of a `ConstructComponent` or of `change`.
 *
 * @throws when the component is of another program
 */
export function constructOf<C extends Construct>(component: WrappedConstruct<C>): C {
  return Program.current().run.constructOf(component) as C;
}
