import * as path from 'node:path';
import { writtenOfArgs } from './input-props';

const PROPS = writtenOfArgs(path.join(__dirname, '../../src/pulumi/index.ts'));

test('every argument of every component has a comment', () => {
  expect(PROPS.length).toBeGreaterThan(100);
  expect(PROPS.filter(({ text }) => text === '').map(({ prop }) => prop)).toEqual([]);
});

test('every argument that may be left out says what then is', () => {
  expect(PROPS.filter(({ lacksDefault }) => lacksDefault).map(({ prop }) => prop)).toEqual([]);
});

test('an argument that is derived says what the property of the construct says', () => {
  expect(PROPS.find(({ prop }) => prop === 'BackendService.retries')?.text).toBe('How often a request is tried again at another pod when connecting fails.');
});
