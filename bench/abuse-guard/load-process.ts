import { connect, Socket } from 'node:net';
import { Body, body, fill, Traffic } from './bodies';

/** A time of load, or so many entries of it. */
export interface Order {
  readonly port: number;
  readonly traffic: Traffic;
  /** Entries of a body. */
  readonly batch: number;
  /** How many addresses there are; the load goes through them in turn. */
  readonly distinct: number;
  /** The first address. */
  readonly from: number;
  readonly milliseconds?: number;
  readonly entries?: number;
}

/** What it came to, or what went wrong. */
export interface Result {
  readonly entries: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly error?: string;
}

/** Each has one request under way, as a worker of the gateway has. */
const CONNECTIONS = 8;
const BEGIN = Buffer.from('HTTP/1.1 200 ');
const END = '}'.charCodeAt(0);

/** Sends bodies over connections that are held open; one order at a time. */
async function run({ port, traffic, batch, distinct, from, milliseconds = Infinity, entries = Infinity }: Order): Promise<Result> {
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(port)));
  const bodies = sockets.map(() => body(traffic, batch));
  let next = from;
  const began = process.hrtime.bigint();
  const end = Date.now() + milliseconds;
  const more = (request: Body) => {
    const now = Date.now();
    if (now >= end || next - from >= entries) {
      return false;
    }
    fill(request, next, distinct, now);
    next += batch;
    return true;
  };
  try {
    await Promise.all(sockets.map((socket, i) => repeated(socket, bodies[i], more)));
    return { entries: next - from, bytes: bodies[0].bytes.length / batch, seconds: Number(process.hrtime.bigint() - began) / 1e9 };
  } finally {
    sockets.forEach(socket => socket.destroy());
  }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.setNoDelay(true).once('error', reject);
  });
}

/** The body may be written anew once it is answered. */
function repeated(socket: Socket, request: Body, more: (request: Body) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const step = () => more(request) ? void socket.write(request.bytes) : resolve();
    socket.on('data', answer => {
      if (answer.compare(BEGIN, 0, BEGIN.length, 0, BEGIN.length) !== 0 || answer[answer.length - 1] !== END) {
        reject(new Error(`the server answered ${answer.toString().replace(/\r\n/g, ' | ')}`));
      } else {
        step();
      }
    });
    socket.once('close', () => reject(new Error('the server has closed a connection')));
    step();
  });
}

process.on('message', (order: Order) => {
  run(order).then(result => process.send!(result), error => process.send!({ entries: 0, bytes: 0, seconds: 0, error: error.message }));
});
process.once('disconnect', () => process.exit());
