import type { CheckContext, EntityCheck } from '../check-context';
import type { ConfigView } from '../config-view';

type Fail = (text: string) => void;

function parse(text: string): { value?: unknown } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The dialect `kong` is a list of `{"<field>": {"type": ...}}`; every draft is a JSON Schema (kong-facts B.10). */
function checkBody(view: ConfigView, version: string, context: CheckContext, fail: Fail): void {
  const text = view.text('body_schema');
  if (text === undefined || text === '' || view.isPatched('body_schema')) return;
  const { value } = parse(text);
  if (value === undefined) return fail('config.body_schema is not json; expected a schema as json text; write JSON.stringify(schema)');
  if (version === 'kong') {
    if (!Array.isArray(value)) {
      fail(`config.body_schema is no json array while config.version is kong; expected an array, or a draft; set config.version to ${context.minor >= 11 ? 'draft7' : 'draft4'}`);
    } else if (!value.every((field) => isObject(field) && Object.keys(field).length === 1 && isObject(Object.values(field)[0]))) {
      fail('config.body_schema has an entry that is not {"<field>":{...}}; expected one field per entry; write it so');
    }
  } else if (!isObject(value)) {
    fail(`config.body_schema is not a json object while config.version is ${version}; expected a json schema; write an object`);
  }
}

function checkParameters(view: ConfigView, fail: Fail): void {
  view.list('parameter_schema').forEach((parameter, i) => {
    if (!isObject(parameter)) return;
    const path = `config.parameter_schema[${i}]`;
    const given = ['schema', 'style', 'explode'].filter((name) => parameter[name] !== undefined);
    if (given.length > 0 && given.length < 3) fail(`${path} sets ${given.join(' and ')} alone; expected schema, style and explode together; set all three or none`);
    if (typeof parameter.schema !== 'string' || parameter.schema === '') return;
    const { value } = parse(parameter.schema);
    if (!isObject(value)) fail(`${path}.schema is not a json object; expected a draft4 schema as json text; write JSON.stringify(schema)`);
    else if (value.type === undefined) fail(`${path}.schema has no type; expected one at the top level; add it`);
  });
}

export const requestValidator: EntityCheck = (view, context, fail) => {
  if (!view.isFilled('body_schema') && !view.isFilled('parameter_schema')) {
    fail('sets neither config.body_schema nor config.parameter_schema; expected one of them; set config.body_schema');
  }
  if (!view.isPatched('version')) checkBody(view, view.text('version') ?? 'kong', context, fail);
  checkParameters(view, fail);
};
