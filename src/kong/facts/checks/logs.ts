import type { CheckContext, EntityCheck } from '../check-context';
import type { ConfigView } from '../config-view';
import { isHeaderName, isVaultReference, urlParts } from '../formats';
import { quote } from '../texts';

const RETURN = /\breturn\b/;
/** Headers that the plugin sets itself (schema.lua of http-log). */
const OWN_HEADERS: ReadonlySet<string> = new Set(['host', 'content-length', 'content-type']);

type Fail = (text: string) => void;

function headerNames(view: ConfigView): string[] {
  const headers = view.get('headers');
  return typeof headers === 'object' && !Array.isArray(headers) ? Object.keys(headers as object) : [];
}

function checkHeaderNames(view: ConfigView, fail: Fail): void {
  for (const name of headerNames(view)) {
    if (!isHeaderName(name)) fail(`config.headers names the header ${quote(name)}; expected letters, digits, - and _; rename it`);
  }
}

function checkUrl(path: string, url: string, fail: Fail): void {
  if (url === '' || isVaultReference(url)) return;
  const parts = urlParts(url);
  // The text is not shown: a url may carry a password.
  if (!parts || (parts.scheme !== 'http' && parts.scheme !== 'https')) fail(`config.${path} is not an http url; expected http:// or https:// and a host; correct it`);
}

/** A chunk that returns nothing sets nothing: the field is missing from every entry, and nobody is told. */
export const customFields: EntityCheck = (view, _context, fail) => {
  const fields = view.get('custom_fields_by_lua');
  if (typeof fields !== 'object') return;
  for (const [name, chunk] of Object.entries(fields as object)) {
    if (typeof chunk === 'string' && chunk !== '' && !RETURN.test(chunk)) {
      fail(`config.custom_fields_by_lua.${name} returns nothing, so the field would be missing; expected lua with a return; start it with return`);
    }
  }
};

export const httpLog: EntityCheck = (view, context, fail) => {
  const endpoint = view.text('http_endpoint');
  if (endpoint !== undefined) checkUrl('http_endpoint', endpoint, fail);
  checkHeaderNames(view, fail);
  for (const name of headerNames(view)) {
    if (OWN_HEADERS.has(name.toLowerCase())) fail(`config.headers sets ${name}, which the plugin sets itself; expected other headers only; remove it`);
    if (name.toLowerCase() === 'authorization' && endpoint !== undefined && urlParts(endpoint)?.userinfo !== undefined) {
      fail('sets config.headers.Authorization and a user in config.http_endpoint; expected one of them; remove the user from the url');
    }
  }
  customFields(view, context, fail);
};

function endpoints(context: CheckContext): readonly string[] {
  if (context.minor <= 7) return ['endpoint'];
  if (context.minor <= 12) return ['traces_endpoint', 'logs_endpoint'];
  const access = context.minor === 13 ? 'access_logs_endpoint' : 'access_logs.endpoint';
  return ['traces_endpoint', 'logs_endpoint', 'metrics.endpoint', access];
}

/** Up to 3.7 `endpoint` is required; from 3.8 on there is one per signal (kong-facts B.18). */
export const opentelemetry: EntityCheck = (view, context, fail) => {
  const fields = endpoints(context);
  if (fields.length > 1 && !fields.some((field) => view.isFilled(field))) {
    fail(`has no endpoint; expected one or more of ${fields.map((field) => `config.${field}`).join(', ')}; set config.traces_endpoint`);
  }
  for (const field of fields) {
    const url = view.text(field);
    if (url !== undefined) checkUrl(field, url, fail);
  }
  checkHeaderNames(view, fail);
};
