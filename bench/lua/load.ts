import { connect, Socket } from 'node:net';

/** What a time of load came to. */
export interface Load {
  readonly requests: number;
  readonly seconds: number;
}

/** Connections that are held open, each with one request under way: enough to keep a worker busy. */
const CONNECTIONS = 32;
/** How the upstream's answer begins and ends. */
const BEGIN = Buffer.from('HTTP/1.1 200 ');
const END = Buffer.from('\r\n\r\nok');

/**
 * A client that costs less than what it measures: the bytes of a request are made once, and of an answer only its status and end are read.
 * Only one time of load may be under way.
 */
export class LoadClient {
  public static async open(port: number): Promise<LoadClient> {
    return new LoadClient(await Promise.all(Array.from({ length: CONNECTIONS }, () => new Promise<Socket>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(socket));
      socket.setNoDelay(true).once('error', reject);
    }))));
  }

  private constructor(private readonly sockets: Socket[]) {}

  /** Sends the request again and again for this long. @throws when an answer is not the upstream's */
  public async run(request: Buffer, milliseconds: number): Promise<Load> {
    const began = process.hrtime.bigint();
    const end = Date.now() + milliseconds;
    const counts = await Promise.all(this.sockets.map(socket => repeated(socket, request, end)));
    return { requests: counts.reduce((sum, count) => sum + count, 0), seconds: Number(process.hrtime.bigint() - began) / 1e9 };
  }

  public close(): void {
    this.sockets.forEach(socket => socket.destroy());
  }
}

function repeated(socket: Socket, request: Buffer, end: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let count = 0;
    let part: Buffer | undefined;
    const finish = (error?: Error) => {
      socket.removeAllListeners('data').removeAllListeners('close');
      return error ? reject(error) : resolve(count);
    };
    socket.on('data', data => {
      const answer = part ? Buffer.concat([part, data]) : data;
      if (answer.length >= BEGIN.length && answer.compare(BEGIN, 0, BEGIN.length, 0, BEGIN.length) !== 0) {
        finish(new Error(`the gateway answered ${answer.toString().replace(/\r\n/g, ' | ')}`));
      } else if (answer.compare(END, 0, END.length, Math.max(0, answer.length - END.length)) !== 0) {
        part = answer;
      } else {
        part = undefined;
        count++;
        if (Date.now() < end) {
          socket.write(request);
        } else {
          finish();
        }
      }
    });
    socket.once('close', () => finish(new Error('the gateway has closed a connection')));
    socket.write(request);
  });
}
