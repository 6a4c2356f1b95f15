import { ask } from './server';
import { ApiServer } from '../peers/api-server';
import { nameOf } from '../peers/kubernetes-client';

/** An object of the server as it became, or as it was when it went. */
export interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: any;
}

/**
 * What happens to some kinds of objects, from now on, without a gap: the server keeps each change, and numbers those of all kinds in one
 * order. So what is there between two changes is known, however short the moment.
 */
export class History {
  public static async begin(cluster: ApiServer, lists: string[]): Promise<History> {
    const found = await Promise.all(lists.map(async list => ({ list, ...await listed(cluster, list) })));
    return new History(cluster, found);
  }

  private constructor(private readonly cluster: ApiServer, private readonly first: { list: string; items: any[]; revision: string }[]) {}

  /** The objects at the begin, and the changes since then, in their order. */
  public async end(): Promise<{ readonly before: any[]; readonly changes: Change[] }> {
    const before = this.first.flatMap(({ items }) => items);
    const streams = await Promise.all(this.first.map(({ list, revision }) => watched(this.cluster, list, revision)));
    const changes = streams.flat().sort((a, b) => revisionOf(a.object) - revisionOf(b.object));
    const now = await Promise.all(this.first.map(({ list }) => listed(this.cluster, list)));
    const last = [...states(before, changes)].pop()!;
    const seen = last.map(nameAndRevision).sort();
    const there = now.flatMap(({ items }) => items).map(nameAndRevision).sort();
    if (JSON.stringify(seen) !== JSON.stringify(there)) {
      throw new Error(`the changes lead to [${seen.join(', ')}], and there are [${there.join(', ')}]`);
    }
    return { before, changes };
  }
}

/** What is there at first, and after each change. */
export function* states(before: any[], changes: Change[]): Generator<any[]> {
  const there = new Map(before.map(object => [object.metadata.uid, object]));
  yield [...there.values()];
  for (const { type, object } of changes) {
    if (type === 'DELETED') {
      there.delete(object.metadata.uid);
    } else {
      there.set(object.metadata.uid, object);
    }
    yield [...there.values()];
  }
}

/** The objects of a list, complete: lists leave out what all have in common. */
export async function itemsOf(cluster: ApiServer, list: string): Promise<any[]> {
  return (await listed(cluster, list)).items;
}

async function listed(cluster: ApiServer, list: string): Promise<{ items: any[]; revision: string }> {
  const { status, body } = await cluster.client.get(list);
  if (status !== 200) {
    throw new Error(`${list}: ${status} ${body?.message ?? body}`);
  }
  const kind = body.kind.replace(/List$/, '');
  return { items: body.items.map((item: any) => ({ apiVersion: body.apiVersion, kind, ...item })), revision: body.metadata.resourceVersion };
}

/** The answer to a watch has a line for each change, and ends with the time that it is given. */
async function watched(cluster: ApiServer, list: string, revision: string): Promise<Change[]> {
  const { status, text } = await ask(cluster, 'GET', `${list}?watch=1&resourceVersion=${revision}&timeoutSeconds=1`);
  const changes = status === 200 ? text.split('\n').filter(Boolean).map(line => JSON.parse(line)) : [];
  if (status !== 200 || changes.some(({ type }) => !['ADDED', 'MODIFIED', 'DELETED'].includes(type))) {
    throw new Error(`${list}: ${status} ${text}`);
  }
  return changes;
}

function revisionOf(object: any): number {
  return Number(object.metadata.resourceVersion);
}

function nameAndRevision(object: any): string {
  return `${nameOf(object)} ${object.metadata.resourceVersion}`;
}
