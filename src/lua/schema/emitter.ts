import { remark } from './lua-values';
import { JsonSchemaDraft } from '../../values/json-schema-draft';
import { luaText } from '../lua-text';

/** Where a schema is being compiled: the value that it judges, and how to tell the client where that is. */
export interface Place {
  /** The Lua name of the value. */
  readonly value: string;
  /** The JSON pointer of the value below the value of the function: Lua expressions to be joined. */
  readonly path: readonly string[];
  /** How many values this one is inside of, within the function. */
  readonly level: number;
}

/** The value that a function judges. */
export const ROOT: Place = { value: 'v', path: [], level: 0 };

/** In more blocks than this, a schema becomes a function of its own: Lua limits the locals and blocks of one, and readers have theirs. */
const DEEPEST = 12;

/** What compiles one schema: a function of its own, so that the keyword groups need not know each other. */
export type CompileSchema = (emitter: Emitter, schema: any, pointer: string, place: Place, rule: string) => void;

/** The part of a program that all functions share. */
export interface Shared {
  readonly draft: JsonSchemaDraft;
  /** The index of the function for the schema at a pointer, which is made if need be. */
  functionOf(pointer: string, counted: boolean): number;
  /** The index of a Lua table of constants with this text. */
  constant(lua: string): number;
  helper(name: string): string;
  format(name: string): string;
}

/** Writes the body of one Lua function. */
export class Emitter {
  public readonly lines: string[] = [];
  private indent = 1;

  constructor(public readonly shared: Shared, private readonly compile: CompileSchema) {}

  public line(lua: string): void {
    this.lines.push('  '.repeat(this.indent) + lua);
  }

  public comment(text: string): void {
    this.line(`-- ${remark(text)}`);
  }

  /** A block, left out if nothing is written in it. */
  public block(head: string, write: () => void, end: string = 'end'): void {
    const from = this.lines.length;
    this.line(head);
    this.indent++;
    const inner = this.lines.length;
    write();
    this.indent--;
    if (this.lines.length === inner) {
      this.lines.length = from;
    } else {
      this.line(end);
    }
  }

  /** Refuses the value if a condition holds. */
  public refuseIf(condition: string, rule: string, place: Place): void {
    this.line(`if ${condition} then return ${this.refusal(rule, place)} end`);
  }

  public refuse(rule: string, place: Place): void {
    this.line(`do return ${this.refusal(rule, place)} end`);
  }

  /** Judges a value by another schema, whose refusal becomes that of this one. */
  public judge(schema: any, pointer: string, place: Place, rule: string): void {
    if (this.indent <= DEEPEST || typeof schema === 'boolean') {
      this.compile(this, schema, pointer, place, rule);
    } else {
      this.call(this.shared.functionOf(pointer, false), place);
    }
  }

  /** Judges a value by a function, whose refusal becomes that of this one. */
  public call(index: number, place: Place): void {
    const prefix = joined(place.path);
    this.block('do', () => {
      this.line(`local rule, where = check[${index}](${place.value})`);
      this.line(`if rule then return rule, ${prefix === '' ? 'where' : `${prefix} .. (where or "")`} end`);
    });
  }

  /** The condition that a value is refused by a schema. */
  public refused(pointer: string, value: string): string {
    return `check[${this.shared.functionOf(pointer, false)}](${value})`;
  }

  private refusal(rule: string, place: Place): string {
    return [luaText(rule), joined(place.path)].filter(text => text !== '').join(', ');
  }
}

/** The place of a value inside another one. */
export function inside(place: Place, path: string, value: string = `v${place.level + 1}`): Place {
  return { value, path: [...place.path, path], level: place.level + 1 };
}

/** A property's name as the step of a JSON pointer, in Lua. */
export function stepTo(name: string): string {
  return luaText(`/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`);
}

/** The pointer of a schema inside another one. */
export function below(pointer: string, ...tokens: (string | number)[]): string {
  return [pointer, ...tokens.map(token => String(token).replace(/~/g, '~0').replace(/\//g, '~1'))].join('/');
}

/** Lua expressions joined to one; literals beside each other become one. */
function joined(parts: readonly string[]): string {
  return parts.join(' .. ').replace(/([^\\])" \.\. "/g, '$1');
}
