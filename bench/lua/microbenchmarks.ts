import { BenchNginx, startNginx } from './bench-nginx';
import { CJSON, CLAIMS_PART, CUSTOMER, CUSTOMER_SCHEMA, HEADER_PART, identityRoute, ROUTES, TOKEN } from './scenes';
import { SchemaProgram } from '../../src/lua/schema/compile';
import { JSON_DECODER } from '../../src/lua/schema/json-decoder';
import { JsonSchemaDraft } from '../../src/values';
import { median, ratio, Report, table } from '../report';

/** How often each contestant takes its turn, and how many turns before warm the compiler up; with it and without. */
const COMPILED = { compiler: 'on', turns: 25, warming: 5 };
const INTERPRETED = { compiler: 'off', turns: 9, warming: 1 };
/** Few enough that what a request allocates in nginx stays small; the clock is exact to a microsecond. */
const CALLS = 2000;

const BODIES: Record<string, string> = {
  'compact': CUSTOMER,
  'indented': JSON.stringify(JSON.parse(CUSTOMER), undefined, 2),
  'with escapes': CUSTOMER.replace('Ada Lovelace', 'Ada \\"Lovelace\\u0022'),
  'beyond ASCII': CUSTOMER.replace('Ada Lovelace', 'Łucja Ąkę'),
};

/** Rows of a group: the contestant, and what it is called. The first of a group is what the others are measured by. */
const IDENTITY: [string, string][] = [
  ['decode', 'base64 and cjson of the claims'],
  ['headers', 'three headers set in nginx, without the chunks'],
  ...['cjson', 'plain'].flatMap((decoder): [string, string][] => {
    const title = decoder === 'cjson' ? 'cjson.safe' : 'plain Lua';
    return [
      [`${decoder} decoding`, `${title}: base64 and decoding of the token's header and claims, without the chunks`],
      [`${decoder} guard`, `${title}: token guard`],
      [`${decoder} both`, `${title}: token guard, claims and identity`],
      [`${decoder} all`, `${title}: the same with connection guard and clearing, of a client that has sent the headers itself`],
    ];
  }),
];
const VALIDATION = Object.keys(BODIES).map((body): [string, string][] => [
  [`${body} cjson`, `${body}: cjson.decode`], [`${body} decoder`, `${body}: strict decoder`], [`${body} validator`, `${body}: strict decoder and validator`],
]);
VALIDATION[0].push(['whole validation', 'compact: the whole chunk, with what it reads of the request']);

/** Nanoseconds of each contestant in each turn. */
type Figures = Record<string, number[]>;

/** What the chunks cost in LuaJIT beside cjson, within one worker of nginx, in turns. */
export async function microbenchmarks(): Promise<Report> {
  const nginx = await startNginx();
  try {
    const program = new SchemaProgram();
    const index = program.add(CUSTOMER_SCHEMA, JsonSchemaDraft.DRAFT7, 'body');
    await nginx.ask('prepare', {}, JSON.stringify({
      token: TOKEN, header: HEADER_PART, claims: CLAIMS_PART, cjson: identityRoute(CJSON), plain: identityRoute([]), decoder: JSON_DECODER,
      lua: `${JSON_DECODER}\n${program.source()}`, index, bodies: Object.entries(BODIES).map(([name, text]) => ({ name, text })), validation: ROUTES.validation,
    }));
    const compiled = await figuresOf(nginx, COMPILED);
    const interpreted = await figuresOf(nginx, INTERPRETED);
    return report(compiled, interpreted);
  } finally {
    await nginx.stop();
  }
}

async function figuresOf(nginx: BenchNginx, { compiler, turns, warming }: typeof COMPILED): Promise<Figures> {
  const names = [...IDENTITY, ...VALIDATION.flat()].map(([name]) => name);
  const figures: Figures = Object.fromEntries(names.map(name => [name, []]));
  const headers = { 'Authorization': `Bearer ${TOKEN}`, 'Content-Type': 'application/json' };
  await nginx.ask(`compiler?to=${compiler}`);
  for (let turn = -warming; turn < turns; turn++) {
    for (const name of names) {
      const ns = await nginx.ask(`turn?name=${encodeURIComponent(name)}&calls=${CALLS}`, headers, CUSTOMER);
      if (turn >= 0) {
        figures[name].push(ns);
      }
    }
  }
  return figures;
}

function report(compiled: Figures, interpreted: Figures): Report {
  const rows = [IDENTITY, ...VALIDATION].flatMap(group => group.map(([name, title]) => {
    const base = group[0][0];
    return [
      title, ...[compiled, interpreted].flatMap(figures => [`${median(figures[name]).toFixed(0)} ns`, name === base ? '' : ratio(median(figures[name]), median(figures[base]))]),
    ];
  }));
  const held = (what: string, name: string, base: string, limit: number) => ({ what, ratio: median(compiled[name]) / median(compiled[base]), limit });
  return {
    markdown: `Processor time a call, the medians of interleaved turns of ${CALLS} calls (${COMPILED.turns} compiled, ${INTERPRETED.turns} interpreted) after some to warm up; ratios to the first row of each group.

${table(['', 'compiled', 'ratio', 'interpreted', 'ratio'], rows)}`,
    held: [
      held('validating the customer to cjson.decode of the same text', 'compact validator', 'compact cjson', 3),
      held('identity with cjson.safe to the decode of the same claims', 'cjson both', 'decode', 3),
      held('identity in plain Lua to the decode of the same claims', 'plain both', 'decode', 12),
    ],
  };
}
