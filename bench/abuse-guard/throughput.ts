import { Traffic } from './bodies';
import { Guard, Server, Servers } from './servers';
import { median, Report, table } from '../report';

/** How often each load takes its turn, and for how long. */
const ROUNDS = 7;
const MILLISECONDS = 1000;
const WARMING = 2000;
/** The guard has at least half of the throughput of a server that only parses. */
const LIMIT = 2;

interface Load {
  readonly what: string;
  readonly traffic: Traffic;
  readonly batch: number;
  readonly distinct: number;
}

/** The batch is as AbuseGuard has http-log send it; a gateway with little to do sends entries one by one. */
const LOADS: Load[] = [
  { what: 'ordinary, of 20', traffic: 'ordinary', batch: 20, distinct: 4_999 },
  { what: 'attack of 100,000 addresses, of 20', traffic: 'attack', batch: 20, distinct: 100_000 },
  { what: 'attack of 1,000,000 addresses, of 20', traffic: 'attack', batch: 20, distinct: 1_000_000 },
  { what: 'ordinary, one by one', traffic: 'ordinary', batch: 1, distinct: 4_999 },
  { what: 'attack of 1,000,000 addresses, one by one', traffic: 'attack', batch: 1, distinct: 1_000_000 },
];

interface Turn { readonly perSecond: number; readonly cpu: number; readonly busy: number; readonly bytes: number }

/** Entries a second, and the processor time of one, of the guard and of the plain server, in turns. */
export async function throughput(): Promise<Report> {
  const servers = await Servers.open();
  try {
    const guard = await servers.guard();
    const plain = await servers.peer();
    const cells = LOADS.map(load => ({ ...load, from: 0, guard: [] as Turn[], plain: [] as Turn[] }));
    let sent = 0;
    const turn = async (cell: typeof cells[number], server: Server, milliseconds: number): Promise<Turn> => {
      const before = server.clock();
      const { traffic, batch, distinct, from } = cell;
      const { entries, seconds, bytes } = await servers.send({ port: server.port, traffic, batch, distinct, from, milliseconds });
      const used = server.clock() - before;
      cell.from = (from + entries) % distinct;
      sent += server === guard ? entries : 0;
      return { perSecond: entries / seconds, cpu: used / entries * 1e6, busy: used / seconds, bytes };
    };
    for (const cell of cells) {
      await turn(cell, guard, WARMING);
      await turn(cell, plain, WARMING);
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const cell of cells) {
        // Who goes first changes, as what is done before may linger.
        const both: [Turn[], Server][] = [[cell.guard, guard], [cell.plain, plain]];
        for (const [turns, server] of round % 2 === 0 ? both : both.reverse()) {
          turns.push(await turn(cell, server, MILLISECONDS));
        }
      }
    }
    await checkCounted(guard, sent);
    return report(cells);
  } finally {
    await servers.close();
  }
}

/** What was answered 200 must have been looked at, and nobody blocked: whose entries are then left aside costs less. */
async function checkCounted(guard: Guard, sent: number): Promise<void> {
  const { counted, harmless, ...others } = await guard.outcomes();
  if (counted + harmless !== sent || Object.values(others).some(count => count > 0)) {
    throw new Error(`of ${sent} entries the guard has made ${JSON.stringify({ counted, harmless, ...others })}: expected all counted or harmless; bring the load up to date`);
  }
}

function report(cells: (Load & { guard: Turn[]; plain: Turn[] })[]): Report {
  const of = (turns: Turn[], figure: keyof Turn) => median(turns.map(each => each[figure]));
  const between = ({ guard, plain }: typeof cells[number], figure: keyof Turn) => median(guard.map((each, round) => each[figure] / plain[round][figure]));
  const rows = cells.map(cell => [
    cell.what, of(cell.guard, 'bytes').toFixed(0),
    ...[cell.guard, cell.plain].flatMap(turns => [`${of(turns, 'perSecond').toFixed(0)} (${(of(turns, 'busy') * 100).toFixed(0)} %)`, `${of(turns, 'cpu').toFixed(1)} µs`]),
    (1e6 / of(cell.guard, 'cpu')).toFixed(0), `×${between(cell, 'perSecond').toFixed(2)}`, `×${(1 / between(cell, 'cpu')).toFixed(2)}`,
  ]);
  return {
    markdown: `Medians of ${ROUNDS} interleaved turns of ${MILLISECONDS} ms; each ratio is to the plain server in the same round. In parentheses: how much of the time the server had a processor.

${table(['load', 'bytes an entry', 'guard: entries a second', 'processor time of one', 'plain: entries a second', 'processor time of one', 'guard: entries a second of a whole core', 'ratio of entries a second', 'ratio by processor time'], rows)}`,
    held: cells.map(cell => ({ what: `processor time of the guard to that of the plain server, ${cell.what}`, ratio: between(cell, 'cpu'), limit: LIMIT })),
  };
}
