import { nearest } from '../../../src/kong/facts/nearest';

const words = ['minute', 'month', 'hour', 'host', 'header_name', 'redis'];

test.each([
  ['minutes', 'minute'], ['mintue', 'minute'], ['hots', 'host'], ['header-name', 'header_name'], ['headerName', 'header_name'], ['REDIS', 'redis'], ['redsi', 'redis'],
])('%s was meant to be %s', (word, meant) => expect(nearest(word, words)).toBe(meant));

test('a word that is near nothing, or too short to tell', () => {
  for (const word of ['password', 'x', '', 'completely']) expect(nearest(word, words)).toBeUndefined();
});

test('the nearer of two wins, and of two as near the first', () => {
  expect(nearest('abcdef', ['abcxxf', 'abcdeg'])).toBe('abcdeg');
  expect(nearest('abcdex', ['abcdea', 'abcdeb'])).toBe('abcdea');
});
