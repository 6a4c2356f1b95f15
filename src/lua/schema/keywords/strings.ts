import { luaText } from '../../lua-text';
import { schemaError } from '../check';
import { Emitter, Place } from '../emitter';
import { pcreOf } from '../regex-pcre';
import { forKind } from './values';

/** The lengths of a string in characters, `pattern` and `format`. */
export function compileStrings(emitter: Emitter, schema: any, pointer: string, place: Place): void {
  const v = place.value;
  const { minLength, maxLength, pattern, format } = schema;
  const { shared } = emitter;
  forKind(emitter, schema, 'string', place, () => {
    // A character has one to four bytes, so that most texts need no counting. Lengths first: a pattern may count on them.
    if (maxLength !== undefined) { emitter.refuseIf(`#${v} > ${maxLength} and ${shared.helper('chars')}(${v}) > ${maxLength}`, 'maxLength', place); }
    if (minLength === 1) {
      emitter.refuseIf(`${v} == ""`, 'minLength', place);
    } else if (minLength > 1) {
      emitter.refuseIf(`#${v} < ${4 * minLength - 3} and ${shared.helper('chars')}(${v}) < ${minLength}`, 'minLength', place);
    }
    if (pattern !== undefined) { emitter.refuseIf(`not ${matching(emitter, v, pattern, pointer, maxLength)}`, 'pattern', place); }
    if (format !== undefined) { emitter.refuseIf(`not ${shared.format(format)}(${v})`, 'format', place); }
  });
}

/**
 * The Lua condition that a text matches a pattern.
 *
 * @throws naming the schema, if the pattern is not compiled.
 */
export function matching(emitter: Emitter, lua: string, pattern: string, pointer: string, longest?: number): string {
  let pcre: string;
  try {
    pcre = pcreOf(pattern, longest);
  } catch (error) {
    throw schemaError(pointer, `the pattern '${pattern}' ${(error as Error).message}`);
  }
  return `${emitter.shared.helper('matches')}(${lua}, ${luaText(pcre)})`;
}
