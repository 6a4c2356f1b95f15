import { indented, luaSet, luaText } from '../../src/lua/lua-text';

/** What Lua reads in a string literal, by its manual: the second opinion that the quoting is held against. LuaJIT is asked in the e2e test. */
function read(literal: string): Buffer {
  const bytes: number[] = [];
  expect(literal).toMatch(/^"[\x20-\x7e]*"$/);
  const inner = literal.slice(1, -1);
  for (let i = 0; i < inner.length; i++) {
    if (inner[i] === '"') {
      throw new Error(`the string ends at ${i}`);
    }
    if (inner[i] !== '\\') {
      bytes.push(inner.charCodeAt(i));
      continue;
    }
    const digits = /^[0-9]{1,3}/.exec(inner.slice(++i))?.[0];
    bytes.push(digits ? Number(digits) : { 'n': 10, 't': 9, '"': 34, '\\': 92 }[inner[i]]!);
    i += digits ? digits.length - 1 : 0;
  }
  return Buffer.from(bytes);
}

test.each([
  ['', '""'],
  ['plain', '"plain"'],
  ['"', '"\\""'],
  ['\\', '"\\\\"'],
  ['a\nb\tc', '"a\\nb\\tc"'],
  ['\r', '"\\013"'],
  ['\u00001', '"\\0001"'],
  ['é1', '"\\195\\1691"'],
  [']]--', '"]]--"'],
  ["'", '"\'"'],
])('%j is quoted', (text, quoted) => {
  expect(luaText(text)).toBe(quoted);
});

test('any text is read again as it was', () => {
  // A generator of its own, so that a failure can be repeated.
  let seed = 1;
  const next = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  const pools = ['"\\\'\n\r\t\0[]-=%${}0123456789', 'abc xyz', 'é😀\u2028\u0085\u007f\ufeff'].map(pool => [...pool]);
  for (let i = 0; i < 5000; i++) {
    const text = Array.from({ length: next(20) }, () => {
      const pool = pools[next(4)];
      return pool ? pool[next(pool.length)] : String.fromCodePoint(next(0xd800));
    }).join('');
    expect(read(luaText(text))).toEqual(Buffer.from(text));
  }
});

test.each([
  [0, '0'], [-0, '0'], [1.5, '1.5'], [-7, '-7'], [1e21, '1e+21'], [true, 'true'], [false, 'false'], [[], '{}'], [{}, '{}'],
  [[1, 'a'], '{ 1, "a" }'],
  [{ 'a': 1, 'end': 2, 'x-y': [true] }, '{ a = 1, ["end"] = 2, ["x-y"] = { true } }'],
])('%j is written', (value, text) => {
  expect(luaText(value as any)).toBe(text);
});

test('what is long stands on several lines', () => {
  expect(luaText(['a'.repeat(60), 'b'.repeat(60)])).toBe(`{\n  "${'a'.repeat(60)}",\n  "${'b'.repeat(60)}",\n}`);
});

test('a key is quoted like any text', () => {
  expect(luaText({ ['"] = os.exit(), ["']: 1 })).toBe('{ ["\\"] = os.exit(), [\\""] = 1 }');
});

test('a set has its members for keys', () => {
  expect(luaSet(['shop', 'a b'])).toBe('{ ["shop"] = true, ["a b"] = true }');
});

test('empty lines stay empty', () => {
  expect(indented('a\n\nb', 2)).toBe('    a\n\n    b');
});

test.each([
  [NaN, 'number NaN cannot be written as lua'],
  [Infinity, 'number Infinity cannot be written as lua'],
  [null, 'null cannot be written as lua: expected text, a number, a boolean, a list or an object'],
  [[undefined], 'undefined cannot be written as lua'],
  [() => 1, 'function cannot be written as lua'],
  ['\ud800', 'text "\\ud800" has half of a surrogate pair'],
  ['a\udc00', 'has half of a surrogate pair: expected text that has a form in utf-8; correct it'],
])('fails for %p', (value, text) => {
  expect(() => luaText(value as any)).toThrow(text);
});
