import { hasRemains, hasToken, isSecretOutput, issueToken, isToken, replaceTokens, splitTokens, whileSecretsAreKnown, wholeToken } from '../../src/values/token';

const token = issueToken();

test('a text and a number stand for the same output', () => {
  expect([wholeToken(token.text), wholeToken(token.number)]).toEqual([token.index, token.index]);
});

test('what nobody has issued is an ordinary value', () => {
  expect(isToken(`\${gatewarden.output.${token.index + 2}}`)).toBe(false);
});

test('a text around a stand-in has one and is none', () => {
  const text = `https://${token.text}:${token.number}/`;
  expect([isToken(text), hasToken(text)]).toEqual([false, true]);
  expect(splitTokens(text)).toEqual(['https://', token.index, ':', token.index, '/']);
});

test('a number in a text is found by its digits, however many it has', () => {
  const tokens = Array.from({ length: 120 }, () => issueToken());
  expect(tokens.filter(({ number, index }) => splitTokens(`a ${number} b`)[1] !== index)).toEqual([]);
  expect(tokens.filter(({ number, index }) => splitTokens(JSON.stringify([number]))[1] !== index)).toEqual([]);
});

test('no check for a port, a limit or a name takes one', () => {
  expect(token.number >= 1).toBe(false);
  expect(Number.isSafeInteger(token.number)).toBe(false);
  expect(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(token.text)).toBe(false);
});

test.each([
  ['in capitals', token.text.toUpperCase()],
  ['cut', token.text.slice(2)],
  ['as a part of a name', token.text.replace(/[^a-z0-9]+/g, '-')],
  ['a number that was rounded', String(token.number * 2).slice(0, 4) + '7.3190400000000'],
])('what is left of a stand-in is noticed: %s', (_, text) => {
  expect(hasRemains(text)).toBe(true);
});

test('a whole stand-in leaves nothing behind', () => {
  expect(hasRemains(`a ${token.text} b ${token.number}`)).toBe(false);
});

test('the other stand-in is for the same output', () => {
  expect([wholeToken(token.other.text), wholeToken(token.other.number)]).toEqual([token.index, token.index]);
  expect(splitTokens(`a ${token.other.text} ${token.other.number}`)).toEqual(['a ', token.index, ' ', token.index]);
});

test('nothing that is computed with one is the same with the other', () => {
  const { text, number, other } = issueToken();
  expect(other.text).not.toHaveLength(text.length);
  expect([...text].filter((character, place) => place < 12 && other.text[place] === character)).toEqual([]);
  expect([text, 'a', 'Z', '0'].sort().indexOf(text)).not.toBe([other.text, 'a', 'Z', '0'].sort().indexOf(other.text));
  expect(other.number).not.toBe(number);
});

test('a stand-in is replaced by what it is and how it stands there', () => {
  expect(replaceTokens(`a ${token.text} b ${token.number}`, (index, type) => `<${index} ${type}>`)).toBe(`a <${token.index} text> b <${token.index} number>`);
});

test('a number that is no number, or too far from zero, is left of one', () => {
  expect([NaN, -Infinity, token.number * 2, -token.number].filter(number => !hasRemains(number))).toEqual([]);
  expect([token.number, 0, -1, Number.MAX_SAFE_INTEGER, 1e21].filter(hasRemains)).toEqual([]);
});

test('a text is a secret output while it is said to be', () => {
  expect(whileSecretsAreKnown(new Set(['s3cret']), () => isSecretOutput('s3cret'))).toBe(true);
  expect(isSecretOutput('s3cret')).toBe(false);
});
