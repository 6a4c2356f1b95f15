import { IncomingMessage } from 'node:http';

/** Why a body was not read. */
export type BodyProblem = 'too large' | 'no memory' | 'broken off';

/**
 * Reads bodies, each up to a size, and all at once up to a size. One that is too large is read to its end nevertheless, and forgotten on the
 * way: who is still sending does not hear an answer.
 */
export class BoundedBodies {
  private held = 0;

  constructor(private readonly limit: number, private readonly together: number) {}

  public read(request: IncomingMessage, done: (body: Buffer | BodyProblem) => void): void {
    const declared = Number(request.headers['content-length'] ?? 0);
    if (declared <= this.limit && this.held + declared > this.together) {
      done('no memory');
      return;
    }
    let chunks: Buffer[] = [];
    let size = 0;
    let tooLarge = declared > this.limit;
    let finished = false;
    const finish = (result: Buffer | BodyProblem) => {
      if (!finished) {
        finished = true;
        this.held -= size;
        done(result);
      }
    };
    request.on('data', (chunk: Buffer) => {
      if (finished || tooLarge) {
        return;
      }
      size += chunk.length;
      this.held += chunk.length;
      chunks.push(chunk);
      if (size > this.limit) {
        tooLarge = true;
        chunks = [];
        this.held -= size;
        size = 0;
      } else if (this.held > this.together) {
        finish('no memory');
      }
    });
    request.once('end', () => finish(tooLarge ? 'too large' : chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    request.once('error', () => finish('broken off'));
    request.once('close', () => finish('broken off'));
  }
}
