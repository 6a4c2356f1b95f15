import { forKind } from './values';
import { luaText } from '../../lua-text';
import { Emitter, Place } from '../emitter';

const BOUNDS: Record<string, string> = { minimum: '<', exclusiveMinimum: '<=', maximum: '>', exclusiveMaximum: '>=' };

/**
 * The bounds of a number and `multipleOf`.
 *
 * Numbers are doubles. A multiple of a number that a double holds exactly, such as 5 or 0.25, is exact; of another number it is what the
 * quotient, rounded, says: 0.3 is no multiple of 0.1 (2.9999999999999996 times), and 0.0075 is one of 0.0001. There a quotient of 1e21
 * and more is refused: nothing is left behind its point.
 */
export function compileNumbers(emitter: Emitter, schema: any, place: Place): void {
  const v = place.value;
  forKind(emitter, schema, 'number', place, () => {
    for (const [keyword, operator] of Object.entries(BOUNDS)) {
      if (schema[keyword] !== undefined) { emitter.refuseIf(`${v} ${operator} ${luaText(schema[keyword])}`, keyword, place); }
    }
    const { multipleOf } = schema;
    if (multipleOf === undefined) { return; }
    if (Number.isInteger(multipleOf * 2 ** 20)) {
      emitter.refuseIf(`fmod(${v}, ${luaText(multipleOf)}) ~= 0`, 'multipleOf', place);
    } else {
      const quotient = `${v} / ${luaText(multipleOf)}`;
      emitter.refuseIf(`floor(${quotient}) ~= ${quotient} or ${quotient} >= 1e21 or ${quotient} <= -1e21`, 'multipleOf', place);
    }
  });
}
