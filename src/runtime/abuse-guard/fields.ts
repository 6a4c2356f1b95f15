/** Reads the fields of one JSON object strictly: what is missing, of another type, out of range or unknown is an error that names it. */
export class Fields {
  private readonly known = new Set<string>();
  private readonly object: Record<string, unknown>;

  /** @param at what the object is called in errors, as `store.tls` */
  constructor(value: unknown, private readonly at: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new Error(`${at || 'the configuration'} is ${got(value)}: expected a json object`);
    }
    this.object = value as Record<string, unknown>;
  }

  public has(name: string): boolean {
    return Object.hasOwn(this.object, name);
  }

  public text(name: string, pattern: RegExp = /^.{1,1024}$/, example: string = 'a text'): string {
    const value = this.take(name);
    if (typeof value !== 'string' || !pattern.test(value)) {
      throw new Error(`${this.path(name)} is ${got(value)}: expected ${example}`);
    }
    return value;
  }

  public optionalText(name: string, pattern?: RegExp, example?: string): string | undefined {
    return this.absent(name) ? undefined : this.text(name, pattern, example);
  }

  public number(name: string, least: number, most: number, otherwise?: number): number {
    if (otherwise !== undefined && this.absent(name)) {
      return otherwise;
    }
    const value = this.take(name);
    if (typeof value !== 'number' || !(value >= least && value <= most)) {
      throw new Error(`${this.path(name)} is ${got(value)}: expected a number from ${least} to ${most}`);
    }
    return value;
  }

  public integer(name: string, least: number, most: number, otherwise?: number): number {
    const value = this.number(name, least, most, otherwise);
    if (!Number.isInteger(value)) {
      throw new Error(`${this.path(name)} is ${value}: expected an integer from ${least} to ${most}`);
    }
    return value;
  }

  public flag(name: string): boolean {
    if (this.absent(name)) {
      return false;
    }
    const value = this.take(name);
    if (typeof value !== 'boolean') {
      throw new Error(`${this.path(name)} is ${got(value)}: expected true or false`);
    }
    return value;
  }

  public list(name: string, otherwise?: unknown[]): unknown[] {
    if (otherwise && this.absent(name)) {
      return otherwise;
    }
    const value = this.take(name);
    if (!Array.isArray(value)) {
      throw new Error(`${this.path(name)} is ${got(value)}: expected a json array`);
    }
    return value;
  }

  public texts(name: string, otherwise?: string[]): string[] {
    const values = this.list(name, otherwise);
    const wrong = values.findIndex(value => typeof value !== 'string' || value === '');
    if (wrong >= 0) {
      throw new Error(`${this.path(name)}[${wrong}] is ${got(values[wrong])}: expected a text`);
    }
    return values as string[];
  }

  /** The fields of an object in a field, read to the end; undefined if there is none. */
  public optional<T>(name: string, read: (fields: Fields) => T): T | undefined {
    return this.absent(name) ? undefined : this.object_(this.take(name), this.path(name), read);
  }

  public required<T>(name: string, read: (fields: Fields) => T): T {
    return this.object_(this.take(name), this.path(name), read);
  }

  /** Each object of a list, read to the end. */
  public each<T>(name: string, read: (fields: Fields, at: string) => T): T[] {
    return this.list(name).map((value, i) => this.object_(value, `${this.path(name)}[${i}]`, read));
  }

  public names(): string[] {
    Object.keys(this.object).forEach(name => this.known.add(name));
    return Object.keys(this.object);
  }

  /** @throws if there is a field that nobody has asked for */
  public end(): void {
    const unknown = Object.keys(this.object).find(name => !this.known.has(name));
    if (unknown !== undefined) {
      throw new Error(`${this.path(unknown.slice(0, 100))} is unknown: expected ${[...this.known].join(', ')}; remove it, or mend its name`);
    }
  }

  public path(name: string): string {
    return this.at ? `${this.at}.${name}` : name;
  }

  private object_<T>(value: unknown, at: string, read: (fields: Fields, at: string) => T): T {
    const fields = new Fields(value, at);
    const result = read(fields, at);
    fields.end();
    return result;
  }

  private absent(name: string): boolean {
    this.known.add(name);
    return !this.has(name);
  }

  private take(name: string): unknown {
    this.known.add(name);
    return this.has(name) ? this.object[name] : undefined;
  }
}

function got(value: unknown): string {
  return value === undefined ? 'missing' : (JSON.stringify(value) ?? typeof value).slice(0, 100);
}
