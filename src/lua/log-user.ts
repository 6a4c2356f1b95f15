import { luaText } from './lua-text';

/** Kong loses the whole entry when a field fails, so none can. */
function guarded(body: string): string {
  return `local ok, value = pcall(function()\n${body}\nend)\nreturn ok and value or nil\n`;
}

const CONSUMER = `  local consumer = kong.client.get_consumer()
  return consumer and (consumer.custom_id or consumer.username)`;

/** The log field of the caller: the verified consumer. Never a header, which the client may have sent. */
export const LOG_CONSUMER = guarded(CONSUMER);

/**
 * The log field of the caller, from the token that was verified: also for requests that were refused before the last plugin ran. A caller
 * without one is the consumer. Kong compiles a field for each request, so this one is short.
 */
export function logClaim(path: string[]): string {
  return guarded(`  local verified = kong.ctx.shared.authenticated_jwt_token
  if verified == nil then
${CONSUMER.replace(/^/gm, '  ')}
  end
  local token = kong.ctx.shared.gatewarden_token
  local value = token and token.text == verified and token.claims
  for _, name in ipairs(${luaText(path)}) do
    value = type(value) == "table" and value[name]
  end
  if type(value) == "number" and value % 1 == 0 and math.abs(value) <= 9007199254740991 then
    return ("%.0f"):format(value)
  end
  return type(value) == "string" and value`);
}
