import { App, Chart } from 'cdk8s';
import { listing, locate, mistake } from '../src/errors';

const chart = new Chart(new App(), 'test');

test('a mistake says where it is', () => {
  expect(mistake(chart, 'got this: expected that; do so').message).toBe('got this: expected that; do so [test]');
  expect(mistake(chart.node.root, 'got this').message).toBe('got this [app]');
});

test('what does not know where it is used is told it', () => {
  expect(locate(chart, () => 1)).toBe(1);
  expect(() => locate(chart, () => { throw new Error('got this]'); }, 'route: ')).toThrow(new Error('route: got this] [test]'));
});

test('what says where it is keeps its text', () => {
  expect(() => locate(chart.node.root, () => { throw mistake(chart, 'got this'); }, 'route: ')).toThrow(new Error('got this [test]'));
});

test('a list reads as people write it', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listing)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});
