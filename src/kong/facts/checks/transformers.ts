import type { EntityCheck } from '../check-context';
import type { ConfigView } from '../config-view';
import { isHeaderName } from '../formats';
import { quote } from '../texts';

const PAIRED = ['rename', 'replace', 'add', 'append'];
const PAIR = /^[^:]+:/;
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;
const IDENTIFIER = /(?<![\w.:])[A-Za-z_]\w*/g;
/** Names in scope of a template (kong-observed), and the words of a Lua expression. */
const IN_SCOPE = new Set(['headers', 'query_params', 'uri_captures', 'shared', 'and', 'or', 'not', 'nil', 'true', 'false']);

type Fail = (text: string) => void;

/** The expressions of the `$(...)` templates in a text; undefined for one that is not closed. */
function* templates(text: string): Generator<string | undefined> {
  for (let start = text.indexOf('$('); start >= 0; start = text.indexOf('$(', start + 2)) {
    let depth = 1;
    let i = start + 2;
    for (; i < text.length && depth > 0; i++) depth += text[i] === '(' ? 1 : text[i] === ')' ? -1 : 0;
    yield depth === 0 ? text.slice(start + 2, i - 1) : undefined;
    start = i - 2;
  }
}

/** The first name in a template that Kong does not know. A template that defines functions is not judged. */
function unknownName(expression: string): string | undefined {
  const code = expression.replace(QUOTED, ' ').replace(/\.\./g, ' ');
  if (/\bfunction\b/.test(code)) return undefined;
  return code.match(IDENTIFIER)?.find((name) => !IN_SCOPE.has(name));
}

/** `$(jwt.sub)` passes the schema, and then every request answers 500 (kong-observed). */
function checkTemplates(path: string, text: string, fail: Fail): void {
  if (!text.includes('$(')) return;
  for (const expression of templates(text)) {
    if (expression === undefined) {
      fail(`config.${path} has a $( that is not closed: ${quote(text)}; expected $(...); close it`);
      continue;
    }
    const name = unknownName(expression);
    if (name === undefined) continue;
    const fix = name === 'jwt' ? 'use IdentityHeaders to forward a claim' : 'use one of them, or a post-function';
    fail(`config.${path} has the template $(${expression}), where ${name} is unknown and every request would answer 500; expected headers, query_params, uri_captures or shared; ${fix}`);
  }
}

/** The name before the colon, and with `rename` the one after it, must be a header's (schema.lua, validate_headers). */
function checkHeaderItem(action: string, path: string, item: string, fail: Fail): void {
  const colon = item.indexOf(':');
  const names = action === 'remove' || colon < 0 ? [item] : action === 'rename' ? [item.slice(0, colon), item.slice(colon + 1)] : [item.slice(0, colon)];
  const wrong = names.find((name) => !isHeaderName(name));
  if (wrong !== undefined) fail(`config.${path} names the header ${quote(wrong)}; expected letters, digits, - and _; rename it`);
}

function checkHeaders(view: ConfigView, fail: Fail): void {
  for (const action of ['remove', ...PAIRED]) {
    for (const [path, item] of view.texts(`${action}.headers`)) {
      // Without its colon an item of a pair is already refused by its pattern, and an empty one as empty.
      if (item !== '' && (action === 'remove' || PAIR.test(item))) checkHeaderItem(action, path, item, fail);
    }
  }
}

export const requestTransformer: EntityCheck = (view, _context, fail) => {
  checkHeaders(view, fail);
  for (const action of PAIRED) {
    for (const part of ['headers', 'querystring', 'body']) {
      for (const [path, item] of view.texts(`${action}.${part}`)) checkTemplates(path, item, fail);
    }
  }
  const uri = view.text('replace.uri');
  if (uri) checkTemplates('replace.uri', uri, fail);
};

export const responseTransformer: EntityCheck = (view, _context, fail) => checkHeaders(view, fail);

/** The schemas of the advanced pair carry no pattern except for renamed headers. */
function pairs(parts: readonly string[]): EntityCheck {
  return (view, _context, fail) => {
    for (const action of PAIRED) {
      for (const part of parts) {
        if (action === 'rename' && part === 'headers') continue;
        for (const [path, item] of view.texts(`${action}.${part}`)) {
          if (item !== '' && !PAIR.test(item) && !item.startsWith('{vault://')) fail(`config.${path} is ${quote(item)}; expected name:value; write it in that form`);
        }
      }
    }
  };
}

export const requestTransformerAdvanced: EntityCheck = pairs(['headers', 'querystring', 'body']);
export const responseTransformerAdvanced: EntityCheck = pairs(['headers', 'json']);
