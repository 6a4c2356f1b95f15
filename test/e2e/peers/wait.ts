import { Running } from './keeper';

/**
 * Asks until there is an answer, and returns it.
 *
 * @throws with what the last try said, when there is none in time, or when a peer that is needed has ended
 */
export async function eventually<T>(what: string, seconds: number, ask: () => Promise<T | undefined>, needed: Running[] = []): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let last: unknown = 'no answer';
  while (Date.now() < end) {
    const gone = needed.find(peer => peer.exit !== undefined);
    if (gone) {
      throw new Error(`waiting for ${what}: a peer ended with ${gone.exit}\n${gone.lastLines()}`);
    }
    try {
      const answer = await ask();
      if (answer !== undefined) {
        return answer;
      }
    } catch (error) {
      last = (error as Error).message;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  const said = needed.map(peer => peer.lastLines()).filter(Boolean);
  throw new Error([`${what}: not within ${seconds} s (${last})`, ...said].join('\n'));
}
