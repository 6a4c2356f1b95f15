import * as pulumi from '@pulumi/pulumi';
import { startProgram } from './support';
import { lift } from '../../src/pulumi/lift';
import { isSwapped } from '../../src/pulumi/swap';
import { hasToken, isToken } from '../../src/values/token';

class Range {
  public static of(text: string, options: { readonly port?: number } = {}): Range {
    return new Range(text, options.port);
  }

  constructor(public readonly text: string, public readonly port: number = 80) {}

  public joined(other: string): Range {
    return new Range(`${this.text} ${other}`);
  }
}

const Lifted = lift('Range', Range, { names: { of: ['text', 'options'], new: ['text', 'port'] }, methods: ['joined'] });

beforeEach(() => startProgram());

test('plain arguments make a plain value', () => {
  const value = Lifted.of('a', { port: 1 });
  expect([value.text, value.port, isSwapped(value)]).toEqual(['a', 1, false]);
});

test('an output is stood for, by a number where a number is expected', () => {
  const value = Lifted.of(pulumi.output('a'), { port: pulumi.output(1) });
  expect([isToken(value.text), typeof value.port, isToken(value.port)]).toEqual([true, 'number', true]);
});

test('what is made is of the class, by the method and by new', () => {
  expect([Lifted.of('a'), Lifted.of(pulumi.output('a')), new (Lifted as any)(pulumi.output('a'))].filter(value => !(value instanceof Range))).toEqual([]);
});

test('what a method makes of an output, or beside one, is made again as well', () => {
  const values = [Lifted.of('a').joined(pulumi.output('b') as any), Lifted.of(pulumi.output('a')).joined('b')];
  expect(values.map(value => [hasToken(value.text), isSwapped(value)])).toEqual([[true, true], [true, true]]);
});

test('a class that extends it takes outputs and has its own members', () => {
  class Own extends (Lifted as any) {
    public readonly mine = 1;
  }
  const value: any = new (Own as any)(pulumi.output('a'));
  expect([value instanceof Range, value.mine, isToken(value.text)]).toEqual([true, 1, true]);
});
