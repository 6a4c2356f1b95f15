import * as pulumi from '@pulumi/pulumi';
import { issueToken, replaceTokens, splitTokens, StandIn, Token } from '../values/token';

/** What has become of an output. */
export interface Settled {
  readonly known: boolean;
  readonly secret: boolean;
  readonly value: unknown;
}

/** An output, and what stands for it while constructs are made. */
export interface Held {
  readonly token: Token;
  readonly output: pulumi.Output<any>;
  /** The properties that it was given to, as texts say them: `host of SecuredApi orders`. */
  readonly props: Set<string>;
  settled?: Settled;
}

/** Members of outputs that are not in their type. */
interface Insides {
  readonly isKnown: Promise<boolean>;
  promise(): Promise<unknown>;
}

/** The outputs that a program has given to constructs. */
export class Outputs {
  private readonly byInput = new Map<object, Held>();
  private readonly byToken = new Map<number, Held>();
  private log: Held[] = [];
  private hiding = false;

  /** How many there are. */
  public get size(): number {
    return this.byToken.size;
  }

  /** The same stand-in for the same output, so that what is given twice is seen to be the same. */
  public hold(input: object, prop: string): Held {
    let held = this.byInput.get(input);
    if (!held) {
      held = { token: issueToken(), output: pulumi.output(input as any), props: new Set() };
      this.byInput.set(input, held);
      this.byToken.set(held.token.index, held);
      this.log.push(held);
    }
    held.props.add(prop);
    return held;
  }

  /** The outputs that something has brought in, in order. */
  public during<T>(run: () => T): [T, Held[]] {
    const before = this.log;
    this.log = [];
    try {
      return [run(), this.log];
    } finally {
      this.log = before;
    }
  }

  /** What is held for an output, if it is. */
  public find(input: object): Held | undefined {
    return this.byInput.get(input);
  }

  /** The output behind a stand-in. @throws when it is of another program */
  public at(index: number): Held {
    const held = this.byToken.get(index);
    if (!held) {
      throw new Error('a value holds an output of another program: expected outputs of this one; make the value in the program that uses it');
    }
    return held;
  }

  /** Waits until it is known of each output whether it is known. */
  public async settle(): Promise<void> {
    await Promise.all([...this.byToken.values()].filter(held => !held.settled).map(async held => {
      const insides = held.output as unknown as Insides;
      const [known, secret, value] = await Promise.all([insides.isKnown, pulumi.isSecret(held.output), insides.promise()]);
      held.settled = { known, secret, value: known ? value : undefined };
    }));
  }

  /** The properties of the outputs for which nobody knows yet whether they are known. */
  public openProps(): string[] {
    return [...new Set([...this.byToken.values()].filter(({ settled }) => !settled).flatMap(({ props }) => [...props]))];
  }

  /** What an output holds if constructs may be made with it, otherwise what stands for it while they are made a second time. */
  public againOf({ token, settled }: Held): { readonly known: true; readonly value: unknown } | { readonly known: false; readonly standIn: StandIn } {
    return settled?.known && !(this.hiding && settled.secret) ? { known: true, value: settled.value } : { known: false, standIn: token.other };
  }

  /** Runs something as if what is kept secret were not known. */
  public hidingSecrets<T>(run: () => T): T {
    this.hiding = true;
    try {
      return run();
    } finally {
      this.hiding = false;
    }
  }

  /** The properties that were given outputs that are kept secret, and known. */
  public secretProps(): string[] {
    return [...new Set([...this.byToken.values()].filter(({ settled }) => settled?.known && settled.secret).flatMap(({ props }) => [...props]))];
  }

  /** The texts of outputs that are secrets. */
  public secrets(): Set<string> {
    return new Set([...this.byToken.values()].filter(({ settled }) => settled?.secret && typeof settled.value === 'string' && !this.hiding).map(({ settled }) => settled!.value as string));
  }

  /** The properties behind the stand-ins in a text. */
  public propsIn(text: string): string[] {
    return [...new Set(splitTokens(text).flatMap(part => typeof part === 'number' ? [...this.byToken.get(part)?.props ?? []] : []))];
  }

  /** Every property that was given an output, for where no trace of one is left. */
  public allProps(): string[] {
    return [...new Set([...this.byToken.values()].flatMap(({ props }) => [...props]))];
  }

  /** A text for people: stand-ins by the property that they were given to, and no secret that is known. */
  public readable(text: string): string {
    let result = replaceTokens(text, index => `<output: ${[...this.byToken.get(index)?.props ?? []][0] ?? 'of another program'}>`);
    for (const { settled } of this.byToken.values()) {
      if (settled?.secret && settled.known && String(settled.value) !== '') {
        result = result.replaceAll(String(settled.value), '[secret]');
      }
    }
    return result;
  }
}
