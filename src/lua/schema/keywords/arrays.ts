import { forKind } from './values';
import { JsonSchemaDraft } from '../../../values/json-schema-draft';
import { luaText } from '../../lua-text';
import { below, Emitter, inside, Place } from '../emitter';

/** The keywords of arrays. The number of items is at 0. */
export function compileArrays(emitter: Emitter, schema: any, pointer: string, place: Place): void {
  const n = `${place.value}[0]`;
  forKind(emitter, schema, 'array', place, () => {
    if (schema.minItems > 0) { emitter.refuseIf(`${n} < ${schema.minItems}`, 'minItems', place); }
    if (schema.maxItems !== undefined) { emitter.refuseIf(`${n} > ${schema.maxItems}`, 'maxItems', place); }
    const { first, firstKeyword, rest, restKeyword } = itemsOf(schema, emitter.shared.draft);
    if (first.length > 0) {
      emitter.block('do', () => first.forEach((item, i) => compileItem(emitter, item, below(pointer, firstKeyword, i), place, i)));
    }
    if (rest === false) {
      emitter.refuseIf(`${n} > ${first.length}`, restKeyword, place);
    } else if (rest !== undefined) {
      const i = `i${place.level + 1}`;
      emitter.block(`for ${i} = ${first.length + 1}, ${n} do`, () => {
        const item = inside(place, `"/" .. (${i} - 1)`);
        const from = emitter.lines.length;
        emitter.judge(rest, below(pointer, restKeyword), item, restKeyword);
        if (emitter.lines.length > from) { emitter.lines.splice(from, 0, `${/^ */.exec(emitter.lines[from])![0]}local ${item.value} = ${place.value}[${i}]`); }
      });
    }
    if (schema.contains !== undefined) { compileContains(emitter, schema, pointer, place); }
    if (schema.uniqueItems === true) { emitter.refuseIf(`not ${emitter.shared.helper('unique')}(${place.value})`, 'uniqueItems', place); }
  });
}

/** The schemas of the first items, one each, and that of the others: what they are called has changed between the drafts. */
function itemsOf(schema: any, draft: JsonSchemaDraft): { first: any[]; firstKeyword: string; rest: any; restKeyword: string } {
  if (draft === JsonSchemaDraft.DRAFT202012) {
    return { first: schema.prefixItems ?? [], firstKeyword: 'prefixItems', rest: schema.items, restKeyword: 'items' };
  }
  return Array.isArray(schema.items)
    ? { first: schema.items, firstKeyword: 'items', rest: schema.additionalItems, restKeyword: 'additionalItems' }
    : { first: [], firstKeyword: 'items', rest: schema.items, restKeyword: 'items' };
}

function compileItem(emitter: Emitter, item: any, pointer: string, place: Place, i: number): void {
  const at = inside(place, luaText(`/${i}`));
  emitter.line(`${i === 0 ? 'local ' : ''}${at.value} = ${place.value}[${i + 1}]`);
  emitter.block(`if ${at.value} ~= nil then`, () => emitter.judge(item, pointer, at, 'items'));
}

function compileContains(emitter: Emitter, schema: any, pointer: string, place: Place): void {
  const min = schema.minContains ?? 1;
  emitter.block('do', () => {
    emitter.line('local n = 0');
    emitter.block(`for i = 1, ${place.value}[0] do`, () => {
      emitter.line(`if not ${emitter.refused(below(pointer, 'contains'), `${place.value}[i]`)} then n = n + 1 end`);
    });
    if (min > 0) { emitter.refuseIf(`n < ${min}`, schema.minContains === undefined ? 'contains' : 'minContains', place); }
    if (schema.maxContains !== undefined) { emitter.refuseIf(`n > ${schema.maxContains}`, 'maxContains', place); }
  });
}
