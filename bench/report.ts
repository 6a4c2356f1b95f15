/** A ratio that the project holds itself to. */
export interface Held {
  readonly what: string;
  readonly ratio: number;
  readonly limit: number;
}

/** What a part of the benchmark has to say: Markdown, and what must hold. */
export interface Report {
  readonly markdown: string;
  readonly held: Held[];
}

export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** A table in Markdown: the first column is text, the others are figures. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|---|${'---:|'.repeat(head.length - 1)}`, ...rows.map(line)].join('\n');
}

export function ratio(of: number, to: number): string {
  return `×${(of / to).toFixed(2)}`;
}
