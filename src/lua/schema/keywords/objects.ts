import { keyText } from '../../lua-text';
import { below, Emitter, inside, Place, stepTo } from '../emitter';
import { property } from '../lua-values';
import { matching } from './strings';
import { forKind } from './values';

/** The keywords of objects. */
export function compileObjects(emitter: Emitter, schema: any, pointer: string, place: Place): void {
  const v = place.value;
  forKind(emitter, schema, 'object', place, () => {
    requireAll(emitter, schema.required ?? [], 'required', place);
    compileCount(emitter, schema, place);
    if (schema.propertyNames !== undefined && schema.propertyNames !== true) {
      emitter.block(`for k in pairs(${v}) do`, () => {
        emitter.refuseIf(emitter.refused(below(pointer, 'propertyNames'), 'k'), 'propertyNames', inside(place, `${emitter.shared.helper('step')}(k)`));
      });
    }
    compileNamed(emitter, Object.entries(schema.properties ?? {}), pointer, place);
    compileOthers(emitter, schema, pointer, place);
    compileDependent(emitter, schema, pointer, place);
  });
}

function requireAll(emitter: Emitter, names: string[], rule: string, place: Place): void {
  for (const name of names) { emitter.refuseIf(`${property(place.value, name)} == nil`, rule, inside(place, stepTo(name))); }
}

function compileCount(emitter: Emitter, { minProperties, maxProperties }: any, place: Place): void {
  if (!(minProperties > 0) && maxProperties === undefined) { return; }
  emitter.block('do', () => {
    emitter.line('local n = 0');
    emitter.line(`for _ in pairs(${place.value}) do n = n + 1 end`);
    if (minProperties > 0) { emitter.refuseIf(`n < ${minProperties}`, 'minProperties', place); }
    if (maxProperties !== undefined) { emitter.refuseIf(`n > ${maxProperties}`, 'maxProperties', place); }
  });
}

function compileNamed(emitter: Emitter, properties: [string, any][], pointer: string, place: Place): void {
  emitter.block('do', () => {
    properties.forEach(([name, schema], i) => {
      const at = inside(place, stepTo(name));
      emitter.line(`${i === 0 ? 'local ' : ''}${at.value} = ${property(place.value, name)}`);
      emitter.block(`if ${at.value} ~= nil then`, () => emitter.judge(schema, below(pointer, 'properties', name), at, 'properties'));
    });
  });
}

/** Properties by the pattern of their name, and all that neither a name nor a pattern speaks of. */
function compileOthers(emitter: Emitter, schema: any, pointer: string, place: Place): void {
  const patterns = Object.entries<any>(schema.patternProperties ?? {});
  const names = Object.keys(schema.properties ?? {});
  const { additionalProperties } = schema;
  const others = additionalProperties !== undefined && additionalProperties !== true;
  if (patterns.length === 0 && !others) { return; }
  const level = place.level + 1;
  const [k, x, known] = [`k${level}`, `v${level}`, `known${level}`];
  const at = inside(place, `${emitter.shared.helper('step')}(${k})`);
  const set = names.length === 0 ? undefined : `value[${emitter.shared.constant(`{ ${names.map(name => `${keyText(name)} = true`).join(', ')} }`)}][${k}]`;
  const judgeOthers = () => emitter.judge(additionalProperties, below(pointer, 'additionalProperties'), at, 'additionalProperties');
  emitter.block(`for ${k}, ${x} in pairs(${place.value}) do`, () => {
    if (patterns.length === 0) {
      if (set === undefined) {
        judgeOthers();
      } else if (additionalProperties === false) {
        emitter.refuseIf(`not ${set}`, 'additionalProperties', at);
      } else {
        emitter.block(`if not ${set} then`, judgeOthers);
      }
      return;
    }
    if (others) { emitter.line(`local ${known} = ${set ?? 'false'}`); }
    for (const [pattern, inner] of patterns) {
      const condition = matching(emitter, k, pattern, below(pointer, 'patternProperties', pattern), schema.propertyNames?.maxLength);
      emitter.block(`if ${condition} then`, () => {
        if (others) { emitter.line(`${known} = true`); }
        emitter.judge(inner, below(pointer, 'patternProperties', pattern), at, 'patternProperties');
      });
    }
    if (others) { emitter.block(`if not ${known} then`, judgeOthers); }
  });
}

/** `dependencies` of draft 7, and the two keywords that took its place. */
function compileDependent(emitter: Emitter, schema: any, pointer: string, place: Place): void {
  for (const keyword of ['dependencies', 'dependentRequired', 'dependentSchemas']) {
    for (const [name, needed] of Object.entries<any>(schema[keyword] ?? {})) {
      emitter.block(`if ${property(place.value, name)} ~= nil then`, () => {
        if (Array.isArray(needed)) {
          requireAll(emitter, needed, keyword, place);
        } else {
          emitter.judge(needed, below(pointer, keyword, name), place, keyword);
        }
      });
    }
  }
}
