import type { EntityCheck } from '../check-context';
import { isHeaderName } from '../formats';
import { quote } from '../texts';

/** The schema of 3.9.3 takes `maximum_expiration` without `exp` (kong-observed), and then nothing expires. */
export const jwt: EntityCheck = (view, _context, fail) => {
  const longest = view.number('maximum_expiration') ?? 0;
  if (longest > 0 && !view.list('claims_to_verify').includes('exp') && !view.isPatched('claims_to_verify')) {
    fail(`config.maximum_expiration is ${longest} without exp in config.claims_to_verify, so it is not checked; expected both; add exp`);
  }
};

export const keyAuth: EntityCheck = (view, _context, fail) => {
  if (view.has('key_names') && !view.isFilled('key_names')) {
    fail('config.key_names is an empty list, so no key is ever found; expected a name; leave it out for apikey');
  }
  for (const [path, name] of view.texts('key_names')) {
    if (name !== '' && !isHeaderName(name)) fail(`config.${path} is ${quote(name)}; expected letters, digits, - and _; rename it`);
  }
};

export const correlationId: EntityCheck = (view, _context, fail) => {
  const name = view.text('header_name');
  if (name && !isHeaderName(name)) fail(`config.header_name is ${quote(name)}; expected letters, digits, - and _; rename it`);
};
