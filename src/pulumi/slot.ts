import * as pulumi from '@pulumi/pulumi';
import { Construct } from 'constructs';

/** What a component and its construct know of each other. The construct is made first, so that its errors leave no component behind. */
export interface Slot {
  /** The component's name. */
  readonly name: string;
  /** The id of the construct, which the names of objects begin with; undefined if they do not. */
  readonly id?: string;
  /** The namespace of the component's objects. */
  readonly namespace?: string;
  /** Whether an update does not wait until the objects are ready. */
  readonly skipAwait?: boolean;
  /** The component, once it exists. */
  component?: pulumi.ComponentResource;
}

const SLOTS = new WeakMap<object, Slot>();

/** Says that a component stands for a construct. */
export function occupy(slot: Slot, component: pulumi.ComponentResource): void {
  slot.component = component;
  SLOTS.set(component, slot);
}

/** What a value stands for, if it is a component of this package. */
export function slotOf(value: object): Slot | undefined {
  return SLOTS.get(value);
}

/** The construct of each component, in one tree. */
export type Constructs = Map<Slot, Construct>;
