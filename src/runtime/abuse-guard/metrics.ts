/** Something that renders itself in Prometheus' text format. */
interface Series {
  lines(): string[];
}

type Labels = Record<string, string>;

/** Counts up, by label values. */
export class Counter implements Series {
  private readonly values = new Map<string, number>();

  constructor(private readonly name: string, private readonly help: string, combinations: readonly Labels[] = [{}]) {
    // All from the start: a rate of a series that begins with its first event misses that event.
    combinations.forEach(labels => this.values.set(labelText(labels), 0));
  }

  public add(count: number, labels: Labels = {}): void {
    const key = labelText(labels);
    this.values.set(key, (this.values.get(key) ?? 0) + count);
  }

  public get(labels: Labels = {}): number {
    return this.values.get(labelText(labels)) ?? 0;
  }

  public lines(): string[] {
    return [...head(this.name, this.help, 'counter'), ...[...this.values].map(([labels, value]) => `${this.name}${labels} ${value}`)];
  }
}

/** Asks for its value when it is read. */
export class Gauge implements Series {
  constructor(private readonly name: string, private readonly help: string, private readonly read: () => number) {}

  public lines(): string[] {
    return [...head(this.name, this.help, 'gauge'), `${this.name} ${this.read()}`];
  }
}

export class Histogram implements Series {
  private readonly counts: number[];
  private sum = 0;
  private count = 0;

  constructor(private readonly name: string, private readonly help: string, private readonly bounds: readonly number[]) {
    this.counts = bounds.map(() => 0);
  }

  public observe(value: number): void {
    this.sum += value;
    this.count++;
    this.bounds.forEach((bound, i) => this.counts[i] += value <= bound ? 1 : 0);
  }

  public lines(): string[] {
    return [
      ...head(this.name, this.help, 'histogram'),
      ...this.bounds.map((bound, i) => `${this.name}_bucket{le="${bound}"} ${this.counts[i]}`),
      `${this.name}_bucket{le="+Inf"} ${this.count}`, `${this.name}_sum ${this.sum}`, `${this.name}_count ${this.count}`,
    ];
  }
}

export function exposition(series: readonly Series[]): string {
  return `${series.flatMap(one => one.lines()).join('\n')}\n`;
}

function head(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

/** Label values are words of this program, never a client's. */
function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}
