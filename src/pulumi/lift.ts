import * as pulumi from '@pulumi/pulumi';
import { Program } from './program';
import { holdsLater } from './run';
import { isSwapped } from './swap';

/** The same type, with outputs wherever a text or number may stand. A value of an enum must be plain. */
export type Inputs<T> = 0 extends 1 & T ? any
  : T extends boolean | undefined | null | bigint | ((...args: any[]) => any) ? T
    : T extends string ? (string extends T ? pulumi.Input<string> : T)
      : T extends number ? (number extends T ? pulumi.Input<number> : T)
        : T extends (infer U)[] ? Inputs<U>[]
          : { [K in keyof T]: Inputs<T[K]> };

/** The same properties, with outputs wherever a text or number may stand in those that are named; all others must be plain. */
export type WithInputs<T, K extends keyof T> = Omit<T, K> & Inputs<Pick<T, K>>;

type InputArgs<A extends any[]> = { [K in keyof A]: Inputs<A[K]> };

/** A class whose static methods and constructor take outputs. */
export type Lifted<C> = Pick<{ [K in keyof C]: C[K] extends (...args: infer A) => infer R ? (...args: InputArgs<A>) => R : C[K] }, keyof C>
  & (C extends new (...args: infer A) => infer R ? new (...args: InputArgs<A>) => R : unknown);

/** How the arguments of methods are called in errors; the names also say which are numbers. */
export interface LiftOptions {
  /** By method, the names of its arguments. `new` is the constructor. */
  readonly names?: Record<string, string[]>;
  /** Methods of instances that return another one. */
  readonly methods?: string[];
}

/**
 * A class of values that also takes outputs. What it makes is a value of that class with stand-ins in it, which is made again with the real
 * values once they are known, so that every check of the class sees them.
 */
export function lift<C extends object>(name: string, target: C, options: LiftOptions = {}): Lifted<C> {
  const made = (method: string, args: unknown[], make: (args: any[]) => any): any => {
    const names = options.names?.[method];
    const prop = (index: number) => `${names?.[index] ?? argumentName(method, index)} of ${name}${method === 'new' ? '' : `.${method}`}`;
    return withMethods(args.some(holdsLater) ? Program.current().value(run => make(args.map((arg, index) => run.resolve(arg, prop(index))))) : make(args));
  };
  const withMethods = (value: any): any => {
    for (const method of options.methods ?? []) {
      const own = value[method];
      // Not part of its content, which may be compared or written.
      Object.defineProperty(value, method, {
        configurable: true, value: (...args: unknown[]) => args.some(holdsLater) || isSwapped(value)
          ? made(method, [value, ...args], ([self, ...given]) => own.apply(self, given)) : withMethods(own.apply(value, args)),
      });
    }
    return value;
  };
  const statics = new Map<PropertyKey, unknown>();
  return new Proxy(target, {
    get: (inner: any, key, receiver) => {
      const value = inner[key];
      if (typeof value !== 'function' || key === 'prototype' || key === 'constructor' || receiver === inner) {
        return value;
      }
      if (!statics.has(key)) {
        statics.set(key, (...args: unknown[]) => made(String(key), args, given => value.apply(inner, given)));
      }
      return statics.get(key);
    },
    // A class that extends this one makes more of the value than can be made again here.
    construct: (inner: any, args, newTarget) => newTarget.prototype === inner.prototype
      ? made('new', args, given => new inner(...given))
      : Reflect.construct(inner, args.map((arg, index) => Program.current().run.resolve(arg, `${argumentName('new', index)} of ${name}`)), newTarget),
  }) as any;
}

function argumentName(method: string, index: number): string {
  return method === 'new' && index === 0 ? 'props' : `argument ${index + 1}`;
}
