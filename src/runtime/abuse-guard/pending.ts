/* eslint-disable no-bitwise -- bits are what this is about */
import { PATH_MARKS, Row } from './store';

const SAMPLES = 3;

/** The events since the store had them the last time, added up by client. */
export class Pending {
  private rows = new Map<string, Row>();
  private count = 0;

  constructor(private readonly limit: number) {}

  /** How many events wait. */
  public get events(): number {
    return this.count;
  }

  /** Whether no more should be taken in. */
  public get full(): boolean {
    return this.count >= this.limit;
  }

  public add(client: string, bucket: number, signal: number): Row {
    let row = this.rows.get(client);
    if (row === undefined) {
      row = { client, cells: [], paths: [], samples: [] };
      this.rows.set(client, row);
    }
    this.count++;
    const { cells } = row;
    for (let i = 0; i < cells.length; i += 3) {
      if (cells[i] === bucket && cells[i + 1] === signal) {
        cells[i + 2]++;
        return row;
      }
    }
    cells.push(bucket, signal, 1);
    return row;
  }

  public addPath({ paths }: Row, bucket: number, path: string): void {
    const mark = markOf(path);
    for (let i = 1; i < paths.length; i += 2) {
      if (paths[i] === mark) {
        return;
      }
    }
    paths.push(bucket, mark);
  }

  public addSample({ samples }: Row, sample: () => string): void {
    if (samples.length < SAMPLES) {
      samples.push(sample());
    }
  }

  public take(): Row[] {
    const rows = [...this.rows.values()];
    this.rows = new Map();
    this.count = 0;
    return rows;
  }
}

/** FNV-1a, folded. */
export function markOf(path: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < path.length; i++) {
    hash = Math.imul(hash ^ path.charCodeAt(i), 0x01000193);
  }
  return ((hash >>> 16) ^ hash) & (PATH_MARKS - 1);
}
