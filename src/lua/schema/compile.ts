import { checkCompilable } from './check';
import { Emitter, Place, ROOT, Shared } from './emitter';
import { formatsLua } from './formats';
import { helpersLua, LIBRARY } from './helpers';
import { compileArrays } from './keywords/arrays';
import { compileLogic } from './keywords/logic';
import { compileNumbers } from './keywords/numbers';
import { compileObjects } from './keywords/objects';
import { compileStrings } from './keywords/strings';
import { compileValues } from './keywords/values';
import { remark } from './lua-values';
import { JsonSchemaDraft } from '../../values/json-schema-draft';
import { indented } from '../lua-text';

/** The largest Lua that schemas may become, in bytes: it is sent to every node and kept for every route. */
const LARGEST = 64 * 1024;

/**
 * Compiles JSON Schemas, of draft 7 or the part of 2020-12 that both know, to Lua.
 *
 * The Lua defines one local, `judge(index, value, steps)`: the keyword that refuses a value and the JSON pointer of where, or nothing if
 * the value is accepted. A value is as `decode_json` gives it (see `JSON_DECODER`, which must stand before it). `steps` bounds how often
 * a `$ref` is followed: by it alone may a small schema take long over a small value. Whoever uses them up is refused.
 */
export class SchemaProgram {
  private readonly functions: string[] = [];
  private readonly constants: string[] = [];
  private readonly helpers = new Set<string>();
  private readonly formats = new Set<string>();

  /**
   * Adds a schema.
   *
   * @param label what the schema is of, for a comment.
   * @returns the index by which `judge` knows it.
   * @throws naming the JSON pointer of what is not followed.
   */
  public add(schema: unknown, draft: JsonSchemaDraft, label: string): number {
    const schemas = checkCompilable(schema, draft);
    const made = new Map<string, number>();
    const counted = new Set<string>();
    const waiting: string[] = [];
    const shared: Shared = {
      draft,
      functionOf: (pointer, byRef) => {
        if (byRef) { counted.add(pointer); }
        const index = made.get(pointer) ?? this.functions.push('');
        if (!made.has(pointer)) {
          made.set(pointer, index);
          waiting.push(pointer);
        }
        return index;
      },
      constant: lua => this.constant(lua),
      helper: name => {
        this.helpers.add(name);
        return name;
      },
      format: name => {
        this.formats.add(name);
        return `format["${name}"]`;
      },
    };
    const root = shared.functionOf('#', false);
    const bodies = new Map<string, string[]>();
    while (waiting.length > 0) {
      const pointer = waiting.shift()!;
      const emitter = new Emitter(shared, compileSchema);
      compileSchema(emitter, schemas.get(pointer), pointer, ROOT, 'never');
      bodies.set(pointer, emitter.lines);
    }
    // Only now is it known which are referred to.
    for (const [pointer, lines] of bodies) {
      const index = made.get(pointer)!;
      const spend = ['  steps = steps - 1', '  if steps < 0 then return "steps" end'];
      this.functions[index - 1] = [
        `-- ${remark(label)} ${remark(pointer)}`, `check[${index}] = function(v)`, ...counted.has(pointer) ? spend : [], ...lines, 'end',
      ].join('\n');
    }
    return root;
  }

  /** @throws if it is larger than what is sent to a gateway. */
  public source(): string {
    const formats = formatsLua(this.formats);
    const parts = [
      ...helpersLua(this.helpers),
      ...this.constants.map((lua, i) => `value[${i + 1}] = ${lua}`),
      ...formats ? [formats] : [],
      ...this.functions,
      JUDGE,
    ];
    const text = parts.join('\n');
    const used = Object.keys(LIBRARY).filter(name => new RegExp(`(?<![.\\w"])${name}\\b(?!")`).test(text));
    const source = [
      'local judge',
      'do',
      ...used.length > 0 ? [`  local ${used.join(', ')} = ${used.map(name => LIBRARY[name]).join(', ')}`] : [],
      '  local check, format, value, steps = {}, {}, {}, 0',
      indented(text),
      'end',
    ].join('\n');
    const bytes = Buffer.byteLength(source);
    if (bytes > LARGEST) {
      throw new Error(`the json schema becomes ${bytes} bytes of lua: expected at most ${LARGEST}; name what is alike in "definitions", or validate a part of it in the backend`);
    }
    return source;
  }

  private constant(lua: string): number {
    const known = this.constants.indexOf(lua);
    return known >= 0 ? known + 1 : this.constants.push(lua);
  }
}

const JUDGE = `
function judge(index, v, most_steps)
  steps = most_steps
  local rule, where = check[index](v)
  -- Also where running out of steps read as "does not match" on the way.
  if steps < 0 then return "steps", "" end
  if rule then return rule, where or "" end
end`.trim();

function compileSchema(emitter: Emitter, schema: any, pointer: string, place: Place, rule: string): void {
  if (typeof schema === 'boolean') {
    if (!schema) { emitter.refuse(rule, place); }
    return;
  }
  compileValues(emitter, schema, place);
  compileNumbers(emitter, schema, place);
  compileStrings(emitter, schema, pointer, place);
  compileObjects(emitter, schema, pointer, place);
  compileArrays(emitter, schema, pointer, place);
  compileLogic(emitter, schema, pointer, place);
}
