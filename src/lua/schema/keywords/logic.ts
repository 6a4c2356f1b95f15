import { pointerOf } from '../../../values/json-schema-walk';
import { below, Emitter, Place } from '../emitter';

/** The keywords that judge the same value by other schemas. */
export function compileLogic(emitter: Emitter, schema: any, pointer: string, place: Place): void {
  const { shared } = emitter;
  if (schema.$ref !== undefined) { emitter.call(shared.functionOf(pointerOf(schema.$ref)!, true), place); }
  (schema.allOf ?? []).forEach((inner: any, i: number) => {
    emitter.block('do', () => emitter.judge(inner, below(pointer, 'allOf', i), place, 'allOf'));
  });
  const refused = (keyword: string) => schema[keyword].map((_: any, i: number) => emitter.refused(below(pointer, keyword, i), place.value));
  if (schema.anyOf !== undefined) { emitter.refuseIf(refused('anyOf').join(' and '), 'anyOf', place); }
  if (schema.oneOf !== undefined) {
    emitter.block('do', () => {
      emitter.line('local n = 0');
      for (const condition of refused('oneOf')) { emitter.line(`if not ${condition} then n = n + 1 end`); }
      emitter.refuseIf('n ~= 1', 'oneOf', place);
    });
  }
  if (schema.not !== undefined) { emitter.refuseIf(`not ${emitter.refused(below(pointer, 'not'), place.value)}`, 'not', place); }
  if (schema.if !== undefined) {
    const condition = emitter.refused(below(pointer, 'if'), place.value);
    for (const [keyword, head] of [['then', `if not ${condition} then`], ['else', `if ${condition} then`]]) {
      if (schema[keyword] !== undefined) {
        emitter.block(head, () => emitter.judge(schema[keyword], below(pointer, keyword), place, keyword));
      }
    }
  }
}
