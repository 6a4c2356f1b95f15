import * as path from 'node:path';
import { SchemaProgram } from '../../src/lua/schema/compile';
import { JSON_DECODER } from '../../src/lua/schema/json-decoder';
import { JsonSchemaDraft } from '../../src/values';
import { luajit } from '../../test/e2e/schema/luajit';

/** What it costs to validate the article's customer in LuaJIT, as ratios to cjson.decode of the same text in the same run. */
const CUSTOMER = {
  type: 'object',
  required: ['name', 'email'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 100 },
    email: { type: 'string', format: 'email' },
    phone: { type: 'string', pattern: '^\\+?[0-9]{10,15}$' },
  },
  additionalProperties: false,
};
const VALUE = { name: 'Ada Lovelace', email: 'ada.lovelace@example.com', phone: '+441234567890' };
const BODIES: Record<string, string> = {
  'compact': JSON.stringify(VALUE),
  'indented': JSON.stringify(VALUE, undefined, 2),
  'with escapes': JSON.stringify(VALUE).replace('Ada Lovelace', 'Ada \\"Lovelace\\u0022'),
  'beyond ASCII': JSON.stringify({ ...VALUE, name: 'Łucja Ąkę' }),
};
/** The goal of the project, for the customer as programs send it. */
const GOAL = 3;

const program = new SchemaProgram();
const index = program.add(CUSTOMER, JsonSchemaDraft.DRAFT7, 'body');
const lua = `${JSON_DECODER}\n${program.source()}`;
const list = new SchemaProgram();
const listIndex = list.add({ type: 'array', items: CUSTOMER }, JsonSchemaDraft.DRAFT7, 'body');

function run(source: string, of: number, bodies: Record<string, string>): Record<string, Record<string, number>> {
  return JSON.parse(luajit([path.join(__dirname, 'validator.lua')], JSON.stringify({ lua: source, index: of, bodies })));
}

const figures = {
  ...run(lua, index, BODIES),
  ...run(`${JSON_DECODER}\n${list.source()}`, listIndex, { '1000 of them': JSON.stringify(Array.from({ length: 1000 }, () => VALUE)) }),
};
console.log(`compiled: ${Buffer.byteLength(program.source())} bytes of Lua for the customer's schema, ${Buffer.byteLength(JSON_DECODER)} for the decoder`);
for (const [name, { cjson, decoder, validator }] of Object.entries(figures)) {
  console.log(`${name.padEnd(14)} cjson.decode ${cjson.toFixed(0)} ns, decoder ×${(decoder / cjson).toFixed(2)}, decoder and validator ×${(validator / cjson).toFixed(2)}`);
}
const { cjson, validator } = figures.compact;
console.log(`${validator / cjson <= GOAL ? 'held ' : 'over '} validating the customer to cjson.decode: ×${(validator / cjson).toFixed(2)} of at most ×${GOAL}`);
process.exitCode = validator / cjson <= GOAL ? 0 : 1;
