import { hostOf, startNginx } from './bench-nginx';
import { LoadClient } from './load';
import { CUSTOMER, RouteName, ROUTES, TOKEN } from './scenes';
import { median, Report, table } from '../report';

/** How often each route takes its turn, and for how long. */
const ROUNDS = 15;
const MILLISECONDS = 300;
const WARMING = 1500;

type Method = 'GET' | 'POST';
interface Turn { readonly perSecond: number; readonly cpu: number; readonly busy: number }

/** A request of a browser with a token; a POST has a customer in it. */
function request(route: RouteName, method: Method): Buffer {
  const lines = [
    `${method} /v1/orders?page=2 HTTP/1.1`, `Host: ${hostOf(route)}`, `Authorization: Bearer ${TOKEN}`,
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Accept: application/json', 'Accept-Language: en-GB,en;q=0.5',
    'Accept-Encoding: gzip, deflate, br', 'X-Request-Id: 5f3c1b2a9d8e4f70', ...method === 'POST' ? ['Content-Type: application/json', `Content-Length: ${CUSTOMER.length}`] : [],
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${method === 'POST' ? CUSTOMER : ''}`);
}

/** Requests per second through nginx with and without each chunk, on one worker, in turns. */
export async function requests(): Promise<Report> {
  const nginx = await startNginx();
  const client = await LoadClient.open(nginx.port);
  try {
    const cells = (Object.keys(ROUTES) as RouteName[])
      .flatMap(route => methodsOf(route).map(method => ({ route, method, bytes: request(route, method), turns: [] as Turn[] })));
    for (const { bytes } of cells) {
      await client.run(bytes, WARMING);
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const { bytes, turns } of cells) {
        const before = await nginx.clock();
        const load = await client.run(bytes, MILLISECONDS);
        const used = await nginx.clock() - before;
        turns.push({ perSecond: load.requests / load.seconds, cpu: used / load.requests * 1e6, busy: used / load.seconds });
      }
    }
    const rows = cells.map(({ route, method, turns }) => {
      const base = cells.find(cell => cell.route === 'no chunk' && cell.method === method)!.turns;
      const of = (figure: (turn: Turn, beside: Turn) => number) => median(turns.map((turn, round) => figure(turn, base[round])));
      const beside = turns === base ? ['', '', ''] : [
        `×${of((turn, other) => turn.perSecond / other.perSecond).toFixed(2)}`,
        signed(of((turn, other) => turn.cpu - other.cpu)),
        `×${of((turn, other) => other.cpu / turn.cpu).toFixed(2)}`,
      ];
      return [
        `${route}, ${method}`, of(turn => turn.perSecond).toFixed(0), beside[0], `${(of(turn => turn.busy) * 100).toFixed(0)} %`, `${of(turn => turn.cpu).toFixed(1)} µs`,
        beside[1], beside[2],
      ];
    });
    return {
      markdown: `One worker, which is its own upstream; medians of ${ROUNDS} interleaved turns of ${MILLISECONDS} ms; each ratio is to the same request without a chunk, of the same round.
Busy is how much of the time the worker had a processor: where others want it too, the ratio by processor time is the one that says what a chunk costs.

${table(['route', 'requests a second', 'ratio', 'busy', 'processor time a request', 'added', 'ratio by it'], rows)}`,
      held: [],
    };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${nginx.lastErrors()}`);
  } finally {
    client.close();
    await nginx.stop();
  }
}

/** Each route is measured beside the same request without a chunk. */
function methodsOf(route: RouteName): Method[] {
  return route === 'no chunk' ? ['GET', 'POST'] : route === 'validation' ? ['POST'] : ['GET'];
}

function signed(microseconds: number): string {
  return `${microseconds < 0 ? '' : '+'}${microseconds.toFixed(1)} µs`;
}
