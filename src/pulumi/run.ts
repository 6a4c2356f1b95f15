import * as pulumi from '@pulumi/pulumi';
import { Construct } from 'constructs';
import { Held, Outputs } from './outputs';
import { Constructs, slotOf } from './slot';
import { isSwapped } from './swap';

/** Properties whose values are numbers: what an output holds cannot be seen before it is known. */
const NUMBERS = new Set(['amount', 'botScoreFrom', 'containerPort', 'controllerHealthPort', 'controllerMetricsPort', 'database', 'elapsed', 'frequency', 'maxBatchSize',
  'maxBlocks', 'maxEntries', 'maxLength', 'maxRequests', 'minimumRate', 'noAcceptLanguage', 'noUserAgent', 'port', 'proxyPorts', 'adminPorts', 'quantile', 'rate',
  'ratio', 'refusedFrom', 'replicas', 'retries', 'second', 'minute', 'hour', 'day', 'month', 'year', 'signature', 'statusPort', 'suspiciousFrom', 'threshold',
  'webhookPort']);

/**
 * One making of constructs: with stand-ins for all outputs, or again with the values of those that are known and other stand-ins for the rest.
 */
export class Run {
  /** The construct of each component. */
  public readonly constructs: Constructs = new Map();
  private readonly again = new Map<object, Held>();
  private expected: Held[] = [];

  constructor(private readonly outputs: Outputs, private readonly real: boolean) {}

  /**
   * Says which outputs a step has brought in when it was done first. One that is made in a callback (a member of another output, say) is
   * another object when the callback runs again, and is known by its place.
   */
  public expect(outputs: Held[]): void {
    this.expected = [...outputs];
  }

  /** A text that may be an output. */
  public text(input: pulumi.Input<string>, prop: string): string {
    return this.leaf(input, prop, 'string') as string;
  }

  /** A number that may be an output. */
  public number(input: pulumi.Input<number>, prop: string): number {
    return this.leaf(input, prop, 'number') as number;
  }

  /** The construct that a component stands for in this making. */
  public constructOf(component: object): Construct {
    const slot = slotOf(component);
    const construct = slot && this.constructs.get(slot);
    if (!construct) {
      throw new Error(`${slot ? `component '${slot.name}'` : 'what was given'} has no construct in this program: expected a component that was made before, by the same program; make it first`);
    }
    return construct;
  }

  /**
   * A value with everything in it that only Pulumi understands replaced: outputs, promises and components.
   */
  public resolve<T = any>(value: unknown, prop: string): T {
    return this.inner(value, prop.split(' of ')[0], prop) as T;
  }

  private inner(value: unknown, name: string, prop: string): unknown {
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (isLater(value)) {
      return this.leaf(value, prop, NUMBERS.has(name) ? 'number' : 'string');
    }
    if (slotOf(value)) {
      return this.constructOf(value);
    }
    if (Array.isArray(value)) {
      return value.map(item => this.inner(item, name, prop));
    }
    if (!isPlain(value)) {
      return value;
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.inner(item, key, `${key} of ${prop}`)]));
  }

  private leaf(input: unknown, prop: string, type: 'string' | 'number'): unknown {
    if (!isLater(input)) {
      return input;
    }
    const form = type === 'number' ? type : 'text';
    if (!this.real) {
      return this.outputs.hold(input as object, prop).token[form];
    }
    const again = this.outputs.againOf(this.heldAgain(input as object, prop));
    if (!again.known) {
      return again.standIn[form];
    }
    const { value } = again;
    if (typeof value !== type) {
      throw new Error(`${prop} is an output of ${value === null || value === undefined ? 'nothing' : `the ${typeof value} ${String(value)}`}: expected a ${type}; change it with apply`);
    }
    return value;
  }

  private heldAgain(input: object, prop: string): Held {
    const known = this.outputs.find(input) ?? this.again.get(input);
    const held = known ?? this.expected[0];
    if (!held?.props.has(prop)) {
      throw new Error(`${prop} is an output that was not there when the constructs were made first: expected the same outputs in the same order; make callbacks that do the same whenever they run`);
    }
    this.again.set(input, held);
    this.expected = this.expected.filter(other => other !== held);
    return held;
  }
}

/** Whether a value is known only later, or has such a value in it. */
export function holdsLater(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return isLater(value) || isSwapped(value) || slotOf(value) !== undefined
    || (Array.isArray(value) ? value.some(holdsLater) : isPlain(value) && Object.values(value).some(holdsLater));
}

function isLater(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
