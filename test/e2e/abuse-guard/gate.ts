import { AddressInfo, connect, createServer, Server, Socket } from 'node:net';

/** A way to a port of this machine that can be closed and opened: what is behind it is then away for who takes this way. */
export class Gate {
  public static async open(to: number): Promise<Gate> {
    const gate = new Gate(to);
    await new Promise<void>((resolve, reject) => gate.server.once('error', reject).listen(0, '127.0.0.1', () => resolve()));
    return gate;
  }

  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private closed = false;

  private constructor(to: number) {
    this.server = createServer(socket => {
      if (this.closed) {
        socket.destroy();
        return;
      }
      const other = connect(to, '127.0.0.1');
      for (const [one, peer] of [[socket, other], [other, socket]]) {
        this.sockets.add(one);
        one.on('error', () => peer.destroy());
        one.on('close', () => {
          this.sockets.delete(one);
          peer.destroy();
        });
        one.pipe(peer);
      }
    });
  }

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Breaks off what is under way, and lets nothing through. */
  public shut(): void {
    this.closed = true;
    this.sockets.forEach(socket => socket.destroy());
  }

  public reopen(): void {
    this.closed = false;
  }

  public end(): void {
    this.shut();
    this.server.close();
  }
}
