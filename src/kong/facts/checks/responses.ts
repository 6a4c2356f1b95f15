import type { EntityCheck } from '../check-context';
import { isHeaderName } from '../formats';
import { quote } from '../texts';

/** schema.lua of request-termination, custom_validator. */
export const requestTermination: EntityCheck = (view, _context, fail) => {
  const [message, body, type] = [view.isFilled('message'), view.isFilled('body'), view.isFilled('content_type')];
  if (message && (body || type)) fail(`sets config.message and config.${body ? 'body' : 'content_type'}; expected a message, or a body with its content_type; remove one`);
  else if (type && !body) fail('sets config.content_type without config.body; expected both; set config.body');
  if (view.get('echo') === true && (body || type)) fail(`sets config.echo and config.${body ? 'body' : 'content_type'}; expected one of them; remove one`);
  const trigger = view.text('trigger');
  if (trigger && !isHeaderName(trigger)) fail(`config.trigger is ${quote(trigger)}; expected letters, digits, - and _; rename it`);
};

const PHASES = ['certificate', 'rewrite', 'access', 'header_filter', 'body_filter', 'log'];
const WEBSOCKET_PHASES = ['ws_handshake', 'ws_client_frame', 'ws_upstream_frame', 'ws_close'];

/** pre-function and post-function. */
export const functions: EntityCheck = (view, _context, fail) => {
  if (![...PHASES, ...WEBSOCKET_PHASES].some((phase) => view.isFilled(phase))) {
    fail(`has no function; expected lua in one or more of ${PHASES.join(', ')}; set for instance config.access`);
  }
};
