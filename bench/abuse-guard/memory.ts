import { Server, Servers } from './servers';
import { ratio, Report, table } from '../report';

const BATCH = 100;
/** How many distinct addresses have been seen at the end of each phase. */
const PHASES = [100_000, 1_000_000, 2_000_000];
/** How often memory is looked at, in milliseconds. */
const LOOK = 50;
/** Ratio of the last phase to the one before it: a further million of addresses takes no more memory. */
const LIMIT = 1.1;

const MB = 2 ** 20;

interface Variant {
  readonly what: string;
  /** How many addresses the guard counts at once; none for the plain server. */
  readonly addresses?: number;
  /** The limit of the heap in MiB: half of what a container may have, as Node chooses it there. The pod of AbuseGuard has 384 MiB. */
  readonly heap: number;
  /** Whether its growth is held: not of one that was filled only now, as it takes of its heap what it gets. */
  readonly held?: boolean;
}

const PLAIN = { what: 'plain', heap: 192 };
const VARIANTS: Variant[] = [
  PLAIN,
  { what: 'guard as by default, which counts 100,000 addresses at once', addresses: 100_000, heap: 192, held: true },
  { what: 'guard that counts 1,000,000 addresses at once', addresses: 1_000_000, heap: 512 },
];

/** Memory of the guard while it is attacked from more and more addresses, and of the plain server that gets the same. */
export async function memory(): Promise<Report> {
  const servers = await Servers.open();
  try {
    const figures = new Map<Variant, number[]>();
    for (const variant of VARIANTS) {
      const flags = [`--max-old-space-size=${variant.heap}`];
      figures.set(variant, await peaks(servers, variant.addresses ? await servers.guard({ addresses: variant.addresses }, flags) : await servers.peer(flags)));
    }
    const growth = (bytes: number[]) => bytes[bytes.length - 1] / bytes[bytes.length - 2];
    const rows = [...figures].map(([variant, bytes]) => [
      variant.what, `${variant.heap} MiB`,
      ...bytes.map((each, i) => `${(each / MB).toFixed(0)} MiB${variant === PLAIN ? '' : `, ${ratio(each, figures.get(PLAIN)![i])}`}`),
      `×${growth(bytes).toFixed(2)}`,
    ]);
    return {
      markdown: `Memory that is resident, at its peak within each phase; ratios are to the plain server in the same phase. Growth is from the last but one phase to the last.

${table(['server', 'limit of its heap', 'at the start', ...PHASES.map(count => `up to ${count.toLocaleString('en')} addresses`), 'growth'], rows)}`,
      held: [...figures].filter(([{ held }]) => held)
        .map(([{ what }, bytes]) => ({ what: `memory up to 2,000,000 addresses to that up to 1,000,000, ${what}`, ratio: growth(bytes), limit: LIMIT })),
    };
  } finally {
    await servers.close();
  }
}

/** The memory at the start and the peaks of the phases; the server is stopped then. */
async function peaks(servers: Servers, server: Server): Promise<number[]> {
  const figures = [server.resident()];
  let from = 0;
  for (const to of PHASES) {
    let peak = 0;
    const look = () => peak = Math.max(peak, server.resident());
    const timer = setInterval(look, LOOK);
    try {
      await servers.send({ port: server.port, traffic: 'attack', batch: BATCH, distinct: PHASES[PHASES.length - 1], from, entries: to - from });
    } finally {
      clearInterval(timer);
    }
    look();
    figures.push(peak);
    from = to;
  }
  await server.stop();
  return figures;
}
