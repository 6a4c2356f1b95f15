import * as fc from 'fast-check';
import { checkedHeaders, checkedMethods, inOrder } from '../../src/apis/route-match';
import { testChart } from '../support/app';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'];

test('methods that are not given are all of them', () => {
  expect(checkedMethods(testChart(), undefined)).toBeUndefined();
});

test('methods stand in one order, each once, however they were written', () => {
  fc.assert(fc.property(fc.shuffledSubarray(METHODS, { minLength: 1 }), methods => {
    expect(checkedMethods(testChart(), [...methods, ...methods])).toEqual(METHODS.filter(method => methods.includes(method)));
  }));
});

test('what is no method comes last, for the check to find it', () => {
  expect(inOrder(['get', 'POST', 'GET'])).toEqual(['GET', 'POST', 'get']);
});

test.each<[string[], string]>([
  [[], 'route has an empty list of methods: the controller would take that for all of them; list some, or leave methods out [test]'],
  [['post'], "method 'post' is not a method: expected one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE, CONNECT; write 'POST' [test]"],
  [['GET', 'FETCH'], "method 'FETCH' is not a method: expected one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE, CONNECT; correct it [test]"],
  [['GET,POST'], "method 'GET,POST' is not a method: expected one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE, CONNECT; correct it [test]"],
])('fails with the methods %p', (methods, text) => {
  expect(() => checkedMethods(testChart(), methods)).toThrow(new Error(text));
});

test('headers stand in the order of their names', () => {
  expect(checkedHeaders(testChart(), { 'x-b': ['2', '1'], 'X-A': ['yes'] })).toEqual([['X-A', ['yes']], ['x-b', ['2', '1']]]);
  expect(checkedHeaders(testChart(), undefined)).toEqual([]);
});

test.each<[Record<string, string[]>, string]>([
  [{ X_A: ['1'] }, "header 'X_A' has an underscore, which some backends read as a hyphen; write 'X-A' [test]"],
  [{ host: ['a.example.com'] }, 'route matches the header Host: kong refuses the whole configuration; the hosts are those of the api [test]'],
  [{ 'X-A': [] }, 'header X-A is matched by no value: expected values without commas or spaces around them; correct it [test]'],
  [{ 'X-A': ['1', ''] }, "header X-A is matched by '': expected values without commas or spaces around them; correct it [test]"],
  [{ 'X-A': ['1,2'] }, "header X-A is matched by '1,2': expected values without commas or spaces around them; correct it [test]"],
  [{ 'X-A': [' 1'] }, "header X-A is matched by ' 1': expected values without commas or spaces around them; correct it [test]"],
  [{ 'X-A': ['~*a|b'] }, "header X-A is matched by '~*a|b': kong reads what follows ~* as a regular expression that may match anywhere in the value; list the values [test]"],
  [{ 'X-A': ['1'], 'x-a': ['2'] }, 'header X-A is matched twice in different letter case: expected each header once; join their values [test]'],
  [{ ['X'.repeat(56)]: ['1'] }, `header ${'X'.repeat(56)} has 56 characters: expected at most 55 to match by it, since it becomes part of an annotation; match by a shorter one [test]`],
])('fails with the headers %p', (headers, text) => {
  expect(() => checkedHeaders(testChart(), headers)).toThrow(new Error(text));
});
