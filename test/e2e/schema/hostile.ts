/** A document made to mislead or to hurt the validator, and what must be said of it. */
export interface Hostile {
  readonly name: string;
  /** By default every document is accepted that is JSON. */
  readonly schema?: unknown;
  readonly doc: string | Buffer;
  readonly answer: RegExp;
  readonly depth?: number;
  readonly steps?: number;
}

const refused = (name: string, doc: string | Buffer, answer: RegExp = /^undecodable /): Hostile => ({ name, doc, answer });
const bytes = (...values: number[]) => Buffer.from([0x22, ...values, 0x22]);
const strict = { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: false };
const tree = {
  $ref: '#/definitions/tree',
  definitions: { tree: { anyOf: [{ items: { $ref: '#/definitions/tree' } }, { items: { $ref: '#/definitions/tree' } }, { type: 'string' }], not: { type: 'number' } } },
};

export const HOSTILE: Hostile[] = [
  refused('nothing', ''),
  refused('white space only', ' \n\t'),
  refused('a million brackets', '['.repeat(1_000_000), /^undecodable too deep/),
  refused('a million nested objects', '{"a":'.repeat(1_000_000), /^undecodable too deep/),
  { name: 'as deep as is allowed', doc: `${'['.repeat(64)}${']'.repeat(64)}`, answer: /^accepted/ },
  refused('one deeper', `${'['.repeat(65)}${']'.repeat(65)}`, /^undecodable too deep/),
  refused('a number beyond the range of a double', '1e400', /^undecodable number too big/),
  refused('a negative one', '[-1e400]', /^undecodable number too big/),
  refused('a number of a million digits', '9'.repeat(1_000_000), /^undecodable number too big/),
  { name: 'a small number of a million digits', doc: `0.${'0'.repeat(1_000_000)}1`, schema: { const: 0 }, answer: /^accepted/ },
  { name: 'minus zero is zero', doc: '-0', schema: { const: 0, minimum: 0 }, answer: /^accepted/ },
  { name: 'an integer written with an exponent', doc: '1e2', schema: { type: 'integer', const: 100 }, answer: /^accepted/ },
  { name: 'an integer beyond 2^53', doc: '9007199254740993', schema: { type: 'integer', maximum: 9007199254740991 }, answer: /^refused maximum/ },
  ...['01', '-', '+1', '.5', '1.', '1e', '1e+', '0x10', '1_000', 'NaN', 'Infinity', '-Infinity', '١'].map(text => refused(`the number ${text}`, `[${text}]`)),
  refused('a property twice', '{"a":1,"a":2}', /^undecodable property twice/),
  refused('a property twice, once escaped', '{"a":1,"\\u0061":2}', /^undecodable property twice/),
  refused('a property twice, once null', '{"a":null,"a":1}', /^undecodable property twice/),
  refused('a property twice, once false', '{"a":false,"a":1}', /^undecodable property twice/),
  refused('a lone continuation byte', bytes(0x80)),
  refused('a character written too long', bytes(0xC0, 0xAF)),
  refused('a character of three bytes written too long', bytes(0xE0, 0x80, 0xAF)),
  refused('a surrogate in UTF-8', bytes(0xED, 0xA0, 0x80)),
  refused('a character beyond Unicode', bytes(0xF4, 0x90, 0x80, 0x80)),
  refused('a character cut off', bytes(0xF0, 0x9F, 0x98)),
  refused('UTF-16', Buffer.from('{"a":1}', 'utf16le')),
  refused('half a surrogate pair, high', '"\\ud800"'),
  refused('half a surrogate pair, low', '"\\udc00"'),
  refused('a surrogate pair the wrong way round', '"\\udc00\\ud800"'),
  refused('a high surrogate before another escape', '"\\ud800\\n"'),
  { name: 'a surrogate pair is one character', doc: '"\\ud83d\\ude00"', schema: { maxLength: 1, const: '😀' }, answer: /^accepted/ },
  refused('a NUL in a string', bytes(0)),
  refused('a line break in a string', '"\n"'),
  refused('a NUL outside', '1\u0000'),
  { name: 'an escaped NUL does not end a text', doc: '"a\\u0000<script>"', schema: { pattern: '^[a-z]*$' }, answer: /^refused pattern/ },
  { name: 'an escaped NUL does not end a name', doc: '{"a\\u0000":1}', schema: strict, answer: /^refused additionalProperties/ },
  { name: 'a line break behind what a pattern wants', doc: '"abc\\n"', schema: { pattern: '^[a-z]*$' }, answer: /^refused pattern/ },
  refused('a byte order mark', Buffer.from([0xEF, 0xBB, 0xBF, 0x31])),
  refused('text behind the value', '{}{}'),
  refused('a comma at the end of an object', '{"a":1,}'),
  refused('a comma at the end of an array', '[1,]'),
  refused('two commas', '[1,,2]'),
  refused('a comment', '{/**/}'),
  refused('single quotes', "{'a':1}"),
  refused('a name without quotes', '{a:1}'),
  refused('a wrong escape', '"\\x41"'),
  refused('an escape cut off', '"\\u00"'),
  refused('a string without end', '"abc'),
  refused('a string that ends in a backslash', '"abc\\'),
  refused('an escaped quote as the end', '"abc\\"'),
  refused('a form feed as white space', '\f1'),
  refused('a no-break space as white space', '\u00A01'),
  refused('True', 'True'),
  refused('nul', 'nul'),
  refused('brackets that do not match', '[1}'),
  { name: 'an empty array is no object', doc: '[]', schema: { type: 'object' }, answer: /^refused type/ },
  { name: 'an empty object is no array', doc: '{}', schema: { type: 'array' }, answer: /^refused type/ },
  { name: 'an empty array is not an empty object', doc: '[]', schema: { const: {} }, answer: /^refused const/ },
  { name: 'null is no object', doc: 'null', schema: { type: 'object' }, answer: /^refused type/ },
  { name: 'a null property is there', doc: '{"a":null}', schema: { ...strict, required: ['a'] }, answer: /^refused type \/a/ },
  { name: 'an object with the names of indexes is no array', doc: '{"0":1,"1":2}', schema: { type: 'array' }, answer: /^refused type/ },
  { name: 'the text 1 is not the number', doc: '"1"', schema: { enum: [1, 2, 3] }, answer: /^refused enum/ },
  { name: 'the text true is not the boolean', doc: '"true"', schema: { enum: [true, false, 1] }, answer: /^refused enum/ },
  { name: 'zero is not false', doc: '0', schema: { const: false }, answer: /^refused const/ },
  ...['__proto__', 'constructor', 'toString', '__index', '__metatable', 'and', 'n', '0'].map((key): Hostile => (
    { name: `the property ${key} is one as any`, doc: `{"${key}":1}`, schema: strict, answer: new RegExp(`^refused additionalProperties /${key}`) })),
  { name: 'the property __proto__ is not there by itself', doc: '{}', schema: { type: 'object', required: ['toString'] }, answer: /^refused required/ },
  { name: 'a string of ten megabytes', doc: `"${'é'.repeat(5_000_000)}"`, schema: { type: 'string', maxLength: 100 }, answer: /^refused maxLength/ },
  { name: 'ten megabytes of escapes', doc: `"${'\\n'.repeat(5_000_000)}"`, schema: { type: 'string', maxLength: 100 }, answer: /^refused maxLength/ },
  { name: 'a hundred thousand properties', doc: JSON.stringify(Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]))), schema: { maxProperties: 10 }, answer: /^refused maxProperties/ },
  { name: 'a hundred thousand items, all different', doc: JSON.stringify(Array.from({ length: 100_000 }, (_, i) => ({ i }))), schema: { uniqueItems: true }, answer: /^accepted/ },
  { name: 'equal objects in another order', doc: '[{"a":1,"b":[2]},{"b":[2],"a":1}]', schema: { uniqueItems: true }, answer: /^refused uniqueItems/ },
  { name: 'items that only look alike', doc: '[1,"1",[1],{"a":1},true,null,"null",[null],[[]],[{}],{},[]]', schema: { uniqueItems: true }, answer: /^accepted/ },
  { name: 'a schema that doubles the work at each level', doc: `${'['.repeat(60)}1${']'.repeat(60)}`, schema: tree, answer: /^refused steps/ },
  { name: 'running out of steps below not', doc: `${'['.repeat(60)}1${']'.repeat(60)}`, schema: { not: tree, definitions: tree.definitions }, answer: /^refused steps/ },
  { name: 'a name with line breaks and quotes in the answer', doc: '{"a\\n\\"]]--":1}', schema: strict, answer: /^refused additionalProperties \/a "\]\]--/ },
];
